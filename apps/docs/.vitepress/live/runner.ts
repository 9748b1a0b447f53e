// Starts and ends the worker behind edited cells, and draws what it answers.
import type { Output } from "../cells/show.ts"
import type { Request } from "./worker.ts"

export interface Run {
  readonly outputs: Promise<readonly Output[]>
  /** Ends the run wherever it is. */
  stop(): void
}

/** After this long without an answer a run is ended by itself. */
const patience = 20_000

const said = (message: string): Output => ({ kind: "error", name: "Stopped", code: undefined, message })

export function runCells(request: Request): Run {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })
  let stop = (_message: string): void => {}
  const outputs = new Promise<readonly Output[]>((resolve) => {
    const end = (answer: readonly Output[]): void => {
      clearTimeout(timer)
      worker.terminate()
      resolve(answer)
    }
    const timer = setTimeout(() => end([said(`no answer within ${patience / 1000} seconds`)]), patience)
    stop = (message) => end([said(message)])
    worker.onmessage = (event: MessageEvent<readonly Output[]>) => end(event.data)
    worker.onerror = (event) =>
      end([{ kind: "error", name: "Error", code: undefined, message: event.message || "the cell could not be started" }])
    worker.postMessage(request)
  })
  return { outputs, stop: () => stop("ended by you") }
}
