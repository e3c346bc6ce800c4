// Painting: few calls of the page's own, many of the canvas.

/** The colours: of lines, and of boxes by state, in the engine's order. Waiting is what a drawing is full of. */
const TOKENS = ["--edge", "--border", "--ready", "--executing", "--completed", "--failed", "--skipped", "--cancelled"];

/** @type {WeakMap<HTMLCanvasElement, { theme: string, inks: string[] }>} */
const known = new WeakMap();

/** The colours as the theme has them now. They are looked up again when the colour of the text is another one. */
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

/**
 * Paints lines (x, y, x, y each) and boxes (x, y, width, height each, sorted by state) in CSS pixels.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {Float32Array} lines
 * @param {Float32Array} boxes
 * @param {Uint32Array} counts
 */
export function paint(canvas, width, height, lines, boxes, counts) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const ratio = devicePixelRatio;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
  const [edge, ...states] = inks(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  // As thin as can be: anything wider is slow.
  context.lineWidth = 1 / ratio;
  context.strokeStyle = edge;
  context.beginPath();
  for (let i = 0; i < lines.length; i += 4) {
    context.moveTo(lines[i], lines[i + 1]);
    context.lineTo(lines[i + 2], lines[i + 3]);
  }
  context.stroke();
  let i = 0;
  for (const [state, count] of counts.entries()) {
    context.fillStyle = states[state];
    for (const end = i + count * 4; i < end; i += 4) {
      context.fillRect(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]);
    }
  }
}
