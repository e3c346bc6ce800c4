// Prints where the bytes of the page's and the engine's programs come from: the functions of each crate, and of each
// feature and folder of the project's own crates, largest first. Sizes are those of WebAssembly code after wasm-opt, before
// compression.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The folder of Cargo's output; then, instead of groups, functions whose names contain any of some texts.
const [folder, ...patterns] = process.argv.slice(1);

/** A reader of WebAssembly's binary format: https://webassembly.github.io/spec/core/binary/. */
class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }
  number() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }
  name() {
    const length = this.number();
    return this.bytes.toString("utf8", this.at, (this.at += length));
  }
}

/** The code size of each function by its name, and the size of the data. */
function functions(bytes) {
  const reader = new Reader(bytes, 8);
  const [sizes, names] = [[], new Map()];
  let [imported, data] = [0, 0];
  while (reader.at < bytes.length) {
    const id = bytes[reader.at++];
    const length = reader.number();
    const end = reader.at + length;
    if (id === 2) {
      for (let count = reader.number(); count > 0; count -= 1) {
        reader.name();
        reader.name();
        const kind = bytes[reader.at++];
        if (kind === 0) imported += 1;
        if (kind === 0) reader.number();
        else if (kind === 3) reader.at += 2;
        else {
          if (kind === 1) reader.at += 1;
          const flags = reader.number();
          reader.number();
          if (flags & 1) reader.number();
        }
      }
    } else if (id === 10) {
      for (let count = reader.number(); count > 0; count -= 1) {
        const size = reader.number();
        sizes.push(size);
        reader.at += size;
      }
    } else if (id === 11) {
      data = length;
    } else if (id === 0 && reader.name() === "name") {
      while (reader.at < end) {
        const kind = bytes[reader.at++];
        const next = reader.number() + reader.at;
        if (kind === 1) for (let count = reader.number(); count > 0; count -= 1) names.set(reader.number(), reader.name());
        reader.at = next;
      }
    }
    reader.at = end;
  }
  return { data, functions: sizes.map((size, i) => [(names.get(imported + i) ?? "(no name)").replaceAll(/\[[0-9a-f]{16}\]/g, ""), size]) };
}

/** The group of a function: its crate, and in the project's crates the folder or file too. */
function group(name) {
  const path = name.match(/\b(?:dagwood_\w+)(?:::\w+)*/)?.[0].split("::");
  if (path) return path.slice(0, path[1] === "features" || path[1] === "view" || path[1] === "control" ? 3 : 2).join("::");
  return name.match(/^<*(?:&|mut |dyn |\[)*(\w+)(?=::)/)?.[1] ?? name.match(/(\w+)::/)?.[1] ?? "other";
}

const print = (rows, most) => {
  const sorted = [...rows].sort(([, a], [, b]) => b - a);
  for (const [name, size] of sorted.slice(0, most)) console.log(`${String(size).padStart(10)}  ${name.slice(0, 140)}`);
  const rest = sorted.slice(most).reduce((sum, [, size]) => sum + size, 0);
  if (rest > 0) console.log(`${String(rest).padStart(10)}  ${sorted.length - most} more`);
};

const scratch = mkdtempSync(join(tmpdir(), "dagwood-groups-"));
/** As in frontend/tools/wasm-bindgen. */
const FEATURES = ["bulk-memory", "sign-ext", "mutable-globals", "nontrapping-float-to-int", "reference-types", "multivalue"];
const quietly = (program, ...args) => execFileSync(program, args, { stdio: ["ignore", "ignore", "inherit"] });
try {
  for (const name of ["page", "engine"]) {
    // Before it is split, for the splitter drops names. wasm-bindgen makes them readable.
    quietly("wasm-bindgen", "--target=web", "--no-typescript", `--out-dir=${scratch}`, join(folder, `${name}.wasm`));
    const optimised = join(scratch, "optimised.wasm");
    quietly("wasm-opt", "-Oz", "-g", ...FEATURES.map((feature) => `--enable-${feature}`), join(scratch, `${name}_bg.wasm`), "-o", optimised);
    const program = functions(readFileSync(optimised));
    const code = program.functions.reduce((sum, [, size]) => sum + size, 0);
    console.log(`\n${name}: ${code} bytes of code, ${program.data} of data`);
    if (patterns.length > 0) {
      print(program.functions.filter(([name]) => patterns.some((pattern) => name.includes(pattern))), 60);
      continue;
    }
    const groups = new Map();
    for (const [name, size] of program.functions) groups.set(group(name), (groups.get(group(name)) ?? 0) + size);
    print(groups, 60);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
