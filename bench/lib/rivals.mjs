// The peers, at the versions that users install today. They are fetched on demand into a folder of their own, so that
// no clean clone carries them.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"

export const versions = {
  "@jax-js/jax": "0.1.25",
  "@tensorflow/tfjs": "4.22.0",
  "@tensorflow/tfjs-backend-wasm": "4.22.0",
}

const home = new URL("../.rivals/", import.meta.url)
const manifest = new URL("package.json", home)

/** Installs what is missing; says so in a sentence when it cannot. */
export function install(log) {
  const wanted = JSON.stringify({ name: "rivals", private: true, dependencies: versions }, null, 2)
  const known = existsSync(manifest) ? readFileSync(manifest, "utf8") : ""
  if (known === wanted && existsSync(new URL("node_modules/@jax-js/jax/package.json", home))) return true
  log("installing the peers (200 MB, once) ...")
  mkdirSync(home, { recursive: true })
  writeFileSync(manifest, wanted)
  try {
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: home, stdio: "pipe" })
    return true
  } catch (error) {
    log(`the peers could not be installed (${String(error.message).split("\n")[0]}); only Nabla's own rows follow`)
    writeFileSync(manifest, "")
    return false
  }
}

const require = createRequire(manifest)

let jaxReady
/** jax-js on its WebAssembly device. */
export async function jax() {
  jaxReady ??= (async () => {
    const library = await import(new URL("node_modules/@jax-js/jax/dist/index.js", home).href)
    await library.init("wasm")
    library.defaultDevice("wasm")
    return library
  })()
  return jaxReady
}

let tfReady
/** TensorFlow.js on its WebAssembly backend, on the plain one where that does not start. */
export async function tensorflow() {
  tfReady ??= (async () => {
    const tf = require("@tensorflow/tfjs")
    const wasm = require("@tensorflow/tfjs-backend-wasm")
    wasm.setWasmPaths(`${new URL("node_modules/@tensorflow/tfjs-backend-wasm/dist/", home).pathname}`)
    if (!(await tf.setBackend("wasm"))) await tf.setBackend("cpu")
    await tf.ready()
    return tf
  })()
  return tfReady
}
