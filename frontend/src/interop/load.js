/** Loads a module when it is wanted, which wasm-bindgen has no words for. */
export const load = (/** @type {string} */ url) => import(url);
