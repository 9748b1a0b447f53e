import { spawn } from "node:child_process"
import { join } from "node:path"
import process from "node:process"

// `npm start` as a newcomer meets it: both sites answer, Ctrl-C ends it in a word, and the ports are free again. The script
// itself ends with 0; npm, which got the same signal, may repeat it as its own end.
const root = join(import.meta.dirname, "..")
const child = spawn("npm", ["start"], { cwd: root, stdio: ["ignore", "pipe", "inherit"], detached: true })
const ended = new Promise((done) => child.on("close", (code, signal) => done(code ?? signal)))
let said = ""
child.stdout.on("data", (text) => {
  said += text
  process.stdout.write(text)
})

const fail = (why) => {
  console.error(`✗ npm start: ${why}`)
  process.exitCode = 1
}
const answers = (address) =>
  fetch(address).then(
    async (response) => response.ok && /<html/i.test(await response.text()),
    () => false,
  )

const deadline = Date.now() + 300_000
let addresses = []
while (Date.now() < deadline && child.exitCode === null && addresses.length < 2) {
  await new Promise((next) => setTimeout(next, 300))
  addresses = /Ready after/.test(said) ? (said.match(/http:\/\/127\.0\.0\.1:\d+\//g) ?? []) : []
}
if (addresses.length === 2) {
  for (const address of addresses) if (!(await answers(address))) fail(`${address} does not answer with a page`)
  process.kill(-Number(child.pid), "SIGINT") // as a terminal does: to everyone in the foreground
  const code = await Promise.race([ended, new Promise((done) => setTimeout(() => done("still running after 10 s"), 10_000))])
  if (code !== 0 && code !== "SIGINT" && code !== 130) fail(`Ctrl-C ended it with ${code}`)
  if (!said.includes("Stopped.")) fail("Ctrl-C did not end it in an orderly way")
  for (const address of addresses) if (await answers(address)) fail(`${address} still answers after Ctrl-C`)
} else {
  fail("it did not come to serve both sites")
  if (child.exitCode === null) process.kill(-Number(child.pid), "SIGTERM")
}
if (!process.exitCode) console.log("✓ npm start serves both sites and ends cleanly")
