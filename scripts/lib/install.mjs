import { pnpm } from "./process.mjs"

/** Installs what pnpm-lock.yaml says; also brings the Node that development uses. */
export async function install({ line }) {
  const result = await pnpm(["install", "--frozen-lockfile"], { onLine: line })
  if (result.code !== 0) return result
  return /Already up to date/i.test(result.output) ? "nothing to do" : "packages in place"
}
