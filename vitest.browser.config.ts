import { globSync, readFileSync } from "node:fs"
import { playwright } from "@vitest/browser-playwright"
import { defineConfig } from "vitest/config"
import { chromium } from "./scripts/lib/chromium.mjs"

// The packages' own tests in a browser: `pnpm browser`. Tests that need Node's modules stay at home.
const packages = ["core", "tensor", "autograd", "symbolic", "plot"]
const files = globSync(packages.map((name) => `packages/${name}/src/**/*.test.ts`)).filter(
  (file) => !/from "node:|\bprocess\./.test(readFileSync(file, "utf8")),
)
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

export default defineConfig({
  resolve: { conditions: ["@nablajs/source", "module", "browser"] },
  test: {
    include: files,
    testTimeout: 30_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath: chromium() ?? "", args: quiet } }),
      instances: [{ browser: "chromium" }],
    },
  },
})
