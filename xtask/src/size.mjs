// Prints the size of each file in a folder, uncompressed and compressed with brotli at its best, largest first; then
// the size of each part of a visit. Fails if a part is larger than its budget.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const [folder, library] = process.argv.slice(1);
const kib = (bytes) => (bytes / 1024).toFixed(1).padStart(10);

const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
  .map((entry) => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const raw = statSync(path).size;
    // A file that is too small to be compressed is sent as it is.
    const brotli = existsSync(`${path}.br`) ? statSync(`${path}.br`).size : raw;
    return { name: path.slice(folder.length + 1), raw, brotli };
  })
  .sort((a, b) => b.brotli - a.brotli);

const sum = (some, key) => some.reduce((total, row) => total + row[key], 0);
console.log(`${"KiB".padStart(10)}${"brotli".padStart(10)}  file`);
for (const row of rows) console.log(`${kib(row.raw)}${kib(row.brotli)}  ${row.name}`);
console.log(`${kib(sum(rows, "raw"))}${kib(sum(rows, "brotli"))}  all ${rows.length} files`);

/** The name of a file without the hash. */
const plain = (name) => name.replace(/-[0-9a-f]{16}(?=\.\w+$)/, "");

/**
 * Parts of a visit: their files, without hashes, and their limits in KiB of brotli, if the standard library is compiled with
 * the page and if it is that of the toolchain. A larger budget needs a reason in CHANGELOG.md.
 */
const FIRST = /^(index\.html|style\.css|before-paint\.js|rescue\.js|icon\.svg)$/;
const PARTS = [
  ["first paint: text, styles and a picture", FIRST, 14, 14],
  ["the application", /^(page(_bg\.wasm|\.js)|start\.js)$/, 229, 268],
  ["the engine", /^(engine(_bg\.wasm|\.js)|workers\/(engine|load)\.js)$/, 97, 122],
  ["styles that the first paint does not need", /^later\.css$/, 5, 5],
  ["results of a run", /^page-split_results\.wasm$/, 92, 100],
  ["compare, what if, orders", /^page-split_lab\.wasm$/, 40, 42],
  ["documents, when one is stored", /^page-split_documents\.wasm$/, 46, 53],
  ["list of modules", /^page-split_modules\.wasm$/, 22, 23],
  ["opened files, recordings and tests", /^page-split_files\.wasm$/, 60, 66],
  ["dialogs, table, form for edits", /^page-split_more\.wasm$/, 72, 78],
  ["opening of links", /^page-split_link\.wasm$/, 22, 25],
  ["sharing, with the QR code", /^page-split_share\.wasm$/, 29, 33],
  ["shared by these parts of the page", /^page-chunk(_\d+|s)\.wasm$/, 121, 129],
  ["the engine's runs", /^engine-split_run\.wasm$/, 6, 6],
  ["the engine's edits, live runs and explorations", /^engine-split_(edit|more)\.wasm$/, 57, 64],
  ["shared by these parts of the engine", /^engine-chunk(_\d+|s)\.wasm$/, 72, 86],
  ["the engine's pictures", /^engine-split_picture\.wasm$/, 20, 24],
  ["editor, after the first paint", /^editor\.js$/, 130, 130],
  ["interpreter of modules, when a workflow names one", /^(interpreter|workers\/sandbox)/, 232, 275],
  ["module inspector, when a user adds a module", /^(inspector|workers\/inspector)/, 175, 190],
  ["pictures of the examples, when they are seen", /^examples\/pictures\//, 76, 76],
  ["examples, sample modules and the schema, when they are opened", /^(examples\/[^/]+$|modules\/|workflow\.schema\.json$)/, 136, 136],
  ["lessons, all of them", /^lessons\//, 28, 28],
];
const budget = ([, , compiled, shipped]) => (library === "compiled" ? compiled : shipped);
const size = ([, files]) => sum(rows.filter(({ name }) => files.test(plain(name))), "brotli");

let over = 0;
const line = (part, bytes, limit) => {
  const isOver = bytes > limit * 1024;
  console.log(`${kib(bytes)}${kib(limit * 1024)}  ${part}${isOver ? ": over its budget" : ""}`);
  if (isOver) over += 1;
};
console.log(`\nThe standard library is ${library === "compiled" ? "compiled with the page" : "that of the toolchain"}.`);
console.log(`${"brotli".padStart(10)}${"budget".padStart(10)}  part of a visit`);
for (const part of PARTS) line(part[0], size(part), budget(part));
const total = (parts, of) => parts.reduce((sum, part) => sum + of(part), 0);
const first = PARTS.slice(0, 3);
line("together, the first usable page: first paint, application and engine", total(first, size), total(first, budget));
line("everything but examples, sample modules and lessons", total(PARTS.slice(0, -3), size), library === "compiled" ? 1_510 : 1_680);
const strangers = rows.filter(({ name }) => !PARTS.some(([, files]) => files.test(plain(name))));
for (const { name } of strangers) console.log(`${name} belongs to no part of a visit`);
if (over > 0 || strangers.length > 0) process.exitCode = 1;
