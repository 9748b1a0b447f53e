import { readFileSync } from "node:fs"
import { join } from "node:path"
import { defineConfig, type Options } from "tsup"

type Plugin = NonNullable<Options["esbuildPlugins"]>[number]

/**
 * A published package: ESM and CommonJS, file by file as in src, so that a bundler drops what a program does not reach and the entries
 * share everything; the types of each entry in one piece.
 */
export function library(entries: string[]): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry: reachable(entries),
    format: ["esm", "cjs"],
    // Types that only augment another module must be a module themselves.
    dts: { entry: entries, footer: "export {}" },
    sourcemap: true,
    splitting: false,
    clean: true,
    target: "es2022",
    tsconfig: "tsconfig.build.json",
    esbuildPlugins: [keepFiles],
    esbuildOptions(options, { format }) {
      // CommonJS has no such address: a file finds itself by __filename there
      if (format === "cjs") options.define = { ...options.define, "import.meta.url": "undefined" }
    },
  })
}

/** Leaves imports between files as they are, under the extension of the output. */
const keepFiles: Plugin = {
  name: "keep-files",
  setup(build) {
    const extension = build.initialOptions.format === "cjs" ? ".cjs" : ".js"
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path: path.replace(/\.ts$/, extension), external: true },
    )
  },
}

/** The files that are there at run time: what `import type` alone reaches has no output. */
function reachable(entries: readonly string[]): string[] {
  const files = new Set(entries)
  const imports = /^\s*(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm
  for (const file of files) {
    for (const [, fixed, dynamic] of readFileSync(file, "utf8").matchAll(imports))
      files.add(join(file, "..", fixed ?? dynamic ?? "").replaceAll("\\", "/"))
  }
  return [...files]
}
