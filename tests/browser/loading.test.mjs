// Parts of the page that do not load, or stop: the page says what is not possible without them, and the rest works.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { site } from "./playground.mjs";

const { open, server } = site();

const EXCLAIM = join(fileURLToPath(new URL("../modules/", import.meta.url)), "exclaim.wat");

for (const [file, name] of [
  [/^workers\/engine-\w+\.js$/, "the worker's script"],
  [/^engine-[0-9a-f]+\.js$/, "the engine's script"],
  [/^engine_bg-\w+\.wasm$/, "the engine's program"],
]) {
  for (const fault of ["abort", "missing", "garbage"]) {
    test(`without the engine nothing is checked, and the page says so: ${name}, ${fault}`, async () => {
      server().fail(file, fault);
      const app = await open();
      const notice = await app.trouble("The engine could not be loaded.");
      const problems = app.checked;
      await problems.getByText("Not checked: the engine could not be loaded").waitFor();
      assert.equal(await problems.getByText("No problems").count(), 0);
      await app.button("Run").click();
      await app.until(() => app.announced(), "Not run: the engine could not be loaded.");
      server().mend();
      await notice.getByRole("button", { name: "Try again" }).click();
      await problems.getByText("No problems").waitFor();
      await app.settled("The engine could not be loaded.");
      assert.equal(await app.run(), "succeeded");
      await app.abandon();
    });
  }
}

test("the page waits for a slow engine", async () => {
  server().fail(/^engine_bg-\w+\.wasm$/, "stall");
  const app = await open({ before: (page) => page.clock.install() });
  await app.button("Run").click();
  await app.page.clock.fastForward(120_000);
  await app.checked.getByText("Loading the engine").waitFor();
  assert.deepEqual(await app.alert.allTextContents(), []);
  server().mend();
  await app.page.clock.resume();
  assert.equal(await app.ended(), "succeeded");
  await app.close();
});

test("the page shows the progress of loading the engine", async () => {
  const app = await open({
    // Keep the progress visible: the worker's last message is held back.
    before: (page) =>
      page.addInitScript(() => {
        const { addEventListener } = Worker.prototype;
        Worker.prototype.addEventListener = function (type, listener, ...rest) {
          const heard = (event) => typeof event.data === "object" || listener(event);
          return addEventListener.call(this, type, type === "message" ? heard : listener, ...rest);
        };
      }),
  });
  await app.checked.getByText(/^Loading the engine: \d+ KiB so far$/).waitFor();
  await app.abandon();
});

for (const [what, file, say, name] of [
  ["sample modules", /^modules\/index\.json$/, "The list of sample modules could not be loaded.", "rle.wasm"],
  ["examples", /^examples\/index\.json$/, "The examples could not be loaded.", "The cost of a barrier"],
]) {
  test(`a missing list of ${what} is reported`, async () => {
    server().fail(file, "missing");
    const app = await open();
    const notice = await app.trouble(say);
    server().mend();
    await notice.getByRole("button", { name: "Try again" }).click();
    await app.settled(say);
    await (what === "examples" ? app.button("Examples").click() : app.openModules());
    await app.until(() => app.page.content(), (html) => html.includes(name), `${name} is listed`);
    await app.abandon();
  });
}

for (const fault of ["abort", "garbage"]) {
  test(`a file waits for the module inspector: ${fault}`, async () => {
    server().fail(/^inspector_bg-\w+\.wasm$/, fault);
    const app = await open();
    await app.addModules([EXCLAIM]);
    const notice = await app.trouble("“exclaim.wat” is waiting.");
    assert.equal((await app.modules()).includes("exclaim.wat"), false);
    server().mend();
    await notice.getByRole("button", { name: "Try again" }).click();
    await app.until(() => app.modules(), (all) => all.includes("exclaim.wat"), "it is added");
    await app.settled("is waiting");
    await app.abandon();
  });
}

test("an exploration that stops says so", async () => {
  const app = await open();
  server().fail(/^engine_bg-\w+\.wasm$/, "garbage");
  await app.explore();
  await app.trouble("The exploration could not be loaded.");
  server().mend();
  assert.equal(await app.run(), "succeeded");
  await app.abandon();
});

test("what is typed before the program is loaded stays, with the cursor, and can be undone", async () => {
  server().fail(/^page_bg-\w+\.wasm$/, "stall");
  const app = await open({ ready: false });
  await app.workflow.click();
  const before = await app.workflow.inputValue();
  await app.page.keyboard.press("ControlOrMeta+Home");
  await app.page.keyboard.type("# typed early");
  await app.page.keyboard.press("Enter");
  await app.page.keyboard.press("ArrowLeft");
  server().mend();
  await app.ready();
  // The editor has the focus, and the cursor where it was.
  await app.page.keyboard.type(", and later");
  await app.until(() => app.text(), (text) => text.trimEnd() === `# typed early, and later\n${before.trimEnd()}`, "all is there");
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.until(() => app.text(), (text) => text.trimEnd() === before.trimEnd(), "undone");
  await app.until(() => app.ids(), (ids) => ids.length > 0, "and drawn");
  await app.close();
});

test("before the program is loaded, the text of the last visit is there", async () => {
  const text = "strategy: level\nprocessors:\n  - { id: mine, type: local, processor: reverse_text }\n";
  server().fail(/^page_bg-\w+\.wasm$/, "stall");
  const app = await open({
    ready: false,
    before: (page) => page.addInitScript((text) => localStorage.setItem("dagwood-playground/workflow", text), text),
  });
  assert.equal(await app.workflow.inputValue(), text);
  server().mend();
  await app.ready();
  await app.until(() => app.ids(), ["mine"], "it is drawn");
  await app.close();
});
