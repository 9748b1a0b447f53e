// Writes the reference: a page for each subject, its names grouped by the file that defines them, as the doc comments describe them.
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { collect, type Entry } from "./collect.ts"

const folder = join(import.meta.dirname, "../../api")

interface Page {
  readonly slug: string
  readonly title: string
  readonly about: string
  readonly holds: (entry: Entry) => boolean
}

const within =
  (...starts: string[]) =>
  (entry: Entry): boolean =>
    starts.some((start) => entry.file.startsWith(start))
const isType = (entry: Entry): boolean => entry.kind === "type"

// The first page that holds a name has it.
const pages: readonly Page[] = [
  {
    slug: "types",
    title: "Types",
    about: "What signatures and options are made of. They exist for the compiler alone.",
    holds: (entry) => isType(entry) && !within("plot/", "symbolic/")(entry),
  },
  {
    slug: "operations",
    title: "Operations",
    about: "Functions of numbers and tensors. Each has a derivative where one exists, a batched form, and a meaning for letters.",
    holds: within("core/src/primitives/", "core/src/fft/"),
  },
  {
    slug: "tensors",
    title: "Tensors",
    about: "Making, comparing, sorting, printing and storing tensors; random numbers.",
    holds: within("tensor/"),
  },
  {
    slug: "derivatives",
    title: "Derivatives",
    about: "Transformations of functions: gradients, Jacobians, batches, loops.",
    holds: within("autograd/"),
  },
  {
    slug: "symbolic",
    title: "Symbolic",
    about: "Formulas as terms: read, derive with steps, simplify, print, evaluate, check.",
    holds: within("symbolic/"),
  },
  { slug: "plots", title: "Plots", about: "Figures as data, drawn to SVG.", holds: within("plot/") },
  {
    slug: "helpers",
    title: "Helpers",
    about: "What the umbrella adds: the calculus sheet and the book's utilities.",
    holds: within("nablajs/"),
  },
  {
    slug: "core",
    title: "Core",
    about: "For packages that read the language: primitives, terms, arrays, shapes, errors.",
    holds: within("core/"),
  },
]

const words = (file: string): string => {
  const name = file.split("/").at(-1) === "index" ? (file.split("/").at(-2) ?? file) : (file.split("/").at(-1) ?? file)
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/-/g, " ")
  return spaced[0]?.toUpperCase() + spaced.slice(1).toLowerCase()
}

// Outside of code, angle brackets and braces would be read as markup.
const plain = (text: string): string =>
  text
    .replace(/\{@link (\w+)[^}]*\}/g, "`$1`")
    .split(/(`[^`]*`)/)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part
            .replace(/&/g, "&amp;")
            .replace(/</g, "&lt;")
            .replace(/\{\{/g, "{ {")
            .replace(/([*_$])/g, "\\$1"),
    )
    .join("")

const cell = (text: string): string => plain(text).replace(/\|/g, "\\|").replace(/\n+/g, " ")
const code = (text: string): string => `\`${text.replace(/`/g, "'").replace(/\|/g, "\\|")}\``
const fence = (text: string): string => `\`\`\`ts\n${text.replace(/^```\w*\n|\n?```$/g, "")}\n\`\`\``

function membersTable({ members }: Entry): string[] {
  if (members.length === 0) return []
  return [
    "| member | type | |\n| --- | --- | --- |",
    ...members.map(({ name, type, text }) => `| ${code(name)} | ${type ? code(type) : ""} | ${cell(text)} |`),
  ]
}

// A point in an anchor would begin a class.
const anchor = (name: string): string => name.replace(".", "-")

function describe(entry: Entry): string {
  const { name, signature, text, examples, from } = entry
  const parts = [`### ${name} {#${anchor(name)}}`]
  if (signature) parts.push(fence(signature))
  if (text) parts.push(plain(text))
  const table = membersTable(entry)
  if (table.length > 0) parts.push(table.join("\n"))
  parts.push(...examples.map(fence))
  const places = from.filter((place) => place !== "nablajs")
  if (!from.includes("nablajs")) parts.push(`<p class="from">from ${places.map((place) => `<code>${place}</code>`).join(", ")}</p>`)
  return parts.join("\n\n")
}

function writePage({ slug, title, about }: Page, entries: readonly Entry[]): void {
  const groups = new Map<string, Entry[]>()
  for (const entry of [...entries].sort((a, b) => a.file.localeCompare(b.file) || a.at - b.at))
    groups.set(words(entry.file), [...(groups.get(words(entry.file)) ?? []), entry])
  const body = [...groups].map(
    ([group, list]) => `## ${group} {#in-${group.toLowerCase().replace(/\W+/g, "-")}}\n\n${list.map(describe).join("\n\n")}`,
  )
  const front = `---\noutline: 2\neditLink: false\npageClass: reference\n---`
  writeFileSync(join(folder, `${slug}.md`), `${front}\n\n# ${title}\n\n${about}\n\n${body.join("\n\n")}\n`)
}

const entries = collect()
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const held = new Map<Page, Entry[]>()
for (const entry of entries) {
  const page = pages.find(({ holds }) => holds(entry))
  if (page) held.set(page, [...(held.get(page) ?? []), entry])
}
for (const [page, list] of held) writePage(page, list)

const shown = pages.filter((page) => page.slug !== "types").concat(pages.filter((page) => page.slug === "types"))
const index = shown.map((page) => {
  const names = [...(held.get(page) ?? [])]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name }) => `[\`${name}\`](./${page.slug}#${anchor(name)})`)
  return `## [${page.title}](./${page.slug})\n\n${page.about}\n\n<div class="names">\n\n${names.join(" ")}\n\n</div>`
})
const intro =
  "Every public name, as its doc comment describes it. Examples are run by the tests, with all names in scope. Unless a name says otherwise it can be imported from `nablajs`."
writeFileSync(
  join(folder, "index.md"),
  `---\noutline: 2\neditLink: false\npageClass: reference\n---\n\n# Reference\n\n${intro}\n\n${index.join("\n\n")}\n`,
)
writeFileSync(
  join(folder, "sidebar.json"),
  JSON.stringify([{ text: "All names", link: "/api/" }, ...shown.map(({ slug, title }) => ({ text: title, link: `/api/${slug}` }))]),
)
console.log(`reference: ${entries.length} names on ${held.size} pages`)
