// Finishes the output of trunk before it is served: trunk runs this after each build.
//
// - Scripts that trunk writes into the page become files: the page's policy forbids inline scripts.
// - Comments are left out of the page.
// - The text of the shell becomes a text area, which answers before any program is loaded.
// - The style sheets in the head are joined and minified, so that the first paint waits for one response instead of a dozen. The
//   style sheets in the body, which the first paint does not need, are joined into a second file.
// - The parts of programs that frontend/tools/wasm-bindgen has split off are added.
// - Scripts that wasm-bindgen writes are minified, each with the scripts that it imports: fewer requests.
// - Each script, style sheet and program gets a name with a hash of its contents and of all files that it loads. So hosts
//   may tell browsers to keep these files forever, and a new page never loads an old part.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

// The editor's bundler.
const { buildSync, transformSync } = createRequire(new URL("editor/package.json", import.meta.url))("esbuild");

const folder = process.env.TRUNK_STAGING_DIR;
const index = join(folder, "index.html");

let page = readFileSync(index, "utf8").replace(/\s*<!--[^]*?-->/g, "");

const scripts = [];
page = page.replace(/<script((?:(?!\ssrc=)[^>])*)>([^]*?)<\/script>/g, (_, attributes, script) => {
  const name = `start${scripts.push(script) > 1 ? scripts.length : ""}.js`;
  // Trunk's server fills in its address only in the page. The script that reloads the page on changes can read it.
  const addressed = script.replace("'{{__TRUNK_ADDRESS__}}'", "location.host").replace("'{{__TRUNK_WS_BASE__}}'", "location.pathname");
  writeFileSync(join(folder, name), addressed);
  return `<script${attributes} src="./${name}"></script>`;
});

// Trunk cannot insert text into a text area, so index.html has a `pre`.
page = page.replace(/<pre>([^]*?)<\/pre>/, (_, text) => {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<textarea id="shell-text" data-kept="workflow" aria-label="Workflow" spellcheck="false" autocomplete="off" autocapitalize="off">${escaped}</textarea>`;
});

/** Joins the style sheets of a part of the page into one file, and returns the part with one link to it. */
function joinStyles(html, name) {
  const sheets = [...html.matchAll(/\s*<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g)];
  const style = sheets.map(([, file]) => readFileSync(join(folder, file), "utf8")).join("\n");
  for (const [, file] of sheets) rmSync(join(folder, file));
  writeFileSync(join(folder, name), transformSync(style, { loader: "css", minify: true, target: "esnext" }).code);
  return sheets.reduce((html, [link], i) => html.replace(link, i === 0 ? `\n    <link rel="stylesheet" href="./${name}" />` : ""), html);
}
const [head, body] = page.split("</head>");
page = `${joinStyles(head, "style.css")}</head>${joinStyles(body, "later.css")}`;

// Trunk copies only the main script and program of each binary: copy the parts too.
const bound = join(process.env.CARGO_TARGET_DIR, "wasm-bindgen/release");
for (const file of readdirSync(bound).filter((file) => /-.*\.(js|wasm)$/.test(file))) copyFileSync(join(bound, file), join(folder, file));

for (const name of ["page", "engine", "interpreter", "inspector"]) {
  const file = join(folder, `${name}.js`);
  buildSync({ entryPoints: [file], outfile: file, allowOverwrite: true, bundle: true, format: "esm", minify: true, target: "es2022" });
}

// With a policy in the page, browsers do not look ahead for files: all are requested before a script stops the parser.
const preloads = [];
page = page.replace(/\s*<link rel="(?:module)?preload"[^>]*>/g, (link) => {
  // Trunk preloads every script of `snippets`: they are in the page's script now.
  if (!link.includes("./snippets/")) preloads.unshift(link.trim());
  return "";
});
for (const [, type, file] of page.matchAll(/<script( type="module")? src="([^"]+)"/g)) {
  if (type) preloads.push(`<link rel="modulepreload" href="${file}" />`);
  else preloads.unshift(`<link rel="preload" href="${file}" as="script" />`);
}
page = page.replace(/<link rel="stylesheet"[^>]*>/, (sheet) => [sheet, ...preloads].join("\n    "));
writeFileSync(index, page);

/**
 * A quoted relative path of a file that gets a name with a hash. Keys of objects are excluded: they are the names of
 * WebAssembly imports, which the program expects unchanged.
 */
const PATH = /(["'`])([\w./-]+\.(?:js|css|wasm))\1(?!\s*:)/g;

const contents = new Map();
const read = (file) => {
  if (!contents.has(file)) contents.set(file, readFileSync(file));
  return contents.get(file);
};

/** Resolves a quoted path in a file. Undefined if there is no such file. */
const target = (file, path) => {
  const meant = resolve(dirname(file), path);
  return meant.startsWith(folder) && existsSync(meant) ? meant : undefined;
};

/** The files that a file refers to. */
const named = (file) => {
  if (file.endsWith(".wasm")) return [];
  return [...read(file).toString().matchAll(PATH)].map(([, , path]) => target(file, path)).filter(Boolean);
};

/** A file and all that it loads, directly or through others. */
const reachable = (file, found = new Set()) => {
  if (found.has(file)) return found;
  found.add(file);
  for (const next of named(file)) reachable(next, found);
  return found;
};

const files = [...reachable(index)].filter((file) => file !== index);
const hashed = new Map(
  files.map((file) => {
    // Files can load each other, so the hash is that of the contents before any name is changed.
    const hash = createHash("sha256");
    for (const each of [...reachable(file)].sort()) hash.update(relative(folder, each)).update("\0").update(read(each));
    return [file, file.replace(/(?=\.\w+$)/, `-${hash.digest("hex").slice(0, 16)}`)];
  }),
);

for (const file of [index, ...files]) {
  if (file.endsWith(".wasm")) continue;
  const text = read(file)
    .toString()
    .replaceAll(PATH, (whole, quote, path) => {
      const name = hashed.get(target(file, path));
      if (!name) return whole;
      const from = relative(dirname(file), name);
      return `${quote}${from.startsWith(".") ? from : `./${from}`}${quote}`;
    });
  writeFileSync(file, text);
}
for (const [file, name] of hashed) renameSync(file, name);

// Remove files that no other file loads: leftovers of earlier builds. Examples and modules are data, and stay.
const kept = new Set(hashed.values());
for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(file.parentPath ?? file.path, file.name);
  const isData = /^(examples|modules)\b/.test(relative(folder, path));
  if (file.isFile() && !isData && /\.(js|css|wasm)$/.test(path) && !kept.has(path)) rmSync(path);
}
rmSync(join(folder, "snippets"), { recursive: true });
