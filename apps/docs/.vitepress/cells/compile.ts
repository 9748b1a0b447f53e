// Turns cells into the text of one module. The code keeps its line numbers; what is put around it goes on the lines of the fences.
import { parser } from "@lezer/javascript"
import type { Cell } from "./fences.ts"

type SyntaxNode = ReturnType<typeof typescript.parse>["topNode"]

const typescript = parser.configure({ dialect: "ts" })

interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** How cells meet: `page`, each in the scope of those before it, as in a notebook; `apart`, each alone. */
export type Meeting = "page" | "apart"

const blank = (text: string): string => text.replace(/[^\n]/g, "")

/** `import { a, type B, c as d } from "m"` as `const { a, c: d } = await $cell.import("m")`, with as many lines. */
export function importAsCall(text: string): string {
  const [, kind, names = "", module = ""] = /^import\s+(type\s)?\s*(?:([\s\S]*?)\s*from\s*)?["']([^"']+)["']/.exec(text) ?? []
  if (kind) return blank(text)
  const call = `await $cell.import(${JSON.stringify(module)})`
  const lines = blank(text)
  const [, whole, all, listed] = /^(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)|\{([\s\S]*)\})?$/.exec(names.trim()) ?? []
  const members = (listed ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !/^type\s/.test(name))
    .map((name) => name.replace(/\s+as\s+/, ": "))
  if (whole) members.push(`default: ${whole}`)
  if (all) return `const ${all} = ${call};${lines}`
  return members.length > 0 ? `const { ${members.join(", ")} } = ${call};${lines}` : `${call};${lines}`
}

/** Whether a text reads as one expression. */
function isExpression(text: string): boolean {
  const tree = typescript.parse(`(${text})`)
  let fine = text.trim() !== ""
  tree.iterate({ enter: (node) => void (fine &&= !node.type.isError) })
  return fine && tree.topNode.firstChild?.nextSibling === null
}

/** What a comment behind a statement says its value is: `// => 3` on the line, or on the lines below. */
function expectation(code: string, end: number): string | undefined {
  const rest = code.slice(end)
  const [match, first = ""] = /^[ \t]*;?[ \t]*(?:\n[ \t]*)?\/\/ ?=> ?(.*)/.exec(rest) ?? []
  if (match === undefined) return undefined
  const more = /^(?:\n[ \t]*\/\/ {2,}.*)*/.exec(rest.slice(match.length))?.[0] ?? ""
  return [first, ...more.split("\n").slice(1)]
    .map((line, i) => (i === 0 ? line : line.replace(/^\s*\/\/ ?/, "")))
    .join("\n")
    .trimEnd()
}

/** Where the expression of a statement ends: before its semicolon and the comments that the parser counts to it. */
function endOf(statement: SyntaxNode): number {
  let end = statement.from
  for (let child = statement.firstChild; child; child = child.nextSibling) if (!/Comment$|^;$/.test(child.name)) end = child.to
  return end
}

interface Source {
  readonly code: string
  readonly line: number
}

const lineAt = ({ code, line }: Source, at: number): number => line + code.slice(0, at).split("\n").length - 1

/** The arguments of a check: the stated value where the text is an expression, the text, the line. */
function stated(text: string, line: number): string {
  const one = text.replace(/\n/g, " ")
  return `(${isExpression(one) ? `() => (${one})` : "null"}, ${JSON.stringify(text)}, ${line})`
}

