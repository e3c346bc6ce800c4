// Painting: few calls from the page, many to the canvas.

/** The opacity of boxes that are not related to the selected processor. */
const APART = 0.35;

/** The colours of lines, of lines of the selected processor, and of boxes by state, in the engine's order. Most of a
 * drawing is waiting. */
const TOKENS = ["--edge", "--accent", "--border", "--ready", "--executing", "--completed", "--failed", "--skipped", "--cancelled"];

/** @type {WeakMap<HTMLCanvasElement, { theme: string, inks: string[] }>} */
const known = new WeakMap();

/** The colours of the current theme. They are read again when the colour of the text changes. */
function inks(/** @type {HTMLCanvasElement} */ canvas) {
  const style = getComputedStyle(canvas);
  const theme = style.color;
  let own = known.get(canvas);
  if (own?.theme !== theme) {
    const look = (/** @type {string} */ token) => {
      canvas.style.color = `var(${token})`;
      return style.color;
    };
    own = { theme, inks: TOKENS.map(look) };
    canvas.style.color = "";
    known.set(canvas, own);
  }
  return own.inks;
}

/** The context of an empty canvas, resized to a window of this many CSS pixels. */
function clear(/** @type {HTMLCanvasElement} */ canvas, /** @type {number} */ width, /** @type {number} */ height) {
  const ratio = devicePixelRatio;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

/**
 * Paints lines, then those of the selected processor: x, y, x, y each, in CSS pixels.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {Float32Array} plain
 * @param {Float32Array} kin
 */
export function paintLines(canvas, width, height, plain, kin) {
  const context = clear(canvas, width, height);
  if (!context) return;
  // As thin as possible: wider lines are slow.
  context.lineWidth = 1 / devicePixelRatio;
  const [edge, accent] = inks(canvas);
  for (const [lines, ink] of /** @type {const} */ ([[plain, edge], [kin, accent]])) {
    context.strokeStyle = ink;
    context.beginPath();
    for (let i = 0; i < lines.length; i += 4) {
      context.moveTo(lines[i], lines[i + 1]);
      context.lineTo(lines[i + 2], lines[i + 3]);
    }
    context.stroke();
  }
}

/**
 * Paints boxes: x, y, width, height each, in CSS pixels; those not related to the selected processor first, and each
 * group sorted by state.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {Float32Array} corners
 * @param {Uint32Array} counts
 */
export function paintBoxes(canvas, width, height, corners, counts) {
  const context = clear(canvas, width, height);
  if (!context) return;
  const [, , ...states] = inks(canvas);
  let i = 0;
  for (const [layer, count] of counts.entries()) {
    context.globalAlpha = layer < states.length ? APART : 1;
    context.fillStyle = states[layer % states.length];
    for (const end = i + count * 4; i < end; i += 4) {
      context.fillRect(corners[i], corners[i + 1], corners[i + 2], corners[i + 3]);
    }
  }
}
