// Makes a screenshot small enough to commit: at most 256 of its colours, and for any other the nearest of them.

import assert from "node:assert/strict";
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Converts a PNG with eight bits for each of red, green and blue to at most 256 colours. */
export function small(png) {
  const chunks = [...read(png)];
  const header = chunks.find(({ type }) => type === "IHDR").data;
  const [width, height, depth, kind] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  assert.ok(depth === 8 && (kind === 2 || kind === 6) && header[12] === 0, "this is no screenshot");
  const rows = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
  const colours = unfiltered(rows, width, height, kind === 6 ? 4 : 3);

  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = chosen([...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)));
  const indices = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));

  const lines = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, i) => (lines[i + Math.floor(i / width) + 1] = indices.get(colour)));
  const entries = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  header[9] = 3;
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", entries),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function* read(png) {
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString("latin1", at + 4, at + 8), data: Buffer.from(png.subarray(at + 8, at + 8 + length)) };
    at += length + 12;
  }
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** The colours, row by row, after undoing each row's filter (PNG, third edition, 9.2). */
function unfiltered(rows, width, height, size) {
  const colours = new Uint32Array(width * height);
  const length = width * size;
  let above = Buffer.alloc(length);
  for (let y = 0; y < height; y += 1) {
    const start = y * (length + 1);
    const [filter, row] = [rows[start], rows.subarray(start + 1, start + 1 + length)];
    for (let i = 0; i < length; i += 1) {
      const [a, b, c] = [i < size ? 0 : row[i - size], above[i], i < size ? 0 : above[i - size]];
      row[i] += [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter];
    }
    for (let x = 0; x < width; x += 1) colours[y * width + x] = row.readUIntBE(x * size, 3);
    above = row;
  }
  return colours;
}

function paeth(a, b, c) {
  const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (da <= db && da <= dc) return a;
  return db <= dc ? b : c;
}

/** The most frequent colours, none near another, so that even a rare colour, such as that of a single icon, is close to one of them. */
function chosen(colours) {
  for (let near = 4; ; near *= 1.25) {
    const palette = [];
    for (const colour of colours) {
      if (palette.length <= 256 && palette.every((other) => distance(other, colour) > near ** 2)) palette.push(colour);
    }
    if (palette.length <= 256) return palette;
  }
}

function nearest(palette, colour) {
  return palette.reduce((best, other, index) => (distance(other, colour) < distance(palette[best], colour) ? index : best), 0);
}

function distance(a, b) {
  return [16, 8, 0].reduce((sum, bits) => sum + (((a >> bits) & 255) - ((b >> bits) & 255)) ** 2, 0);
}
