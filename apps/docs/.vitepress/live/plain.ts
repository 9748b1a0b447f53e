export interface Editor {
  readonly element: HTMLElement
  text(): string
  set(text: string): void
  focus(): void
}

/** A plain text area, for browsers in which the editor cannot be loaded. */
export function plainEditor(text: string, label: string, run: () => void): Editor {
  const area = document.createElement("textarea")
  area.className = "cell-plain"
  area.value = text
  area.spellcheck = false
  area.rows = text.split("\n").length + 1
  area.setAttribute("aria-label", label)
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    run()
  })
  return { element: area, text: () => area.value, set: (next) => void (area.value = next), focus: () => area.focus() }
}
