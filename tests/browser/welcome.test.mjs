// The welcome view of a first visit, and its three choices.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open, server, url } = site();

/** The first view, of the shell or of the page. */
const view = (app) => app.page.locator(".welcome").filter({ visible: true });
const isGone = (app) => app.until(() => view(app).count(), 0, "the first view is gone");

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
]) {
  test(`a first visit shows the two times and three choices, at ${width}x${height}`, async () => {
    const app = await open({ welcome: true, viewport: { width, height } });
    assert.match(await view(app).textContent(), /540 ms.*230 ms/s);
    const drawing = await view(app).getByRole("img", { name: "level: 540 ms. reactive: 230 ms." }).boundingBox();
    assert.ok(drawing.y + drawing.height < height && drawing.x + drawing.width <= width, "it is visible");
    for (const name of ["Play it", "Why?", "Try your own"]) assert.ok(await app.button(name).isVisible(), name);
    assert.ok((await app.button("Try your own").boundingBox()).y < height, "so are the choices");
    await app.close();
  });
}

test("“Play it” opens the example and runs it", async () => {
  const app = await open({ welcome: true });
  await app.button("Play it").click();
  assert.equal(await app.ended(), "succeeded");
  assert.match(new URL(app.page.url()).hash, /^#example\/barrier/);
  assert.match(await app.text(), /strategy: level/);
  await isGone(app);
  await app.page.reload();
  await app.ready();
  await isGone(app);
  await app.close();
});

test("“Why?” compares the two strategies", async () => {
  const app = await open({ welcome: true });
  await app.button("Why?").click();
  const compare = app.region("Compare");
  await compare.getByText("540 ms").first().waitFor();
  await compare.getByText("230 ms").first().waitFor();
  await isGone(app);
  await app.close();
});

test("“Try your own” leaves the first workflow for good, and the view can be shown again", async () => {
  const app = await open({ welcome: true });
  await app.button("Try your own").click();
  await isGone(app);
  assert.match(await app.text(), /A first workflow/);
  const tab = await app.openTab();
  await isGone(tab);
  await app.page.reload();
  await app.ready();
  await isGone(app);
  await app.openSettings();
  await app.button("What a strategy changes").click();
  await app.button("Play it").click();
  assert.equal(await app.ended(), "succeeded");
  await app.close();
});

test("a choice made before the program has loaded takes effect when it has", async () => {
  server().fail(/^page_bg-\w+\.wasm$/, "stall");
  const app = await open({ welcome: true, ready: false });
  await app.page.locator("#shell").getByRole("button", { name: "Play it" }).click();
  server().mend();
  await app.ready();
  assert.equal(await app.ended(), "succeeded");
  assert.match(await app.text(), /strategy: level/);
  await app.close();
});

test("typing and running leave the first view, and links and examples do not show it", async () => {
  const app = await open({ welcome: true });
  await app.paste("strategy: level\nprocessors:\n  - { id: a, type: local, processor: reverse_text }\n");
  await isGone(app);
  await app.close();
  const other = await open({ welcome: true });
  assert.equal(await other.run(), "succeeded");
  await isGone(other);
  await other.close();
  const example = await open({ welcome: true, link: `${url()}#example/diamond` });
  await example.until(() => example.ids(), (ids) => ids.length > 1, "the example is there");
  assert.equal(await view(example).count(), 0);
  await example.close();
});
