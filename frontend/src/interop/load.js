/** Loads a module dynamically, which wasm-bindgen cannot express. */
export const load = (/** @type {string} */ url) => import(url);