function checkStatement(source: Source, node: SyntaxNode): Edit[] {
  const end = endOf(node)
  const text = expectation(source.code, end)
  if (text === undefined) return []
  const check = stated(text, lineAt(source, node.from))
  // A printed line is compared as printed, any other expression by its value.
  if (/^console\.\w+\(/.test(source.code.slice(node.from, end))) return [{ from: end, to: end, text: `;$cell.printed${check}` }]
  return [
    { from: node.from, to: node.from, text: "$cell.value(" },
    { from: end, to: end, text: `).expect${check}` },
  ]
}

function checkDeclaration(source: Source, node: SyntaxNode): Edit[] {
  const name = node.getChild("VariableDefinition")
  const end = endOf(node)
  const text = expectation(source.code, end)
  if (!name || text === undefined) return []
  return [
    { from: end, to: end, text: `;$cell.value(${source.code.slice(name.from, name.to)}).expect${stated(text, lineAt(source, node.from))}` },
  ]
}

/** The changes that make a cell's code a block of the module. */
function editsOf(source: Source): Edit[] {
  const { code } = source
  const edits: Edit[] = []
  const top = typescript.parse(code).topNode
  top.cursor().iterate((ref) => {
    const node = ref.node
    if (node.name === "ImportDeclaration") edits.push({ from: node.from, to: node.to, text: importAsCall(code.slice(node.from, node.to)) })
    if (node.name === "ExpressionStatement") edits.push(...checkStatement(source, node))
    if (node.name === "VariableDeclaration") edits.push(...checkDeclaration(source, node))
    if (node.name === "ExportDeclaration") {
      const keyword = node.getChild("export")
      if (keyword) edits.push({ from: keyword.from, to: keyword.to, text: "      " })
    }
  })
  const last = lastStatement(top)
  if (last?.name === "ExpressionStatement" && expectation(code, endOf(last)) === undefined) {
    const end = endOf(last)
    edits.push({ from: last.from, to: last.from, text: "await $cell.show(" }, { from: end, to: end, text: ")" })
  }
  return edits
}

function lastStatement(top: SyntaxNode): SyntaxNode | null {
  let node = top.lastChild
  while (node && /Comment$/.test(node.name)) node = node.prevSibling
  return node
}

/** The code of a cell with its shown value, its stated values and its imports made calls. */
function compileCell(source: Source): string {
  const edits = editsOf(source).sort((a, b) => a.from - b.from || a.to - b.to)
  let out = ""
  let at = 0
  for (const { from, to, text } of edits) {
    out += source.code.slice(at, from) + text
    at = to
  }
  return out + source.code.slice(at)
}

const around = (cell: Cell, index: number, meeting: Meeting): [string, string] => {
  const begin = `;$cell.begin(${index});`
  const end = `;$cell.end(${index});`
  if (meeting === "apart" || cell.flags.includes("expect-error"))
    return [`${begin}try {`, `${end}} catch (error) { $cell.fail(${index}, error) }`]
  // The block stays open: what follows sees the names of this cell, and may give them anew.
  return [`${begin}{`, end]
}

/** The module that runs the cells: a default function of the runtime, the console, and values in scope for all. */
export function compileModule(cells: readonly Cell[], meeting: Meeting, scope: readonly string[] = []): string {
  const lines: string[] = []
  const put = (line: number, text: string): void => {
    while (lines.length < line) lines.push("")
    lines[line - 1] += text
  }
  put(1, `export default async ($cell, console, $scope) => { const { ${scope.join(", ")} } = $scope;`)
  let open = 0
  let next = 1
  cells.forEach((cell, index) => {
    if (cell.flags.includes("no-run")) return
    const [before, after] = around(cell, index, meeting)
    if (!after.includes("}")) open++
    const code = compileCell({ code: cell.code.replace(/\n$/, ""), line: cell.line }).split("\n")
    // A cell begins on the line before its code, where its fence stands, if that line is free.
    put(Math.max(cell.line - 1, next, 1), before)
    code.forEach((text, i) => put(cell.line + i, text))
    next = cell.line + code.length
    put(next, after)
  })
  return `${lines.join("\n")}\n${"}".repeat(open)}}\n`
}

/** The cells of a page for the compiler: imports in front, each cell in the scope of those before it, on its own lines. */
export function typedModule(cells: readonly Cell[]): string {
  // By the name that they bring: blocks that import the same name mean the same thing.
  const imports = new Map<string, string>()
  const lines: string[] = []
  let open = 0
  for (const { code, line, flags } of cells) {
    if (flags.includes("no-run")) continue
    const closed = flags.includes("expect-error")
    if (!closed) open++
    while (lines.length < line - 2) lines.push("")
    const body = code.replace(/\n$/, "").replace(/^import\s[\s\S]*?["'][^"']+["'];?$/gm, (text) => {
      for (const one of splitImport(text)) {
        const name = /(\w+)\s*\}|(\w+)\s+from/.exec(one)?.slice(1).find(Boolean) ?? one
        if (!imports.has(name)) imports.set(name, one)
      }
      return blank(text)
    })
    lines.push(";{", ...body.split("\n"))
    if (closed) lines.push("}")
  }
  const front = [...imports.values()].join(";")
  return `${front ? `${front};` : "export {};"}${lines.join("\n")}\n${"}".repeat(open)}\n`
}

/** One import for each name. */
function splitImport(text: string): string[] {
  const [, listed, module] = /^import\s+\{([\s\S]*)\}\s*from\s*(["'][^"']+["'])/.exec(text) ?? []
  if (listed === undefined) return [text.replace(/;$/, "")]
  return listed
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => `import { ${name} } from ${module}`)
}
