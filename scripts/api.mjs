import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
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

// API Extractor sees no `declare module`: what an entry adds to others is reported as it stands.
const augmentation = (types) =>
  /^declare module/m.test(types) ? `## What the entry adds\n\n\`\`\`ts\n${types.trimEnd()}\n\`\`\`\n` : undefined

function isAsReported({ name }, text) {
  const file = join(etc, `${name}.api.md`)
  if (update) writeFileSync(file, text)
  return existsSync(file) && readFileSync(file, "utf8") === text
}

function extract(report) {
  const { apiReportChanged, succeeded } = Extractor.invoke(configuration(report), {
    localBuild: update,
    messageCallback(message) {
      if (message.messageId.startsWith("console-")) message.logLevel = "none"
    },
  })
  return succeeded && (update || !apiReportChanged)
}

let changed = 0
mkdirSync(etc, { recursive: true })
for (const report of reports) {
  const added = augmentation(readFileSync(join(report.path, "dist", `${report.entry}.d.ts`), "utf8"))
  if (added ? isAsReported(report, added) : extract(report)) continue
  changed++
  console.error(`The public API of ${report.name} is not what etc/${report.name}.api.md says (or could not be read).`)
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
process.exitCode = changed ? 1 : 0
