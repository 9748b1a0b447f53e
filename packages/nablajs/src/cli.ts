#!/usr/bin/env node
// The command `nablajs` as a program; what it does is in cli/.
import { main } from "./cli/main.ts"

const color = process.stdout.isTTY === true && !process.env.NO_COLOR
// a reader that closes early, such as head, is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0)
})
const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
}
const io = {
  out: (text: string) => process.stdout.write(text),
  err: (text: string) => process.stderr.write(text),
  color,
  progress,
}

void main(process.argv.slice(2), io).then((code) => {
  process.exitCode = code
})
