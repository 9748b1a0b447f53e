import { spawnSync, type SpawnSyncReturns } from "node:child_process"
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

/** An empty folder outside the workspace in which packages are installed and used as a user would. */
export class Consumer {
  readonly path: string

  constructor(manifest: object = {}) {
    this.path = realpathSync(mkdtempSync(join(tmpdir(), "nabla-user-")))
    this.write("package.json", JSON.stringify({ name: "user", private: true, ...manifest }))
  }

  write(name: string, text: string): string {
    const path = join(this.path, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return path
  }

  /** Runs a command here, away from the workspace's own settings; throws with its output if it fails. */
  run(command: string, args: readonly string[]): string {
    const result = this.attempt(command, args)
    if (result.status !== 0) throw new Error(`${command} ${args.join(" ")}\n${result.error?.message ?? ""}${result.stdout}${result.stderr}`)
    return result.stdout
  }

  attempt(command: string, args: readonly string[]): SpawnSyncReturns<string> {
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([key]) => !/^(npm_(package|lifecycle|config_user_agent)|NODE_OPTIONS|VITEST)/.test(key)),
    )
    return spawnSync(command, [...args], {
      cwd: this.path,
      encoding: "utf8",
      env,
      shell: process.platform === "win32" && command !== process.execPath,
    })
  }

  node(name: string, text: string, ...flags: string[]): string {
    return this.run(process.execPath, [...flags, this.write(name, text)])
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
