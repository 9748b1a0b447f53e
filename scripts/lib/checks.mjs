// The one list of checks: `pnpm check` runs them all (turbo orders them), `pnpm check:<name>` one of them.
// A check is a list of commands of node_modules/.bin or of scripts; `built` says that it reads dist. `says` finds the closing words.
const node = (script, ...args) => ["node", `scripts/${script}`, ...args]
const vitest = (name, ...args) => [
  "vitest",
  "run",
  "--reporter=dot",
  "--reporter=json",
  `--outputFile.json=temp/vitest-${name}.json`,
  ...args,
]

export const checks = {
  format: { about: "formatting", commands: [["biome", "format", "."]], says: /Checked \d+ files/ },
  lint: { about: "type-aware lint", commands: [["oxlint", "--type-aware", "--deny-warnings"]], says: /on \d+ files/ },
  types: {
    about: "types, by TypeScript 6 and 7",
    commands: [
      ["node", "node_modules/typescript/bin/tsc", "-p", "tsconfig.json"],
      ["node", "node_modules/typescript-7/bin/tsc", "-p", "tsconfig.json"],
      ["node", "node_modules/typescript-7/bin/tsc", "-p", "tsconfig.tools.json"],
      ["node", "node_modules/typescript-7/bin/tsc", "-p", "tsconfig.pure.json"],
    ],
  },
  imports: {
    about: "no import cycles, layers kept",
    commands: [["depcruise", "packages", "--config", ".dependency-cruiser.mjs"]],
    says: /\d+ modules, \d+ dependencies/,
  },
  unused: { about: "no unused files, exports, dependencies", commands: [["knip", "--no-progress"]] },
  unit: { about: "tests", commands: [vitest("unit", "--project=!release", "--project=!sites")], tests: "temp/vitest-unit.json" },
  valid: { about: "package manifests, by publint and attw", built: true, commands: [node("valid.mjs")] },
  api: { about: "public API as in etc/", built: true, commands: [node("api.mjs")] },
  size: { about: "bundle budgets", built: true, commands: [["size-limit"]] },
  release: {
    about: "packed, installed, used",
    built: true,
    commands: [vitest("release", "--project=release")],
    tests: "temp/vitest-release.json",
  },
  sites: {
    about: "docs and demo in Chromium",
    built: true,
    commands: [vitest("sites", "--project=sites")],
    tests: "temp/vitest-sites.json",
  },
}

export const checkNames = Object.keys(checks)
