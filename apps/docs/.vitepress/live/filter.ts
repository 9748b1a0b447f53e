// A field that narrows a list to the entries with all its words.

/** Lets fields with `data-filter` narrow the list of that id; counts what is left. */
export function filterLists(root: Document): void {
  root.addEventListener("input", (event) => {
    const field = event.target
    if (!(field instanceof HTMLInputElement) || field.dataset.filter === undefined) return
    const list = root.getElementById(field.dataset.filter)
    const status = root.querySelector(`[data-count="${field.dataset.filter}"]`)
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
    let shown = 0
    for (const entry of list?.children ?? []) {
      const has = words.every((word) => (entry.getAttribute("data-words") ?? "").includes(word))
      ;(entry as HTMLElement).hidden = !has
      if (has) shown++
    }
    if (status) status.textContent = `${shown} derivation${shown === 1 ? "" : "s"}`
  })
}
