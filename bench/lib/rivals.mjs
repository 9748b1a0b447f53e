// The peers, at the versions that users install today. They are fetched on demand into a folder of their own, so that
// no clean clone carries them.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"

export const versions = {
  "@cortex-js/compute-engine": "0.140.0",
  "@jax-js/jax": "0.1.25",
  "@observablehq/plot": "0.6.17",
  "@tensorflow/tfjs": "4.22.0",
  "@tensorflow/tfjs-backend-wasm": "4.22.0",
  "fft.js": "4.0.4",
  linkedom: "0.18.15",
  mathjs: "15.2.0",
  "ml-matrix": "6.15.1",
  "nerdamer-prime": "1.5.0",
  "numpy-ts": "1.7.0",
  vega: "6.4.0",
  "vega-lite": "6.4.3",
}

const home = new URL("../.rivals/", import.meta.url)
const manifest = new URL("package.json", home)

/** Installs what is missing; says so in a sentence when it cannot. */
export function install(log) {
  const wanted = JSON.stringify({ name: "rivals", private: true, dependencies: versions }, null, 2)
  const known = existsSync(manifest) ? readFileSync(manifest, "utf8") : ""
  const there = Object.keys(versions).every((name) => existsSync(new URL(`node_modules/${name}/package.json`, home)))
  if (known === wanted && there) return true
  log("installing the peers (250 MB, once) ...")
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

const load = (path) => import(new URL(`node_modules/${path}`, home).href)

let plotReady
/** Observable Plot with a document of linkedom's to draw on: `{ Plot, document }`. */
export async function observablePlot() {
  plotReady ??= (async () => {
    const { parseHTML } = await load("linkedom/esm/index.js")
    const { document } = parseHTML("<!doctype html><html><body></body></html>")
    return { Plot: await load("@observablehq/plot/src/index.js"), document }
  })()
  return plotReady
}

let vegaReady
/** Vega with Vega-Lite on top: `svg(spec)` promises the picture of a Vega-Lite specification. */
export async function vegaLite() {
  vegaReady ??= (async () => {
    const [vega, lite] = [await load("vega/build/vega.module.js"), await load("vega-lite/build/index.js")]
    const quiet = { level: () => quiet, warn: () => quiet, info: () => quiet, debug: () => quiet, error: () => quiet }
    return (spec) => new vega.View(vega.parse(lite.compile(spec, { logger: quiet }).spec), { renderer: "none" }).toSVG()
  })()
  return vegaReady
}

let numpyReady
/** numpy-ts, in its own WebAssembly with room for arrays of a million elements. */
export async function numpyTs() {
  numpyReady ??= load("numpy-ts/dist/esm/index.js").then((ts) => {
    ts.configureWasm({ maxMemory: 2 ** 30 })
    return ts
  })
  return numpyReady
}

/** fft.js, whose objects hold the tables of one length. */
export const fftJs = async () => require("fft.js")

/** ml-matrix with its decompositions: plain loops, float64. */
export const mlMatrixModule = () => load("ml-matrix/matrix.mjs")

/** The matrices of ml-matrix. */
export const mlMatrix = async () => (await mlMatrixModule()).Matrix

/** mathjs. */
export const mathjs = async () => require("mathjs")

/** nerdamer-prime with its calculus. */
export const nerdamerPrime = async () => {
  const nerdamer = require("nerdamer-prime")
  require("nerdamer-prime/Algebra")
  require("nerdamer-prime/Calculus")
  return nerdamer
}

/** An engine of @cortex-js/compute-engine. */
export const computeEngine = async () => new (require("@cortex-js/compute-engine").ComputeEngine)()
