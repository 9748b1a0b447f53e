import { existsSync } from "node:fs"
import process from "node:process"

const usual = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
]

/** Where a Chromium is, or undefined; the environment variable CHROMIUM goes first. */
export function chromium() {
  return usual.find((path) => path && existsSync(path))
}
