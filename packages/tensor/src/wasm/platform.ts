// The part of the engine's WebAssembly that is used here, and whether there is one.

export type Exports = Readonly<Record<string, (...args: number[]) => number>>

export interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

interface Api {
  readonly Module: new (binary: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports }
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => Memory
}

/** undefined where there is none; a page's Content Security Policy may still refuse to compile. */
export const webAssembly = (): Api | undefined => (globalThis as unknown as { WebAssembly?: Api }).WebAssembly
