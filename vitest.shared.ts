import { defineProject, type UserWorkspaceConfig } from "vitest/config"

// Sources of the neighbours instead of their builds; see "exports" in any package.json.
const conditions = ["@nablajs/source", "node"]

// `pnpm check:strings`: Node imports the files itself (vitest's own loader evaluates strings) and refuses to make code out of strings.
const withoutStrings: UserWorkspaceConfig["test"] = process.env.NABLA_NO_STRINGS
  ? {
      pool: "forks",
      execArgv: ["--disallow-code-generation-from-strings", "--require", new URL("./scripts/no-strings.cjs", import.meta.url).pathname],
      experimental: { viteModuleRunner: false },
    }
  : {}

/** One project of the workspace, named after its folder. */
export function project(name: string, test: UserWorkspaceConfig["test"] = {}): UserWorkspaceConfig {
  return defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      include: ["**/*.test.ts"],
      exclude: ["**/node_modules/**", "**/dist/**", "**/.rivals/**"],
      testTimeout: 30_000,
      ...withoutStrings,
      ...test,
    },
  })
}
