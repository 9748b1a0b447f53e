// The page that says which readings each primitive has, as trying them tells.
import { readings } from "../../packages/laws/src/readings.ts"
import "../../packages/tensor/src/index.ts"

const columns = {
  forward: "jvp",
  reverse: "vjp",
  second: "2nd",
  batch: "vmap",
  complex: "complex",
  int64: "int64",
  formula: "formula",
  derivation: "derivation",
  kernel: "kernel",
}

const forms = {
  elementwise: ["Element by element", "Partial derivatives are stated as factors; operands broadcast."],
  linear: ["Linear", "The transpose is stated; tangents go through the operation itself."],
  multilinear: [
    "Linear in each argument",
    "A transpose is stated for each argument; those without one, such as indices, have no derivative.",
  ],
  custom: ["Everything else", "The forward rule is stated; the reverse rule is its transpose, or a faster one beside it."],
}

const shown = { yes: "✓", no: "–" }
const cell = (verdict) => (verdict === null ? "" : shown[verdict])

const row = (r) =>
  `| \`${r.name}\` | ${Object.keys(columns)
    .map((key) => cell(r[key]))
    .join(" | ")} | ${r.languages || "–"} |`

function section([form, [title, about]], rows) {
  const mine = rows.filter((r) => r.form === form)
  const head = `| primitive | ${Object.values(columns).join(" | ")} | code |`
  const rule = `| --- | ${Object.keys(columns)
    .map(() => ":-:")
    .join(" | ")} | :-: |`
  return [`## ${title} (${mine.length})`, "", about, "", head, rule, ...mine.map(row), ""]
}

/** The page; `score` is how many of the standard's names there are. */
export function coverage(score) {
  const rows = readings()
  const count = (key) => rows.filter((r) => r[key] === "yes").length
  const of = (key) => `${count(key)} of ${rows.filter((r) => r[key] !== null).length}`
  return [
    "---",
    "outline: 2",
    "---",
    "",
    "<!-- Written by scripts/features.mjs. -->",
    "",
    "# Coverage",
    "",
    "One definition, several readings: this is which of them each primitive has. Every entry was found by trying it, and the tests fail when",
    "this page no longer says what trying gives. Operations are made of primitives, so that `mean` or `softmax` has what its parts have.",
    "",
    `- **jvp**, **vjp**, **2nd**: derivatives in forward mode, in reverse mode and of second order, by central differences and by each other: ${of("forward")}, ${of("reverse")} and ${of("second")}.`,
    `- **vmap**: a batch along any argument gives what a loop gives: ${of("batch")}.`,
    `- **complex**, **int64**: computed for complex numbers (${of("complex")}) and for 64-bit integers (${of("int64")}). What orders, rounds or looks up has no complex meaning and is refused.`,
    `- **formula**: printed, and read again as it was printed: ${of("formula")}.`,
    `- **derivation**: a closed form that automatic differentiation and central differences agree with: ${of("derivation")}.`,
    `- **kernel**: generated WebAssembly for large arrays, besides the plain kernel that each has: ${of("kernel")}.`,
    "- **code**: into how many of the six languages of `code` it goes.",
    "",
    "✓ there and right, – refused with an error or only in plain JavaScript, empty: it would mean nothing.",
    "",
    `Of the Python Array API standard 2024.12 there are ${score}; [their table](https://github.com/nablajs/nabla/blob/main/packages/tensor/FEATURES.md) has`,
    "the dtypes of each.",
    "",
    ...Object.entries(forms).flatMap((entry) => section(entry, rows)),
  ].join("\n")
}
