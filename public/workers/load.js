// Starts the program of a worker, and reports the progress of its download to the page.

/**
 * Throws an error outside any promise: only then does the page get an `error` event from the worker.
 *
 * @param {unknown} error
 */
const raise = (error) =>
  setTimeout(() => {
    throw error;
  });

addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  raise(event.reason);
});

/**
 * @param {(options: { module_or_path: Response }) => Promise<unknown>} start What wasm-bindgen exports by default.
 * @param {string} file The program, relative to this file.
 */
export async function load(start, file) {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  let loaded = 0;
  const counted = new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.length;
      postMessage(loaded);
      controller.enqueue(chunk);
    },
  });
  const body = response.body.pipeThrough(counted);
  await start({ module_or_path: new Response(body, { headers: { "content-type": "application/wasm" } }) });
}
