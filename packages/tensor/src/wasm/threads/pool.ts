// Threads, started when a product is first large enough for them and used from when they are ready. They hold nothing up: the
// process ends without them, and where they are not allowed or do not come, one thread works as before.
import { isPresent, onRelease } from "../memory.ts"
import { type Memory, type Url, urlOf } from "../platform.ts"
import { newDesk, READY } from "./desk.ts"

/** A thread as its maker gives it: `postMessage` hands over what it starts with, unless that was done already. */
interface Thread {
  postMessage?(start: unknown): void
  unref?(): void
  on?(event: "error", listener: () => void): void
  addEventListener?(event: "error", listener: () => void): void
  terminate(): unknown
}

interface Builtin {
  readonly "node:worker_threads": { readonly Worker: new (file: Url, options: object) => Thread; readonly isMainThread: boolean }
  readonly "node:url": { readonly pathToFileURL: (path: string) => Url }
}

interface Host {
  readonly process?: { getBuiltinModule?: <N extends keyof Builtin>(name: N) => Builtin[N] }
  readonly navigator?: { hardwareConcurrency?: number }
  readonly crossOriginIsolated?: boolean
  readonly document?: unknown
}

const host = globalThis as unknown as Host

/** More threads than this wait for memory rather than compute. */
const MOST = 8

interface Pool {
  readonly memory: Memory
  readonly desk: Int32Array
  readonly threads: Thread[]
}

let wanted: number | undefined
let make: (() => Thread) | undefined
let pool: Pool | undefined
let failed = false

/** How many threads may work, this one included. */
export function threadCount(): number {
  if (failed || typeof SharedArrayBuffer === "undefined") return 1
  wanted ??= Math.min(MOST, allowed() ? (host.navigator?.hardwareConcurrency ?? 1) : 1)
  return wanted
}

// In browsers a file for the thread must be told, for bundlers would not find it.
function allowed(): boolean {
  const threads = host.process?.getBuiltinModule?.("node:worker_threads")
  if (threads !== undefined) return threads.isMainThread
  return host.crossOriginIsolated === true && make !== undefined
}

/** So many threads from now on, 1 for none beside this one; `worker` makes one, where it cannot be found by itself. */
export function configureThreads(count: number | undefined, worker?: () => Thread): void {
  stop()
  wanted = count
  make = worker ?? make
  failed = false
}

/** Whether this thread may lie down while it waits. */
export const maySleep = host.document === undefined

/** The desk, once all threads for this memory are there; the first call starts them. */
export function threadsFor(memory: Memory): Int32Array | undefined {
  if (pool !== undefined && pool.memory !== memory) stop()
  try {
    pool ??= start(memory, threadCount() - 1)
  } catch {
    giveUp()
  }
  return pool !== undefined && Atomics.load(pool.desk, READY) === pool.threads.length ? pool.desk : undefined
}

function start(memory: Memory, count: number): Pool {
  const started: Pool = { memory, desk: newDesk(), threads: [] }
  for (let i = 0; i < count; i++) {
    const thread = makeThread({ memory, desk: started.desk, thread: i + 1 })
    thread.unref?.()
    thread.on?.("error", giveUp)
    thread.addEventListener?.("error", giveUp)
    started.threads.push(thread)
  }
  return started
}

function makeThread(start: object): Thread {
  const threads = host.process?.getBuiltinModule?.("node:worker_threads")
  if (make === undefined && threads !== undefined) return new threads.Worker(workerFile(), { workerData: start })
  const thread = (make as () => Thread)()
  thread.postMessage?.(start)
  return thread
}

declare const __filename: string

/** The file beside the package's entry, with the same ending as this one. */
function workerFile(): Url {
  const here = (import.meta as unknown as { url?: string }).url
  const url = here ?? host.process?.getBuiltinModule?.("node:url").pathToFileURL(__filename).href
  return urlOf(`../../worker${/\.\w+(?=\?|$)/.exec(url as string)?.[0]}`, url)
}

function stop(): void {
  for (const thread of pool?.threads ?? []) thread.terminate()
  pool = undefined
}

onRelease(() => {
  if (pool !== undefined && !isPresent(pool.memory)) stop()
})

/** No more threads in this process. */
export function giveUp(): void {
  failed = true
  stop()
}
