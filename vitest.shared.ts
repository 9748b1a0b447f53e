import { fileURLToPath } from "node:url"
import { defineProject, type UserWorkspaceConfig } from "vitest/config"

type Options = UserWorkspaceConfig["test"]

// Sources of the neighbours instead of their builds; see "exports" in any package.json.
const conditions = ["@nablajs/source", "node"]

/** One project of the workspace, named after its folder. */
export function project(name: string, test: Options = {}): UserWorkspaceConfig {
  return defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      include: ["**/*.test.ts"],
      exclude: ["**/node_modules/**", "**/dist/**", "**/.rivals/**"],
      testTimeout: 30_000,
      ...test,
    },
  })
}

/**
 * The project of a package. Node imports its files itself, in a V8 that makes no code out of strings (vitest's own loader would need that):
 * what passes here works under a strict Content Security Policy.
 */
export function library(name: string, test: Options = {}): UserWorkspaceConfig {
  const preload = fileURLToPath(new URL("./scripts/no-strings.cjs", import.meta.url))
  const execArgv = ["--disallow-code-generation-from-strings", "--require", preload]
  return project(name, { pool: "forks", execArgv, experimental: { viteModuleRunner: false }, ...test })
}
