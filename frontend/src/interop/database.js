/**
 * The browser's databases: the user's modules, and the user's documents. In JavaScript, because this is shorter than with
 * wasm-bindgen. Also the locks that tell which documents are open in other tabs.
 */

/**
 * A database: its name, and its stores with their options.
 *
 * @typedef {[string, Record<string, IDBObjectStoreParameters>]} Database
 */

/** Names of modules, and contents by their hash, so that equal modules are stored once. @type {Database} */
const MODULES = ["dagwood-playground", { names: {}, contents: {} }];
/** Documents, versions of them, and the run that each shows. @type {Database} */
const DOCUMENTS = [
  "dagwood-documents",
  { documents: { keyPath: "id" }, versions: { keyPath: ["id", "at", "label"] }, runs: { keyPath: "id" } },
];

/** How long the database of documents may take to answer, in milliseconds. */
const PATIENCE_MS = 3000;

/** @returns {Promise<IDBDatabase>} */
const open = (/** @type {Database} */ [name, stores]) =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const [store, options] of Object.entries(stores)) request.result.createObjectStore(store, options);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * Does something in one transaction, which succeeds or fails as a whole.
 *
 * @template T
 * @param {Database} database
 * @param {IDBTransactionMode} mode
 * @param {(stores: Record<string, IDBObjectStore>) => T} work
 */
async function transaction(database, mode, work) {
  const opened = await open(database);
  try {
    return await new Promise((resolve, reject) => {
      const names = Object.keys(database[1]);
      const transaction = opened.transaction(names, mode);
      const result = work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}

/**
 * All modules: `[name, bytes, hash, abi, refusal]`. A record that is damaged, or from another version of this page,
 * gives what can be read: it must not affect the others.
 */
export async function all() {
  const [keys, kept, hashes, bytes] = await transaction(MODULES, "readonly", ({ names, contents }) => [
    names.getAllKeys(),
    names.getAll(),
    contents.getAllKeys(),
    contents.getAll(),
  ]);
  const byHash = new Map(hashes.result.map((hash, i) => [hash, bytes.result[i]]));
  return keys.result.map((name, i) => {
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
  transaction(MODULES, "readwrite", ({ names, contents }) => {
    names.put({ hash, abi, refusal }, name);
    contents.put(bytes, hash);
  });

/** Deletes a name, and contents without a name. */
export const remove = (/** @type {string} */ name, /** @type {string | undefined} */ hash) =>
  transaction(MODULES, "readwrite", ({ names, contents }) => {
    names.delete(name);
    if (hash) contents.delete(hash);
  });

/** A database that is blocked, for example by another tab, is reported: the page must not wait for it. */
const soon = (/** @type {Promise<unknown>} */ work) =>
  Promise.race([
    work,
    new Promise((_, reject) => setTimeout(() => reject(new DOMException("", "TimeoutError")), PATIENCE_MS)),
  ]);

/** The records of a store of documents: all, or one document's. */
export const read = (/** @type {string} */ store, /** @type {string | undefined} */ id) =>
  soon(
    transaction(DOCUMENTS, "readonly", (stores) =>
      stores[store].getAll(id === undefined || store !== "versions" ? id : versionsOf(id)),
    ).then((request) => request.result),
  );

const versionsOf = (/** @type {string} */ id) => IDBKeyRange.bound([id], [id, []]);

/**
 * Changes documents. `decide` gets the document with this id, if there is one, and the keys of its versions. It returns the
 * writes: for each a store, a method of it, and the argument.
 *
 * @param {string} id
 * @param {(document: unknown, versions: unknown[]) => [string, "put" | "delete", any][]} decide
 */
export const change = (id, decide) =>
  soon(
    transaction(DOCUMENTS, "readwrite", (stores) => {
      const document = stores.documents.get(id);
      const versions = stores.versions.getAllKeys(versionsOf(id));
      versions.onsuccess = () => {
        for (const [store, method, argument] of decide(document.result, versions.result)) stores[store][method](argument);
      };
    }),
  );

/** Requests persistent storage. */
export const persist = async () => void (await navigator.storage?.persist?.());

/** Ends the lock that this tab holds. @type {(() => void) | undefined} */
let leave;

/** Holds a lock of this name, instead of another, until the tab opens another document or is closed. */
export function hold(/** @type {string} */ name) {
  leave?.();
  const stay = new Promise((resolve) => (leave = () => resolve(undefined)));
  navigator.locks?.request(name, () => stay).catch(() => {});
}

/** The names of the locks that all tabs hold. */
export const held = async () => ((await navigator.locks?.query())?.held ?? []).map(({ name }) => name);
