// <nabla-part src="…">: a part of the page in a file of its own. What is shown is fetched once the page is idle, sooner when it comes near
// the view; what is folded away, when it is opened.

export function definePart(): void {
  if (customElements.get("nabla-part")) return

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) void (target as NablaPart).bring()
    },
    { rootMargin: "800px 0px" },
  )

  // Safari has no idle callback; a moment serves.
  const idle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 200))
  const saves = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

  class NablaPart extends HTMLElement {
    connectedCallback(): void {
      if (!this.hasAttribute("src")) return
      near.observe(this)
      if (!saves && this.closest("details:not([open])") === null) idle(() => void this.bring())
    }

    disconnectedCallback(): void {
      near.unobserve(this)
    }

    async bring(): Promise<void> {
      near.unobserve(this)
      if (!this.hasAttribute("src") || this.hasAttribute("aria-busy")) return
      this.setAttribute("aria-busy", "true")
      try {
        const response = await fetch(this.getAttribute("src") ?? "")
        if (!response.ok) throw new Error(String(response.status))
        this.innerHTML = await response.text()
        this.removeAttribute("style")
        this.removeAttribute("src")
      } catch {
        this.askAgain()
      }
      this.removeAttribute("aria-busy")
    }

    askAgain(): void {
      const button = document.createElement("button")
      button.type = "button"
      button.textContent = "This part did not arrive. Try again"
      button.addEventListener("click", () => void this.bring())
      this.replaceChildren(button)
    }
  }

  customElements.define("nabla-part", NablaPart)
}
