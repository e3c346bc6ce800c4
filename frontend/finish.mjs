// Finishes the output of trunk before it is served: trunk runs this after each build.
//
// - Scripts that trunk writes into the page become files: the page's policy forbids inline scripts.
// - The style sheets become one, so that the first paint waits for one response instead of a dozen.
// - Scripts that wasm-bindgen writes are minified.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// The editor's bundler.
const { transformSync } = createRequire(new URL("editor/package.json", import.meta.url))("esbuild");

const folder = process.env.TRUNK_STAGING_DIR;
const path = join(folder, "index.html");

/** Writes a file whose name contains the hash of its contents. */
function write(name, type, contents) {
  const file = `${name}-${createHash("sha256").update(contents).digest("hex").slice(0, 16)}.${type}`;
  writeFileSync(join(folder, file), contents);
  return `./${file}`;
}

let page = readFileSync(path, "utf8");

page = page.replace(
  /<script((?:(?!\ssrc=)[^>])*)>([^]*?)<\/script>/g,
  (_, attributes, script) => `<script${attributes} src="${write("start", "js", script)}"></script>`,
);

const sheets = [...page.matchAll(/\s*<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g)];
const style = sheets.map(([, file]) => readFileSync(join(folder, file), "utf8")).join("\n");
sheets.forEach(([link, file], i) => {
  page = page.replace(link, i === 0 ? `\n    <link rel="stylesheet" href="${write("style", "css", style)}" />` : "");
  rmSync(join(folder, file));
});

writeFileSync(path, page);

for (const file of readdirSync(folder).filter((name) => /^(page-.*|engine|interpreter|inspector)\.js$/.test(name))) {
  const script = readFileSync(join(folder, file), "utf8");
  writeFileSync(join(folder, file), transformSync(script, { format: "esm", minify: true, target: "es2022" }).code);
}
