import { defineConfig } from "tsup"

/** A published package: ESM and CommonJS with types; entries share their chunks in both, so that a class exists once. */
export function library(entry: string[]): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: ["esm", "cjs"],
    // Types that only augment another module must be a module themselves.
    dts: { footer: "export {}" },
    sourcemap: true,
    splitting: true,
    clean: true,
    target: "es2022",
    tsconfig: "tsconfig.build.json",
  })
}
