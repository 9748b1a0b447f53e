// What is used here of the world around the language: WebAssembly, if there is any, a clock, addresses of files.

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

interface Universal {
  readonly performance: { now(): number }
  readonly URL: new (url: string, base?: string) => { readonly href: string }
}

const universal = globalThis as unknown as Universal

/** Milliseconds since some moment. */
export const clock = (): number => universal.performance.now()

export type Url = InstanceType<Universal["URL"]>

export const urlOf = (url: string, base?: string): Url => new universal.URL(url, base)
