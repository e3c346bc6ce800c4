// Prints where the bytes of the page's and the engine's programs come from: for the first part of each program and for
// each part that is loaded later, the functions of each crate, and of each feature and folder of the project's own
// crates, largest first. Sizes are those of WebAssembly code after wasm-opt, before compression.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Arguments: Cargo's output folder, the folder of the build's tools, and optional texts: with them, functions whose names
// contain one of them are listed instead of groups.
const [folder, tools, ...patterns] = process.argv.slice(1);
const { OPTIONS } = await import(pathToFileURL(join(tools, "wasm-opt.mjs")));

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
  return { data, functions: sizes.map((size, i) => [readable(names.get(imported + i) ?? "(no name)"), size]) };
}

/**
 * A name without the hashes of crates. wasm-bindgen makes those of the first part readable; of other names this takes the
 * identifiers: https://doc.rust-lang.org/rustc/symbol-mangling/v0.html.
 */
function readable(name) {
  if (!name.startsWith("_R")) return name.replaceAll(/\[[0-9a-f]{13,16}\]/g, "");
  const identifiers = [];
  // A disambiguator, reference or constant; an identifier, after its length; or a tag of one letter.
  const token = /[sBK][0-9A-Za-z]*_|(\d+)_?|./gy;
  for (let found; (found = token.exec(name)); ) {
    if (!found[1]) continue;
    identifiers.push(name.slice(token.lastIndex, token.lastIndex + Number(found[1])));
    token.lastIndex += Number(found[1]);
  }
  return identifiers.join("::");
}

/** The group of a function: its crate, and in the project's crates the folder or file too. */
function group(name) {
  const path = name.match(/\b(?:dagwood_\w+)(?:::\w+)*/)?.[0].split("::");
  if (path) return path.slice(0, path[1] === "features" || path[1] === "view" || path[1] === "control" ? 3 : 2).join("::");
  // A function that is loaded later, with all that only it calls.
  const split = name.match(/^__wasm_split_.*_export_[0-9a-f]+_(\w+)$/)?.[1];
  if (split) return `the function ${split}`;
  return name.match(/^<*(?:&|mut |dyn |\[)*(\w+)(?=::)/)?.[1] ?? name.match(/(\w+)::/)?.[1] ?? "other";
}

const print = (rows, most) => {
  const sorted = [...rows].sort(([, a], [, b]) => b - a);
  for (const [name, size] of sorted.slice(0, most)) console.log(`${String(size).padStart(10)}  ${name.slice(0, 140)}`);
  const rest = sorted.slice(most).reduce((sum, [, size]) => sum + size, 0);
  if (rest > 0) console.log(`${String(rest).padStart(10)}  ${sorted.length - most} more`);
};

const quietly = (program, ...args) => execFileSync(program, args, { stdio: ["ignore", "ignore", "inherit"] });

/** Prints the bill of a file. */
function bill(file, what, most) {
  const program = functions(readFileSync(file));
  const code = program.functions.reduce((sum, [, size]) => sum + size, 0);
  console.log(`\n${what}: ${code} bytes of code, ${program.data} of data`);
  if (patterns.length > 0) return print(program.functions.filter(([name]) => patterns.some((pattern) => name.includes(pattern))), most);
  const groups = new Map();
  for (const [name, size] of program.functions) groups.set(group(name), (groups.get(group(name)) ?? 0) + size);
  print(groups, most);
}

const scratch = mkdtempSync(join(tmpdir(), "dagwood-groups-"));
try {
  for (const name of ["page", "engine"]) {
    const split = join(scratch, name);
    quietly("wasm-split-cli", "--target", "web", "--out-name", name, join(folder, `${name}.wasm`), split);
    quietly("wasm-bindgen", "--keep-lld-exports", "--target=web", "--no-typescript", `--out-dir=${scratch}`, join(split, `${name}.wasm`));
    const optimised = join(scratch, "optimised.wasm");
    const show = (file, what, most) => {
      quietly("wasm-opt", ...OPTIONS, "-g", "--quiet", file, "-o", optimised);
      bill(optimised, what, most);
    };
    show(join(scratch, `${name}_bg.wasm`), `${name}, the first part`, 60);
    // The splitter's loader says which parts need a chunk.
    const loader = readFileSync(join(split, "__wasm_split.js"), "utf8");
    const parts = readdirSync(split).filter((file) => file.endsWith(".wasm") && file !== `${name}.wasm`);
    for (const file of parts.sort().reverse()) {
      const [, kind, which] = file.match(/^(split|chunk)_(\w+)\.wasm$/);
      const users = loader.match(new RegExp(`/\\* (.*) \\*/\\s*const __chunk_${which} `))?.[1];
      show(join(split, file), `${name}, ${kind === "split" ? `the part ${which}` : `shared by ${users}`}`, 20);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
