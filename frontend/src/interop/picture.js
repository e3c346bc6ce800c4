/** Pictures as PNG. In JavaScript, because this is shorter than with wasm-bindgen. */

/** Canvases have at most this many pixels on a side in every browser. */
const MOST = 4096;

/** An SVG document as PNG, at twice its size if there is room. */
export async function png(/** @type {string} */ svg) {
  const image = new Image();
  // The page's policy allows pictures from data, and none from other pages.
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, MOST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(image.naturalWidth * scale);
  canvas.height = Math.ceil(image.naturalHeight * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  return new Uint8Array(await blob.arrayBuffer());
}
