// What may import what at run time. Types may point anywhere: `import type` is not followed.
const layer = (name, allowed) => ({
  name: `layer-${name}`,
  comment: `${name} imports ${allowed.length ? allowed.join(", ") : "nothing"} of the other packages`,
  severity: "error",
  from: { path: `^packages/${name}/src`, pathNot: "\\.test\\.ts$" },
  to: { path: "^packages/", pathNot: `^packages/(${[name, ...allowed].join("|")})/` },
})
const numbers = ["core", "tensor", "autograd"]

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    layer("core", []),
    layer("tensor", ["core"]),
    layer("autograd", ["core"]),
    layer("plot", ["core", "autograd"]),
    layer("symbolic", numbers),
    {
      name: "layer-symbolic-main",
      comment: "the main entry of symbolic reaches core alone; its entry check also tensor and autograd",
      severity: "error",
      from: { path: "^packages/symbolic/src/index\\.ts$" },
      to: { path: "^packages/(tensor|autograd)/", reachable: true },
    },
    {
      name: "core-is-alone",
      comment: "core has no dependencies at all, nor Node's modules",
      severity: "error",
      from: { path: "^packages/(core|autograd|symbolic)/src", pathNot: "\\.test(-d)?\\.ts$" },
      to: { dependencyTypes: ["npm", "npm-dev", "core"], pathNot: "^packages/" },
    },
    { name: "no-dangling", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: false,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "(^|/)(dist|node_modules|temp)/|tsup\\.config\\.ts$|vitest\\.config\\.ts$" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@nablajs/source", "import", "default"],
      extensions: [".ts", ".js", ".mjs", ".json"],
    },
  },
}
