// Compile-time shapes, tried on programs: each faulty line must be flagged with its sentence, and nothing else may be.
// Once against the sources of the packages; and against the signatures alone with the oldest and the newest compiler.
import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { isNablaError } from "@nablajs/core"
import { describe, expect, test } from "vitest"
import { seen } from "../types/exactly.ts"
import { transformerSource } from "./transformer.ts"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const home = fileURLToPath(new URL("../types/", import.meta.url))
const run = promisify(execFile)

const compilers: Readonly<Record<string, string>> = {
  "TypeScript 5.2": "typescript-5.2",
  "TypeScript 6": "typescript",
  "TypeScript 7": "typescript-7",
}

interface Expectation {
  readonly place: string
  readonly sentence: string
}

/** The lines under a "✗" comment, with the sentence the comment holds; "[types]": there is nothing wrong at run time. */
function expectations(): Expectation[] {
  return readdirSync(`${home}faulty`).flatMap((file) => {
    const lines = readFileSync(`${home}faulty/${file}`, "utf8").split("\n")
    return lines.flatMap((line, i) => {
      const sentence = /^\s*\/\/ ✗ (?:\[types\] )?(.*)$/.exec(line)?.[1]
      return sentence === undefined ? [] : [{ place: `faulty/${file}:${i + 2}`, sentence }]
    })
  })
}

/** Everything the compiler says, by "folder/file:line"; continuation lines belong to the error above. */
async function diagnose(compiler: string, config: string): Promise<ReadonlyMap<string, string>> {
  const tsc = `${root}node_modules/${compiler}/bin/tsc`
  const args = [tsc, "-p", `${home}${config}`, "--pretty", "false"]
  const { stdout } = await run(process.execPath, args, { cwd: home, maxBuffer: 1 << 26 }).catch(
    (error: unknown) => error as { stdout: string },
  )
  const found = new Map<string, string>()
  let place = "outside the programs"
  for (const line of stdout.split("\n").filter((text) => text.trim() !== "")) {
    const head = /^(.*?)\((\d+),\d+\): error TS\d+: (.*)$/.exec(line)
    if (head !== null) place = `${head[1]}:${head[2]}`
    const text = (head?.[3] ?? line).replaceAll('\\"', '"')
    found.set(place, `${found.get(place) ?? ""}${text}\n`)
  }
  return found
}

async function check(compiler: string, config: string): Promise<void> {
  const expected = expectations()
  const found = await diagnose(compiler, config)
  const missed = expected.filter(({ place, sentence }) => !found.get(place)?.includes(sentence))
  expect(missed.map((m) => ({ ...m, said: found.get(m.place) ?? "nothing" }))).toEqual([])
  const places = new Set(expected.map(({ place }) => place))
  expect([...found].filter(([place]) => !places.has(place))).toEqual([])
}

describe("programs with mistakes are flagged on their lines, correct ones not at all", () => {
  test("there are enough of both", () => {
    expect(expectations().length).toBeGreaterThan(100)
    const correct = readdirSync(`${home}correct`).map((file) => readFileSync(`${home}correct/${file}`, "utf8"))
    expect(correct.join("\n").match(/^export /gm)?.length).toBeGreaterThan(100)
  })

  for (const [name, folder] of Object.entries(compilers)) {
    test.runIf(existsSync(`${root}node_modules/${folder}`))(`by the signatures alone, ${name}`, { timeout: 240_000 }, () =>
      check(folder, "tsconfig.shim.json"),
    )
  }

  test("by the signatures alone, without strict checks", { timeout: 240_000 }, () => check("typescript", "tsconfig.loose.json"))

  test("by the packages themselves", { timeout: 240_000 }, () => check("typescript", "tsconfig.json"))
})

// Symbolic and named sizes are written as casts, so there is nothing to run.
const typesAlone = /\[types\]|\{\} as/

