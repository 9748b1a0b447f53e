import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

interface Link {
  readonly text: string
  readonly link: string
}

interface Group {
  readonly text: string
  readonly items: Link[]
}

// Written by reference/build.ts; absent while one works on pages alone.
const reference = join(import.meta.dirname, "../api/sidebar.json")
const api: Link[] = existsSync(reference) ? (JSON.parse(readFileSync(reference, "utf8")) as Link[]) : []

export const navigation: Link[] = [
  { text: "Start", link: "/getting-started" },
  { text: "Calculus", link: "/calculus" },
  { text: "Plots", link: "/plots" },
  ...(api.length > 0 ? [{ text: "Reference", link: "/api/" }] : []),
]

export const sidebar: Group[] = [
  {
    text: "Start",
    items: [
      { text: "Getting started", link: "/getting-started" },
      { text: "Coming from NumPy, JAX, PyTorch", link: "/coming-from" },
    ],
  },
  {
    text: "Chapters",
    items: [
      { text: "Calculus", link: "/calculus" },
      { text: "Automatic differentiation", link: "/autograd" },
    ],
  },
  {
    text: "Guides",
    items: [
      { text: "Tensors", link: "/tensors" },
      { text: "Symbolic", link: "/symbolic" },
      { text: "Matrix calculus", link: "/matrix-calculus" },
      { text: "Derivations", link: "/derivations" },
      { text: "Plots", link: "/plots" },
      { text: "Kernels", link: "/kernels" },
      { text: "Coverage", link: "/coverage" },
      { text: "Errors", link: "/errors" },
    ],
  },
  ...(api.length > 0 ? [{ text: "Reference", items: api }] : []),
]
