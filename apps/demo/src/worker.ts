// Computes apart from the page, so that typing never waits; the page ends a worker that takes too long.
import { type Answer, answer, type Failure } from "./compute.ts"
import type { State } from "./state.ts"

export interface Request {
  readonly id: number
  readonly state: State
}

export interface Response {
  readonly id: number
  readonly answer: Answer | Failure
}

self.onmessage = ({ data }: MessageEvent<Request>) => {
  const response: Response = { id: data.id, answer: answer(data.state) }
  self.postMessage(response)
}
