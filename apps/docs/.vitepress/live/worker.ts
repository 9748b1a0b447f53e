// Where an edited cell runs: away from the page, so that a loop without end can be stopped.
import { format, inspect } from "node-inspect-extracted"
import { transform } from "sucrase"
import { compileModule } from "../cells/compile.ts"
import type { Cell } from "../cells/fences.ts"
import { runtime } from "../cells/runtime.ts"
import { type Output, outputOfError } from "../cells/show.ts"

export interface Request {
  /** The blocks of the page up to the one that was edited, which is the last. */
  readonly cells: readonly Pick<Cell, "code" | "flags">[]
}

const modules: Record<string, () => Promise<unknown>> = {
  nablajs: () => import("nablajs"),
  "@nablajs/core": () => import("@nablajs/core"),
  "@nablajs/core/fluent": () => import("@nablajs/core/fluent"),
  "@nablajs/tensor": () => import("@nablajs/tensor"),
  "@nablajs/autograd": () => import("@nablajs/autograd"),
  "@nablajs/symbolic": () => import("@nablajs/symbolic"),
  "@nablajs/symbolic/check": () => import("@nablajs/symbolic/check"),
  "@nablajs/plot": () => import("@nablajs/plot"),
}

async function load(name: string): Promise<unknown> {
  if (Object.hasOwn(modules, name)) return modules[name]?.()
  throw new Error(`"${name}" cannot be imported here; ${Object.keys(modules).join(", ")} can`)
}

// A cell computes. It has no business with the network or with what the browser stores.
for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "indexedDB", "caches", "BroadcastChannel", "Worker"])
  Object.defineProperty(globalThis, name, { value: undefined })

const show = (value: unknown): string => inspect(value, { depth: 5, breakLength: 90, colors: false })

/** The blocks one below the other, each with a free line above it for its glue. */
function stacked(cells: Request["cells"]): Cell[] {
  let line = 2
  return cells.map(({ code, flags }) => {
    const cell = { code, flags, line }
    line += code.split("\n").length + 1
    return cell
  })
}

async function runCells(request: Request): Promise<readonly Output[]> {
  const cells = stacked(request.cells)
  const last = cells.length - 1
  const ran = runtime({ inspect: show, format, import: load }, (index) => cells[index]?.flags.includes("expect-error") ?? false)
  try {
    const { code } = transform(compileModule(cells, "page"), { transforms: ["typescript"], disableESTransforms: true })
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }))
    const { default: main } = (await import(/* @vite-ignore */ address)) as { default: (...args: unknown[]) => Promise<void> }
    URL.revokeObjectURL(address)
    await main(ran.cell, ran.console, {})
  } catch (error) {
    if (ran.current < 0) return [fromFirstLine(outputOfError(error, show), cells[last]?.line ?? 1)]
    ran.threw(error)
  }
  if (ran.current < last)
    return [{ kind: "text", text: "A block above this one stopped:" }, ...(ran.results.get(ran.current)?.outputs ?? [])]
  return (ran.results.get(last)?.outputs ?? []).map((output) => fromFirstLine(output, cells[last]?.line ?? 1))
}

/** Lines in messages counted from the first of the block. */
function fromFirstLine(output: Output, first: number): Output {
  if (output.kind !== "error") return output
  const message = output.message
    .replace(/^line (\d+)/, (_, line: string) => `line ${Number(line) - first + 1}`)
    .replace(/\((\d+):(\d+)\)$/, (_, line: string, column: string) => `(line ${Number(line) - first + 1}, column ${column})`)
  return { ...output, message }
}

self.onmessage = (event: MessageEvent<Request>): void => {
  void runCells(event.data).then(
    (outputs) => self.postMessage(outputs),
    (error: unknown) => self.postMessage([outputOfError(error, show)]),
  )
}
