// The whole package: arrays and operations, and kernels in WebAssembly behind those where they pay.
import "./wasm/index.ts"

export * from "./plain.ts"
export { configureKernels, type KernelOptions, type KernelState } from "./kernels.ts"
