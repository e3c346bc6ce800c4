/**
 * The user's modules, stored by the browser: names in one store, contents by their hash in another, so that equal
 * modules are stored once. In JavaScript, because this is shorter than with wasm-bindgen.
 */

/** @returns {Promise<IDBDatabase>} */
const open = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("dagwood-playground", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("names");
      request.result.createObjectStore("contents");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * Does something in one transaction, which succeeds or fails as a whole.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(names: IDBObjectStore, contents: IDBObjectStore) => T} work
 */
async function transaction(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(["names", "contents"], mode);
      const result = work(transaction.objectStore("names"), transaction.objectStore("contents"));
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/**
 * All modules: `[name, bytes, hash, abi, refusal]`. A record that is damaged, or from another version of this page,
 * gives what can be read: it must not affect the others.
 */
export async function all() {
  const [names, kept, hashes, contents] = await transaction("readonly", (names, contents) => [
    names.getAllKeys(),
    names.getAll(),
    contents.getAllKeys(),
    contents.getAll(),
  ]);
  const byHash = new Map(hashes.result.map((hash, i) => [hash, contents.result[i]]));
  return names.result.map((name, i) => {
    const { hash, abi, refusal } = kept.result[i] ?? {};
    return [name, byHash.get(hash), hash, abi, refusal];
  });
}

/**
 * Stores a module under a name, with its inspection result.
 *
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {string} hash
 * @param {string | undefined} abi
 * @param {string | undefined} refusal
 */
export const put = (name, bytes, hash, abi, refusal) =>
  transaction("readwrite", (names, contents) => {
    names.put({ hash, abi, refusal }, name);
    contents.put(bytes, hash);
  });

/** Deletes a name, and contents without a name. */
export const remove = (/** @type {string} */ name, /** @type {string | undefined} */ hash) =>
  transaction("readwrite", (names, contents) => {
    names.delete(name);
    if (hash) contents.delete(hash);
  });
