// Prints the size of each file below a folder, as it is and compressed with brotli at its best, largest first.
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

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log(`${"KiB".padStart(10)}${"brotli".padStart(10)}  file`);
for (const row of rows) console.log(`${kib(row.raw)}${kib(row.brotli)}  ${row.name}`);
console.log(`${kib(sum("raw"))}${kib(sum("brotli"))}  all ${rows.length} files`);
