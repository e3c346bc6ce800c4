// Prints the size of each file in a folder, uncompressed and compressed with brotli at its best, largest first; then
// the size of each part of a visit. Fails if a part is larger than its budget.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const folder = process.argv.at(-1);
const kib = (bytes) => (bytes / 1024).toFixed(1).padStart(10);

const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    return { name: path.slice(folder.length + 1), raw: bytes.length, brotli: brotliCompressSync(bytes, { params }).length };
  })
  .sort((a, b) => b.brotli - a.brotli);

const sum = (some, key) => some.reduce((total, row) => total + row[key], 0);
console.log(`${"KiB".padStart(10)}${"brotli".padStart(10)}  file`);
for (const row of rows) console.log(`${kib(row.raw)}${kib(row.brotli)}  ${row.name}`);
console.log(`${kib(sum(rows, "raw"))}${kib(sum(rows, "brotli"))}  all ${rows.length} files`);

/**
 * Parts of a visit: their files, and their limits in KiB of brotli. A larger budget needs a reason in CHANGELOG.md. The
 * budgets of the application and the interpreter prevent growth; the goals are 200 and 230.
 */
const first = /^(index\.html|style-.*\.css|theme\.js|rescue\.js|icon\.svg)$/;
const app = /^(page-|start-|snippets\/|engine|workers\/(engine|load))/;
const PARTS = [
  ["first paint: text, styles and a picture", (name) => first.test(name), 25],
  ["first usable page: with the application and the engine", (name) => first.test(name) || app.test(name), 709],
  ["editor, after the first paint", (name) => name === "editor.js", 140],
  ["interpreter of modules, when a workflow names one", (name) => /^(interpreter|workers\/sandbox)/.test(name), 275],
  ["module inspector, when a user adds a module", (name) => /^(inspector|workers\/inspector)/.test(name), 210],
];

let over = 0;
console.log(`\n${"brotli".padStart(10)}${"budget".padStart(10)}  part of a visit`);
for (const [part, belongs, budget] of PARTS) {
  const size = sum(rows.filter(({ name }) => belongs(name)), "brotli");
  console.log(`${kib(size)}${kib(budget * 1024)}  ${part}${size > budget * 1024 ? ": over its budget" : ""}`);
  if (size > budget * 1024) over += 1;
}
if (over > 0) process.exitCode = 1;
