// The process that runs cells; see run.ts.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { format, inspect } from "node:util"
import { compileModule } from "./compile.ts"
import type { Message, Sheet } from "./run.ts"
import { runtime } from "./runtime.ts"

const folder = mkdtempSync(join(tmpdir(), "nabla-cells-"))
// Settled when the message is on its way: a process that disconnects earlier loses it.
const tell = (message: Message): Promise<void> =>
  new Promise((sent) => void (process.send?.(message, undefined, {}, () => sent()) ?? sent()))
const show = (value: unknown): string => inspect(value, { depth: 5, breakLength: 90, colors: false })

async function exportsOf(packages: readonly string[]): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {}
  for (const name of packages.toReversed()) Object.assign(all, await import(name).catch(() => ({})))
  return all
}

async function runSheet(sheet: Sheet, number: number): Promise<void> {
  const all = await exportsOf(sheet.scope ?? [])
  const text = sheet.cells.map((cell) => cell.code).join("\n")
  const names = Object.keys(all).filter((name) => name !== "default" && new RegExp(`(?<![.\\w$])${name}\\b`).test(text))
  const path = join(folder, `${sheet.name.replace(/[^\w.]+/g, "-")}.ts`)
  const { results, cell, console, threw } = runtime(
    { inspect: show, format, import: (name) => import(name), begin: (index) => void tell({ kind: "begin", sheet: number, cell: index }) },
    (index) => sheet.cells[index]?.flags.includes("expect-error") ?? false,
  )
  try {
    writeFileSync(path, compileModule(sheet.cells, sheet.meeting, names))
    const { default: main } = (await import(pathToFileURL(path).href)) as { default: (...args: unknown[]) => Promise<void> }
    await main(cell, console, all)
  } catch (error) {
    threw(error)
  }
  await tell({ kind: "done", sheet: number, results: [...results] })
}

async function runSheets(sheets: readonly Sheet[]): Promise<void> {
  for (const [number, sheet] of sheets.entries()) {
    void tell({ kind: "begin", sheet: number, cell: 0 })
    await runSheet(sheet, number)
  }
  rmSync(folder, { recursive: true, force: true })
  process.disconnect()
}

process.once("message", (sheets: readonly Sheet[]) => void runSheets(sheets))
