import { defaultClientConditions, defineConfig } from "vite"

// Sources of the packages are read as they are; no build of theirs is needed.
export default defineConfig({
  base: "./",
  resolve: { conditions: ["@nablajs/source", ...defaultClientConditions] },
  worker: { format: "es" },
  build: { target: "es2022", chunkSizeWarningLimit: 700 },
})