/** The sentences above the elements of `tries`, in order; null where only types can be tried. */
function sentencesOfTries(file: string): (string | null)[] {
  const list = readFileSync(`${home}faulty/${file}`, "utf8").split("export const tries")[1]?.split("\n]")[0] ?? ""
  const pairs = [...list.matchAll(/\/\/ ✗ (.*)\n(.*)/g)]
  return pairs.map(([, sentence = "", code = ""]) => (typesAlone.test(sentence + code) ? null : sentence))
}

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return "nothing was thrown"
}

describe("what the compiler refuses is refused at run time too, with the same sentence", () => {
  for (const file of readdirSync(`${home}faulty`)) {
    test(file, async () => {
      const { tries } = (await import(`../types/faulty/${file.replace(".ts", "")}.ts`)) as { tries: readonly (() => unknown)[] }
      const sentences = sentencesOfTries(file)
      expect(tries.length).toBe(sentences.length)
      const wrong = sentences.flatMap((sentence, i) => {
        if (sentence === null) return []
        const error = thrownBy(tries[i] as () => unknown)
        const ours = /^[a-zA-Z]+: /.test(sentence)
        const right = isNablaError(error) && (!ours || error.message.startsWith(sentence))
        return right ? [] : [{ compiler: sentence, run: error instanceof Error ? `${error.name}: ${error.message}` : error }]
      })
      expect(wrong).toEqual([])
    })
  }
})

/** What a type says of a value, where it is a plain one: `number`, `boolean`, a tensor of known shape. */
function compiled(type: string): string | null {
  const named: Readonly<Record<string, string>> = { Row: "float64 [3]", number: "number", boolean: "boolean" }
  if (type.startsWith('"')) return `string ${type}`
  const parts = /^Tensor<"(\w+)", \[([\d, ]*)\]>$/.exec(type)
  return parts === null ? (named[type] ?? null) : `${parts[1]} [${parts[2]}]`
}

function computed(value: unknown): string {
  if (typeof value === "string") return `string "${value}"`
  const x = value as { dtype?: string; shape?: readonly number[] }
  return x?.shape === undefined ? typeof value : `${x.dtype} [${x.shape.join(", ")}]`
}

describe("correct programs run, and their values have the types that the compiler gives them", () => {
  for (const file of readdirSync(`${home}correct`)) {
    test(file, async () => {
      seen.length = 0
      const values = (await import(`../types/correct/${file.replace(".ts", "")}.ts`)) as Readonly<Record<string, unknown>>
      const source = readFileSync(`${home}correct/${file}`, "utf8")
      const exports = [...source.matchAll(/^export const (\w+): (.+?) =(?!>)/gm)].map((m) => [m[2] ?? "", values[m[1] ?? ""]] as const)
      const exact = [...source.matchAll(/^exactly<(.+?)>\(\)\(/gm)].map((m, i) => [m[1] ?? "", seen[i]] as const)
      expect(exact.length).toBe(seen.length)
      const wrong = [...exports, ...exact].flatMap(([type, value]) => {
        const [said, found] = [compiled(type), computed(value)]
        return said === null || said === found ? [] : [{ type, found }]
      })
      expect(wrong).toEqual([])
    })
  }
})

/** What the compiler instantiates for a program, beyond reading the signatures. */
async function instantiations(compiler: string, source: string): Promise<number> {
  const folder = mkdtempSync(`${tmpdir()}/nabla-types-`)
  try {
    writeFileSync(`${folder}/program.ts`, source)
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ extends: `${home}tsconfig.shim.json`, include: ["program.ts"] }))
    const args = [`${root}node_modules/${compiler}/bin/tsc`, "-p", folder, "--extendedDiagnostics"]
    const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 26 })
    return Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test("shapes stay cheap: 432 calls with sizes of their own take at most 100 000 instantiations", { timeout: 240_000 }, async () => {
  const compiler = existsSync(`${root}node_modules/typescript-7`) ? "typescript-7" : "typescript"
  const program = transformerSource(432)
  expect(program.match(/[a-zA-Z]\(/g)?.length).toBe(432)
  const signatures = await instantiations(compiler, transformerSource(0))
  const whole = await instantiations(compiler, program)
  expect(whole - signatures).toBeGreaterThan(10_000)
  expect(whole - signatures).toBeLessThanOrEqual(100_000)
})
