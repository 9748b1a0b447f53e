// Beyond the language itself: what every engine has (browsers, workers, Node, Deno, Bun), as far as the packages use it.
declare function atob(data: string): string

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: ArrayBufferView | ArrayBuffer): string
}

interface ByteReader {
  read(): Promise<{ done: false; value: Uint8Array<ArrayBuffer> } | { done: true; value?: undefined }>
  cancel(reason?: unknown): Promise<void>
}

interface ByteStream {
  getReader(): ByteReader
  pipeThrough(transform: DecompressionStream): ByteStream
}

declare class Blob {
  constructor(parts?: readonly (ArrayBufferView<ArrayBuffer> | ArrayBuffer | string)[])
  stream(): ByteStream
}

declare class DecompressionStream {
  constructor(format: "deflate" | "deflate-raw" | "gzip")
  readonly brand: "DecompressionStream"
}
