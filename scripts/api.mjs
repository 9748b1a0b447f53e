import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs"
import { basename, join } from "node:path"
import process from "node:process"
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor"
import { entriesOf, publicPackages, root } from "./lib/packages.mjs"

// The public API of each entry as a file under version control: `pnpm check:api` compares, `pnpm api:update` writes.
const update = process.argv.includes("--update")
const etc = join(root, "etc")
const reports = publicPackages().flatMap(({ folder, path, manifest }) =>
  entriesOf(manifest).map((entry) => ({ folder, path, entry, name: entry === "index" ? folder : `${folder}.${entry}` })),
)

function configuration({ folder, path, entry, name }) {
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(path, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: path,
      mainEntryPointFilePath: join(path, "dist", `${entry}.d.ts`),
      compiler: { tsconfigFilePath: join(path, "tsconfig.build.json") },
      newlineKind: "lf",
      apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: etc, reportTempFolder: join(root, "temp/api", folder) },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: "none" } },
        extractorMessageReporting: {
          default: { logLevel: "none" },
          "ae-wrong-input-file-type": { logLevel: "error" },
          "ae-forgotten-export": { logLevel: "none" },
        },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
  })
}

let changed = 0
mkdirSync(etc, { recursive: true })
for (const report of reports) {
  const config = configuration(report)
  const result = Extractor.invoke(config, {
    localBuild: update,
    messageCallback(message) {
      if (message.messageId.startsWith("console-")) message.logLevel = "none"
    },
  })
  if (!result.succeeded) {
    changed++
    console.error(`The public API of ${report.name} is not what etc/${report.name}.api.md says (or could not be read).`)
  }
}

const known = new Set(reports.map(({ name }) => `${name}.api.md`))
for (const file of readdirSync(etc).filter((file) => file.endsWith(".api.md") && !known.has(file))) {
  if (update) rmSync(join(etc, basename(file)))
  else {
    changed++
    console.error(`etc/${file} belongs to no entry of any package.`)
  }
}
if (changed) console.error("Read the difference, then `pnpm build && pnpm api:update` and commit etc/.")
process.exitCode = changed && !(update && existsSync(etc)) ? 1 : 0
