// <nabla-cell>: a block of code with its outputs, which the reader may change and run. Without scripts it is the block and the outputs.
import { type RenderWith, renderOutputs } from "../cells/render.ts"
import type { Output } from "../cells/show.ts"
import type { Editor } from "./plain.ts"
import type { Run } from "./runner.ts"

const button = (text: string, title: string, act: () => void): HTMLButtonElement => {
  const element = document.createElement("button")
  element.type = "button"
  element.textContent = text
  element.title = title
  element.addEventListener("click", act)
  return element
}

async function editorOf(text: string, label: string, run: () => void): Promise<Editor> {
  try {
    return (await import("./editor.ts")).editorFor(text, label, run)
  } catch {
    return (await import("./plain.ts")).plainEditor(text, label, run)
  }
}

let host: RenderWith | undefined
const renderer = async (base: string): Promise<RenderWith> => (host ??= { katex: (await import("katex")).default, base })

export function define(base: string): void {
  if (customElements.get("nabla-cell")) return

  class NablaCell extends HTMLElement {
    editor: Editor | undefined
    bar: HTMLElement | undefined
    running: Run | undefined
    written = ""
    shown = ""

    connectedCallback(): void {
      if (this.querySelector(".cell-edit")) return
      const open = button("Edit", "Change this block and run it", () => void this.open())
      open.className = "cell-edit"
      this.block?.after(open)
      if (this.flags.includes("open")) void this.open(false)
    }

    disconnectedCallback(): void {
      this.running?.stop()
    }

    get flags(): string[] {
      return (this.dataset.flags ?? "").split(" ").filter(Boolean)
    }

    get block(): HTMLElement | null {
      return this.querySelector<HTMLElement>("div[class*='language-']")
    }

    /** The code as it stands, edited or not. */
    get code(): string {
      return this.editor?.text() ?? this.querySelector("pre code")?.textContent ?? ""
    }

    get output(): HTMLElement {
      const found = this.querySelector<HTMLElement>(".cell-output")
      if (found) return found
      const made = document.createElement("div")
      made.className = "cell-output"
      this.append(made)
      return made
    }

    async open(focus = true): Promise<void> {
      if (this.editor || !this.block) return
      this.written = this.code.replace(/\n$/, "")
      this.shown = this.querySelector(".cell-output")?.innerHTML ?? ""
      this.editor = await editorOf(this.written, `Code of block ${Number(this.dataset.cell) + 1}`, () => void this.run())
      this.bar = document.createElement("div")
      this.bar.className = "cell-bar"
      this.bar.append(
        button("Run", "Run this block after those above it (Ctrl+Enter)", () => void this.run()),
        button("Stop", "End the run", () => this.running?.stop()),
        button("Reset", "The block and its output as written", () => this.reset()),
        Object.assign(document.createElement("span"), { className: "cell-hint", textContent: "Ctrl+Enter runs" }),
      )
      const frame = document.createElement("div")
      frame.className = "cell-editor"
      frame.append(this.editor.element)
      this.block.hidden = true
      this.block.after(frame, this.bar)
      this.querySelector(".cell-edit")?.remove()
      this.addEventListener("keydown", (event) => event.key === "Escape" && this.running?.stop())
      this.state(false)
      if (focus) this.editor.focus()
    }

    state(running: boolean): void {
      this.classList.toggle("running", running)
      const [run, stop] = this.bar?.querySelectorAll("button") ?? []
      if (run) run.disabled = running
      if (stop) stop.disabled = !running
    }

    async run(): Promise<void> {
      if (this.running) return
      this.state(true)
      const all = [...document.querySelectorAll<NablaCell>("nabla-cell")]
      const cells = all.slice(0, all.indexOf(this) + 1).map(({ code, flags }) => ({ code, flags }))
      const { runCells } = await import("./runner.ts")
      this.running = runCells({ cells })
      this.show(await this.running.outputs, await renderer(base))
      this.running = undefined
      this.state(false)
    }

    show(outputs: readonly Output[], renderWith: RenderWith): void {
      const { output } = this
      output.setAttribute("aria-live", "polite")
      output.innerHTML = renderOutputs(outputs, renderWith) || '<p class="out-note">Ran as written; there is nothing to show.</p>'
      output.hidden = false
    }

    reset(): void {
      this.running?.stop()
      this.editor?.set(this.written)
      this.output.innerHTML = this.shown
      this.output.hidden = this.shown === ""
      this.editor?.focus()
    }
  }

  customElements.define("nabla-cell", NablaCell)
}
