// Runs are saved as tests, which page and command line verify.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { verify } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open } = site();

const workflow = (ms) => `# Mine
strategy: reactive
processors:
  - { id: first, type: local, processor: change_text_case_upper, simulate: { duration_ms: ${ms} } }
  - { id: then, type: local, processor: reverse_text, depends_on: [first] }
`;

/** Saves the run as a test. Returns its name and its text. */
async function save(app) {
  await app.openDetails();
  const [download] = await Promise.all([app.page.waitForEvent("download"), app.button("Save as a test").click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("a run is saved as a test that the command line and the page verify", async () => {
  const app = await open();
  await app.paste(workflow(30));
  await app.fillInput("a lamp");
  await app.until(() => app.ids(), ["first", "then"]);
  await app.strategy.selectOption("level");
  await app.run();
  const { name, text } = await save(app);
  assert.equal(name, "Mine.test.json");
  assert.equal(await verify(text), "passed");
  assert.deepEqual(JSON.parse(text).options, { strategy: "level" });
  await app.close();

  const other = await open();
  await other.dropFiles({ [name]: text });
  const events = JSON.parse(text).events.length;
  await other.notice(`“Mine.test” passed: all ${events} events match.`).waitFor();
  assert.equal(await other.input.inputValue(), "a lamp");
  assert.equal(await other.strategy.inputValue(), "level");
  assert.equal((await other.outcome()).trace_hash, JSON.parse(text).hash);
  await other.close();
});

test("a test that differs shows the first step that does", async () => {
  const app = await open();
  await app.paste(workflow(30));
  await app.until(() => app.ids(), ["first", "then"]);
  await app.run();
  const { text } = await save(app);
  const changed = text.replace("duration_ms: 30", "duration_ms: 20");
  assert.equal(await verify(changed), "differs");
  const damaged = text.slice(0, -20);
  // Picked beside the hash: two that pass, one that differs, one that cannot be read.
  const files = { "a.json": text, "b.json": text, "damaged.json": damaged, "c.json": changed };
  const picked = Object.entries(files).map(([name, content]) => ({
    name,
    mimeType: "application/json",
    buffer: Buffer.from(content),
  }));
  await app.page.getByLabel("Verify a test").setInputFiles(picked);
  const notice = app.notice("2 of 3 tests passed. “c” differs at step ");
  await notice.waitFor();
  const [, step] = /differs at step (\d+)/.exec(await notice.textContent());
  await app.until(async () => (await app.place()).step, Number(step), "the step is shown");
  await app.until(() => app.text(), (text) => text.includes("duration_ms: 20"), "it is open");
  await app.openDocuments();
  const names = await app.documentNames();
  assert.ok(["a", "b", "c"].every((name) => names.includes(name)), names.join());
  await app.close();
});

test("runs that are not repeatable are no tests, and the page says why", async () => {
  const app = await open();
  await app.paste(workflow(5));
  await app.until(() => app.ids(), ["first", "then"]);
  await app.run();
  await app.fillInput("another");
  await app.openDetails();
  await app.button("Save as a test").click();
  await app.notice("Run again, then save the test.").waitFor();
  await app.close();
});
