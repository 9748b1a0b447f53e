// Where threads meet: a few words of shared memory. A command is divided into parts; whoever is free takes the next one, so that
// a thread that sleeps or has no processor holds nobody up.
import { clock } from "../platform.ts"

/** Words of the desk. The ticket is the number of the command and, in its low bits, how many parts are left. */
export const TICKET = 0
export const DONE = 1
export const READY = 2
/** The command: words that the two sides agree on. */
export const COMMAND = 4
const WORDS = 64

const BITS = 10
const LEFT = (1 << BITS) - 1

/** So many parts at most. */
export const PARTS = LEFT

export const newDesk = (): Int32Array => new Int32Array(new SharedArrayBuffer(4 * WORDS))

/** Puts a command on the desk when nobody works on another. */
export function publish(desk: Int32Array, command: readonly number[], parts: number): void {
  desk.set(command, COMMAND)
  Atomics.store(desk, DONE, 0)
  const number = (Atomics.load(desk, TICKET) >>> BITS) + 1
  Atomics.store(desk, TICKET, (number << BITS) | parts)
  Atomics.notify(desk, TICKET)
}

/** Takes a part, or −1 when none is left. The command cannot change before the part is reported done. */
export function take(desk: Int32Array): number {
  for (;;) {
    const ticket = Atomics.load(desk, TICKET)
    const left = ticket & LEFT
    if (left === 0) return -1
    if (Atomics.compareExchange(desk, TICKET, ticket, ticket - 1) === ticket) return left - 1
  }
}

export function report(desk: Int32Array): void {
  Atomics.add(desk, DONE, 1)
  Atomics.notify(desk, DONE)
}

/** Milliseconds for which a thread looks before it lies down: waking one that sleeps costs some 60 µs, looking costs a processor. */
const LOOKING = 0.05

/** Waits until a word is another than `value`; false when `patience` milliseconds passed first. `sleeps` where waiting is allowed. */
export function awaitChange(desk: Int32Array, word: number, value: number, sleeps: boolean, patience = Number.POSITIVE_INFINITY): boolean {
  const start = clock()
  for (let looks = 0; Atomics.load(desk, word) === value; looks++) {
    if ((looks & 63) !== 63) continue
    const waited = clock() - start
    if (waited > patience) return false
    if (sleeps && waited > LOOKING) Atomics.wait(desk, word, value, Math.min(patience, 1e9))
  }
  return true
}
