// docs/SCREENSHOTS.md shows the states of states.mjs that have a picture. `SCREENSHOTS=1` takes the pictures again; accessible.test.mjs
// tests the states themselves.

import assert from "node:assert/strict";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { site } from "./playground.mjs";
import { small } from "./png.mjs";
import { STATES } from "./states.mjs";

const FOLDER = new URL("../../docs/screenshots/", import.meta.url);
const PAGE = new URL("../../docs/SCREENSHOTS.md", import.meta.url);

const pictured = STATES.filter(({ picture }) => picture);
const LOOKS = [
  ["light", { width: 1440, height: 900 }, "light"],
  ["dark", { width: 1440, height: 900 }, "dark"],
  ["phone", { width: 390, height: 844 }, "light"],
];
const names = pictured.flatMap(({ picture }) => LOOKS.map(([look]) => `${picture}-${look}.png`));

if (process.env.SCREENSHOTS === "1") {
  const { open } = site();
  await mkdir(FOLDER, { recursive: true });
  for (const state of pictured) test(`a picture of the page ${state.name}`, () => take(open, state));
}

/** Takes the pictures of a state. */
async function take(open, { picture, look: view = "Graph", options, reach }) {
  const app = await open({ ...options, viewport: LOOKS[0][1], reducedMotion: "reduce" });
  await reach(app);
  for (const [look, size, colorScheme] of LOOKS) {
    await app.page.setViewportSize(size);
    await app.page.emulateMedia({ colorScheme });
    if (look === "phone") {
      await app.look(view);
      // The graph keeps its position when the window size changes.
      const fit = app.button("Fit");
      if (await fit.isVisible()) await fit.click();
    }
    await app.page.evaluate(() => new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame))));
    const image = await app.page.screenshot({ caret: "hide" });
    await writeFile(new URL(`${picture}-${look}.png`, FOLDER), small(image));
  }
  await app.close();
}

test("the screenshots are exactly the pictures of states.mjs", async () => {
  assert.deepEqual((await readdir(FOLDER)).sort(), [...names].sort());
  const page = await readFile(PAGE, "utf8");
  const shown = [...page.matchAll(/screenshots\/([\w-]+\.png)/g)].map(([, file]) => file);
  assert.deepEqual([...new Set(shown)].sort(), [...names].sort());
});
