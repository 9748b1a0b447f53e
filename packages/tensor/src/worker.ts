// The file that a thread runs: Node finds it by itself, in browsers a bundler must be told of it.
import { type Start, serve } from "./wasm/threads/work.ts"

const node = (globalThis as { process?: { getBuiltinModule?: (name: string) => { workerData: Start | null } } }).process
const given = node?.getBuiltinModule?.("node:worker_threads").workerData

if (given != null) serve(given)
else {
  Object.assign(globalThis, {
    onmessage: ({ data }: { data: Start }) => serve(data),
  })
}
