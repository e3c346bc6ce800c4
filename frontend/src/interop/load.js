/**
 * The files that the page loads later, relative to the page's script, which includes this one. The build gives them names with
 * hashes: frontend/finish.mjs.
 */
const FILES = {
  editor: "./editor.js",
  engine: "./workers/engine.js",
  sandbox: "./workers/sandbox.js",
  inspector: "./workers/inspector.js",
};

/** The address of a file. */
export const address = (/** @type {keyof typeof FILES} */ name) => new URL(FILES[name], import.meta.url).href;

/** Loads a module dynamically, which wasm-bindgen cannot express. */
export const load = (/** @type {keyof typeof FILES} */ name) => import(address(name));
