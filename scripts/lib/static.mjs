import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { createServer } from "node:http"
import { extname, join, normalize, sep } from "node:path"

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
}

async function fileAt(path) {
  const info = await stat(path).catch(() => null)
  return info?.isFile() ? path : null
}

/** The file a request means: itself, with `.html`, or a folder's index; null outside the folder or where nothing is. */
export async function resolveFile(folder, url) {
  let path
  try {
    path = normalize(join(folder, decodeURIComponent(new URL(url, "http://localhost").pathname)))
  } catch {
    return null
  }
  if (path.includes("\0") || (path !== folder && !path.startsWith(folder.endsWith(sep) ? folder : folder + sep))) return null
  return (await fileAt(path)) ?? (await fileAt(`${path}.html`)) ?? (await fileAt(join(path, "index.html")))
}

async function answer(folder, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") return response.writeHead(405, { allow: "GET, HEAD" }).end()
  const file = await resolveFile(folder, request.url ?? "/")
  const page = file ?? (await fileAt(join(folder, "404.html")))
  if (!page) return response.writeHead(404, { "content-type": types[".txt"] }).end("There is no such page.")
  const type = types[extname(page)] ?? "application/octet-stream"
  response.writeHead(file ? 200 : 404, { "content-type": type, "cache-control": "no-cache" })
  if (request.method === "HEAD") return response.end()
  return createReadStream(page)
    .on("error", () => response.destroy())
    .pipe(response)
}

/** Serves a folder of built pages; resolves to the server once it listens. */
export function serve(folder, port, host = "127.0.0.1") {
  const server = createServer((request, response) => void answer(folder, request, response))
  return new Promise((done, failed) => {
    server.once("error", failed)
    server.listen(port, host, () => done(server))
  })
}
