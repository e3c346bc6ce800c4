// Writes FILE.br and FILE.gz beside each file of a folder that compresses, for hosts that send such files instead of
// compressing each response.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const [folder] = process.argv.slice(1);
/** Smaller files fit into one packet anyway. */
const LEAST = 1_024;

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(html|css|js|wasm|svg|json|yaml|md)$/.test(entry.name))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

// Node compresses in its own threads.
await Promise.all(
  files.map(async (file) => {
    const bytes = readFileSync(file);
    if (bytes.length < LEAST) return;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const [br, gz] = await Promise.all([
      promisify(brotliCompress)(bytes, { params }),
      promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
    ]);
    writeFileSync(`${file}.br`, br);
    writeFileSync(`${file}.gz`, gz);
  }),
);
