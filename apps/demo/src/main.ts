// The page: state in the address, computation in a worker, views of the answer.
import "katex/dist/katex.min.css"
import "./style.css"
import { presets } from "./presets.ts"
import { decode, encode, type State } from "./state.ts"
import { failure, success } from "./views/answer.ts"
import { form } from "./views/form.ts"
import type { Request, Response } from "./worker.ts"

const formPlace = document.querySelector("#form") as HTMLFormElement
const answerPlace = document.querySelector("#answer") as HTMLElement
const first = (presets[1] as (typeof presets)[number]).state
const PAUSE = 120
const PATIENCE = 8000

let state: State = decode(location.hash) ?? first
let worker = startWorker()
let latest = 0
let patience: ReturnType<typeof setTimeout> | undefined
let pause: ReturnType<typeof setTimeout> | undefined

function startWorker(): Worker {
  const w = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })
  w.onmessage = ({ data }: MessageEvent<Response>) => {
    if (data.id !== latest) return
    clearTimeout(patience)
    show(data.answer.ok ? success(data.answer) : failure(data.answer, declare))
  }
  w.onerror = () =>
    show(failure({ ok: false, message: "The computation stopped unexpectedly; change the formula to try again.", unknown: null }, declare))
  return w
}

function show(nodes: readonly Node[]): void {
  answerPlace.replaceChildren(...nodes)
  answerPlace.setAttribute("aria-busy", "false")
  const title = answerPlace.querySelector("h2")
  announce(
    title?.id === "problem-title"
      ? `Problem: ${answerPlace.querySelector("[role=alert]")?.textContent ?? ""}`
      : `New answer: ${answerPlace.querySelector(".as-text code")?.textContent ?? ""}`,
  )
}

const live = document.body.appendChild(document.createElement("p"))
live.className = "visually-hidden"
live.setAttribute("aria-live", "polite")

function announce(text: string): void {
  if (live.textContent !== text) live.textContent = text
}

function compute(): void {
  latest++
  answerPlace.setAttribute("aria-busy", "true")
  clearTimeout(patience)
  patience = setTimeout(() => {
    worker.terminate()
    worker = startWorker()
    show(
      failure(
        {
          ok: false,
          message: `No answer after ${PATIENCE / 1000} seconds; the computation was stopped. Try a smaller formula.`,
          unknown: null,
        },
        declare,
      ),
    )
  }, PATIENCE)
  const request: Request = { id: latest, state }
  worker.postMessage(request)
}

/** Takes a new state; the form is made anew only when its fields are others, so that the cursor stays where it is. */
function change(next: State): void {
  state = next
  history.replaceState(null, "", `#${encode(state)}`)
  renderForm()
  clearTimeout(pause)
  pause = setTimeout(compute, PAUSE)
}

function renderForm(): void {
  const active = document.activeElement as HTMLInputElement | null
  const [id, start, end] = [active?.id, active?.selectionStart, active?.selectionEnd]
  formPlace.replaceChildren(...form(state, change))
  if (!id) return
  const again = document.getElementById(id) as HTMLInputElement | null
  again?.focus()
  if (start !== null && start !== undefined && again?.setSelectionRange) again.setSelectionRange(start, end ?? start)
}

function declare(name: string): void {
  const by = state.variables.some((v) => v.name === state.by) ? state.by : name
  change({ ...state, by, variables: [...state.variables, { name, shape: "", value: "1", flag: "" }] })
}

formPlace.addEventListener("submit", (event) => event.preventDefault())
addEventListener("hashchange", () => {
  const next = decode(location.hash)
  if (next !== null && encode(next) !== encode(state)) change(next)
})
renderForm()
compute()
