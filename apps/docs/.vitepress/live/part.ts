// <nabla-part src="…">: a part of the page in a file of its own, fetched when it comes near the view or when what encloses it is opened.

export function definePart(): void {
  if (customElements.get("nabla-part")) return

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) void (target as NablaPart).bring()
    },
    { rootMargin: "800px 0px" },
  )

  class NablaPart extends HTMLElement {
    connectedCallback(): void {
      if (this.hasAttribute("src")) near.observe(this)
    }

    disconnectedCallback(): void {
      near.unobserve(this)
    }

    async bring(): Promise<void> {
      near.unobserve(this)
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
