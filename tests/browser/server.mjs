// Serves the built site like any static host: under some path, only as files.

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** The site must work under any path. */
const BASE = "/some/path/";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".yaml": "text/yaml; charset=utf-8",
};

/**
 * @param {string} folder The site.
 * @param {((html: string) => string) | undefined} change A change of the page's HTML, if any.
 * @param {{ compressed?: boolean, pages?: Record<string, string> }} options Whether it sends the compressed files that stand
 * beside others; and pages of its own.
 * @returns {Promise<Server>}
 *
 * @typedef {"abort" | "missing" | "garbage" | "stall"} Fault
 * @typedef {object} Server
 * @property {string} url
 * @property {string} origin
 * @property {(file: RegExp, fault: Fault) => void} fail From now on, requests for these files fail.
 * @property {() => void} mend From now on, no request fails; stalled requests are answered.
 * @property {() => Promise<void>} close
 */
export async function serve(folder, change, { compressed = false, pages = {} } = {}) {
  /** @type {[RegExp, Fault][]} */
  let faults = [];
  let stalled = [];
  const answer = async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const relative = normalize(path.slice(BASE.length)) || ".";
    const file = join(folder, relative === "." ? "index.html" : relative);
    const found = path.startsWith(BASE) && !relative.startsWith("..") && (await stat(file).catch(() => null));
    const [, fault] = faults.find(([file]) => file.test(relative)) ?? [];
    if (fault === "abort") return request.socket.destroy();
    if (fault === "stall") return stalled.push(() => answer(request, response));
    if (pages[relative]) return response.writeHead(200, { "content-type": TYPES[".html"] }).end(pages[relative]);
    if (fault === "missing" || !found || !found.isFile()) {
      response.writeHead(404).end("not found");
      return;
    }
    if (fault === "garbage") {
      response.writeHead(200, { "content-type": TYPES[extname(file)], "cache-control": "no-store" }).end("\u0000 garbage (");
      return;
    }
    if (change && extname(file) === ".html") {
      const html = change(await readFile(file, "utf8"));
      response.writeHead(200, { "content-type": TYPES[".html"], "cache-control": "no-store" }).end(html);
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const brotli = compressed && (await stat(`${file}.br`).catch(() => null));
    const headers = { "content-type": type, "cache-control": "no-store" };
    if (brotli) Object.assign(headers, { "content-encoding": "br", "content-length": brotli.size });
    else headers["content-length"] = found.size;
    response.writeHead(200, headers);
    createReadStream(brotli ? `${file}.br` : file).pipe(response);
  };
  const server = createServer(answer);
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    url: origin + BASE,
    origin,
    fail: (file, fault) => faults.push([file, fault]),
    mend() {
      faults = [];
      for (const request of stalled.splice(0)) request();
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(closed);
      }),
  };
}
