import { createServer } from "node:net"

/** Whether something listens, or could not listen, on a port of this machine. */
function isFree(port, host) {
  return new Promise((done) => {
    const probe = createServer()
    probe.once("error", () => done(false))
    probe.listen(port, host, () => probe.close(() => done(true)))
  })
}

/** The wanted port, or the next free one of the following twenty that is not in `taken`. */
export async function freePort(wanted, host = "127.0.0.1", taken = new Set()) {
  for (let port = wanted; port < wanted + 20; port++) if (!taken.has(port) && (await isFree(port, host))) return port
  throw new Error(`the ports ${wanted} to ${wanted + 19} are all taken; free one, or set another with PORT=`)
}
