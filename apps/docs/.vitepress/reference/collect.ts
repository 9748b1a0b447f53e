// The public names of the packages with their doc comments, read by the compiler.
import { join, relative } from "node:path"
import ts from "typescript"
import { root } from "../cells/sheets.ts"

export interface Member {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** A public name. */
export interface Entry {
  readonly name: string
  readonly kind: "function" | "value" | "class" | "type"
  /** Where it is defined, as in `core/src/primitives/arithmetic`. */
  readonly file: string
  readonly at: number
  readonly signature: string
  readonly text: string
  readonly examples: readonly string[]
  readonly members: readonly Member[]
  /** The names by which it can be imported from. */
  readonly from: string[]
}

/** Every entry point, the umbrella first. */
const entryPoints: Readonly<Record<string, string>> = {
  nablajs: "nablajs/src/index.ts",
  "@nablajs/tensor": "tensor/src/index.ts",
  "@nablajs/autograd": "autograd/src/index.ts",
  "@nablajs/symbolic": "symbolic/src/index.ts",
  "@nablajs/symbolic/check": "symbolic/src/check.ts",
  "@nablajs/plot": "plot/src/index.ts",
  "@nablajs/core": "core/src/index.ts",
}

const packages = join(root, "packages")

function programOf(): ts.Program {
  const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const files = Object.values(entryPoints).map((file) => join(packages, file))
  return ts.createProgram(files, { ...options, types: ["node"], typeRoots: [join(root, "node_modules/@types")] })
}

/** The call as one writes it: names of parameters, what may be left out with a question mark. */
function callOf(name: string, signature: ts.Signature): string {
  const parts = signature.parameters.map((parameter) => {
    const declaration = parameter.valueDeclaration
    if (!declaration || !ts.isParameter(declaration)) return parameter.name
    const shown = ts.isIdentifier(declaration.name) ? declaration.name.text : "options"
    const optional = declaration.questionToken !== undefined || declaration.initializer !== undefined
    return `${declaration.dotDotDotToken ? "..." : ""}${shown}${optional ? "?" : ""}`
  })
  return `${name}(${parts.join(", ")})`
}

function signatureOf(checker: ts.TypeChecker, symbol: ts.Symbol, name: string, declaration: ts.Declaration): string {
  if (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)) {
    const text = declaration.getText().replace(/^export\s+/, "")
    return ts.isTypeAliasDeclaration(declaration) && text.length < 400 ? text : ""
  }
  const type = checker.getTypeOfSymbolAtLocation(symbol, declaration)
  if (ts.isClassDeclaration(declaration)) {
    const [made] = checker.getSignaturesOfType(type, ts.SignatureKind.Construct)
    return made ? `new ${callOf(name, made)}` : ""
  }
  const calls = [...new Set(checker.getSignaturesOfType(type, ts.SignatureKind.Call).map((signature) => callOf(name, signature)))]
  return calls.slice(0, 4).join("\n")
}

const docOf = (checker: ts.TypeChecker, symbol: ts.Symbol): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim()

const shortType = (text: string): string => text.replace(/\s+/g, " ").replace(/^(.{90}).+$/, "$1 …")

/** Fields and methods with a doc comment or a type of their own; classes show what is not inherited. */
function membersOf(checker: ts.TypeChecker, declaration: ts.Declaration): Member[] {
  if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassDeclaration(declaration)) return []
  const members: readonly (ts.TypeElement | ts.ClassElement)[] = declaration.members
  return members.flatMap((member) => {
    if (!member.name || !ts.isIdentifier(member.name)) return []
    if (ts.getCombinedModifierFlags(member as ts.Declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return []
    const symbol = checker.getSymbolAtLocation(member.name)
    if (!symbol) return []
    const optional = "questionToken" in member && member.questionToken !== undefined ? "?" : ""
    const typed = "type" in member && member.type ? (member.type as ts.TypeNode).getText() : ""
    const parameters =
      "parameters" in member ? `(${(member.parameters as readonly ts.ParameterDeclaration[]).map((p) => p.name.getText()).join(", ")})` : ""
    return [{ name: `${member.name.text}${optional}${parameters}`, type: shortType(typed), text: docOf(checker, symbol) }]
  })
}

const kindOf = (declaration: ts.Declaration, signature: string): Entry["kind"] => {
  if (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)) return "type"
  if (ts.isClassDeclaration(declaration)) return "class"
  return signature === "" ? "value" : "function"
}

function entryOf(checker: ts.TypeChecker, symbol: ts.Symbol, name: string): Entry | undefined {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0]
  if (!declaration) return undefined
  const path = relative(packages, declaration.getSourceFile().fileName).replaceAll("\\", "/")
  if (path.startsWith("..")) return undefined
  const signature = signatureOf(checker, symbol, name, declaration)
  const examples = symbol
    .getJsDocTags(checker)
    .filter((tag) => tag.name === "example")
    .map((tag) => ts.displayPartsToString(tag.text).trim())
  return {
    name,
    kind: kindOf(declaration, signature),
    file: path.replace(/\.ts$/, ""),
    at: declaration.pos,
    signature,
    text: docOf(checker, symbol),
    examples,
    members: membersOf(checker, declaration),
    from: [],
  }
}

interface Public {
  readonly name: string
  readonly symbol: ts.Symbol
}

/** The exports of a module; those of a group, as `fft` is one, by the group's name. */
function publicNames(checker: ts.TypeChecker, module: ts.Symbol, prefix = ""): Public[] {
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    const name = `${prefix}${exported.name}`
    return symbol.flags & ts.SymbolFlags.ValueModule ? publicNames(checker, symbol, `${name}.`) : [{ name, symbol }]
  })
}

/** All public names, each once, with the places it can be imported from. */
export function collect(): Entry[] {
  const program = programOf()
  const checker = program.getTypeChecker()
  const entries = new Map<ts.Symbol, Entry>()
  for (const [place, file] of Object.entries(entryPoints)) {
    const source = program.getSourceFile(join(packages, file))
    const module = source && checker.getSymbolAtLocation(source)
    if (!module) throw new Error(`${file} has no exports to document`)
    for (const { name, symbol } of publicNames(checker, module)) {
      const entry = entries.get(symbol) ?? entryOf(checker, symbol, name)
      if (!entry) continue
      entries.set(symbol, entry)
      entry.from.push(place)
    }
  }
  return [...entries.values()]
}
