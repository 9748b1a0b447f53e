import { defineProject, type UserWorkspaceConfig } from "vitest/config"

// Sources of the neighbours instead of their builds; see "exports" in any package.json.
const conditions = ["@nablajs/source", "module", "node", "import", "default"]

/** One project of the workspace, named after its folder. */
export function project(name: string, test: UserWorkspaceConfig["test"] = {}): UserWorkspaceConfig {
  return defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: { name, include: ["**/*.test.ts"], exclude: ["**/node_modules/**", "**/dist/**", "**/.rivals/**"], passWithNoTests: true, ...test },
  })
}
