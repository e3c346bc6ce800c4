// Documents: every tab has its own, opening replaces none, and earlier versions and deleted documents come back.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { link as make } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open, url } = site();

const workflow = (id) => `# The ${id}\nstrategy: reactive\nprocessors:\n  - { id: ${id}, type: local, processor: reverse_text }\n`;

/** Writes a workflow and waits until it is checked. */
async function write(app, id, input) {
  await app.paste(workflow(id));
  if (input !== undefined) await app.fillInput(input);
  await app.until(() => app.ids(), [id], `${id} is drawn`);
  await app.until(() => app.saved(), "Saved", "it is saved");
}

const text = async (app) => (await app.text()).trim();

/** All texts that the browser stores, with their names. */
const stored = (app) =>
  app.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("dagwood-documents");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const records = request.result.transaction("documents").objectStore("documents").getAll();
          records.onsuccess = () => {
            request.result.close();
            resolve(records.result);
          };
        };
      }),
  );

test("two tabs do not overwrite each other, and each returns to its own after a reload", async () => {
  const a = await open();
  await write(a, "one", "of one");
  const b = await a.openTab();
  assert.deepEqual(await b.ids(), await b.until(() => b.ids(), (ids) => ids[0] !== "one", "a new tab has its own"));
  await write(b, "two", "of two");
  await write(a, "one", "of one, later");
  for (const [tab, id, input] of [
    [a, "one", "of one, later"],
    [b, "two", "of two"],
  ]) {
    await tab.page.reload();
    await tab.ready();
    await tab.until(() => tab.ids(), [id], "its own document");
    assert.equal(await tab.input.inputValue(), input);
  }
  await a.openDocuments();
  await a.until(() => a.documentNames(), (names) => ["The one", "The two"].every((name) => names.includes(name)), "both are listed");
  await a.close();
});

test("a duplicated tab says so, and the second writer gets a copy", async () => {
  const a = await open();
  await write(a, "one", "same");
  await a.stored();
  const b = await a.openTab({ duplicate: true });
  await b.notice("is also open in another tab").waitFor();
  assert.equal(await text(b), workflow("one").trim());
  await write(b, "first");
  await b.stored();
  await write(a, "second");
  await a.openDocuments();
  await a.notice("Your text is now the document “The second (2)”").waitFor();
  await a.until(() => a.documentNames(), (names) => names.length === 2, "there are two");
  await a.page.keyboard.press("Escape");
  for (const [tab, id] of [
    [a, "second"],
    [b, "first"],
  ]) {
    await tab.page.reload();
    await tab.ready();
    await tab.until(() => tab.ids(), [id], "each has its own text");
    assert.equal(await tab.input.inputValue(), "same");
  }
  assert.equal(await a.documentName(), "The second (2)");
  await a.close();
});

test("a link makes a document, and undo straight after that returns to the previous one", async () => {
  const link = await make(workflow("linked"), url(), "--input", "of the link", "--strategy", "level");
  const app = await open();
  await write(app, "own", "mine");
  await app.workers.fill("7");
  await app.run();
  await app.step.fill("2");
  await app.stored();
  await app.page.goto(link);
  await app.ready();
  await app.until(() => app.ids(), ["linked"], "it is opened");
  await app.notice("Opened from a link").waitFor();
  await app.workflow.click();
  await app.page.keyboard.press("ControlOrMeta+z");
  const own = async () => [await app.ids(), await app.input.inputValue(), await app.workers.inputValue(), await app.strategy.inputValue()];
  await app.until(own, [["own"], "mine", "7", "reactive"], "text, input and options are back");
  await app.until(() => app.place(), (place) => place?.step === 2, "and the run, at its step");
  // Redo leads to the link again.
  await app.page.keyboard.press("ControlOrMeta+Shift+z");
  await app.until(own, [["linked"], "of the link", "4", "level"], "redo");
  await app.openDocuments();
  assert.deepEqual((await app.documentNames()).sort(), ["The linked", "The own"]);
  await app.page.keyboard.press("Escape");
  await app.page.reload();
  await app.ready();
  await app.until(own, [["linked"], "of the link", "4", "level"], "after a reload");
  await app.close();
});

test("editing a received link leaves the user's own work alone", async () => {
  const link = await make(workflow("linked"), url(), "--input", "x");
  const app = await open();
  await write(app, "own", "mine");
  await app.page.goto(link);
  await app.ready();
  await app.until(() => app.ids(), ["linked"], "it is opened");
  await write(app, "changed");
  await app.openDocuments();
  await app.openDocument("The own");
  await app.until(() => app.ids(), ["own"], "the own document is there");
  assert.equal(await app.input.inputValue(), "mine");
  await app.close();
});

test("a link that is reloaded stays one document", async () => {
  const link = await make(workflow("linked"), url(), "--input", "x");
  const app = await open({ link });
  for (let i = 0; i < 2; i += 1) {
    await app.until(() => app.ids(), ["linked"], "it is there");
    await app.page.reload();
    await app.ready();
  }
  await app.openDocuments();
  assert.deepEqual(await app.documentNames(), ["The linked"]);
  await app.close();
});

test("an example makes a document, and its notice leads back", async () => {
  const app = await open();
  await write(app, "own", "mine");
  await app.pickExample("chain");
  await app.until(() => app.ids(), (ids) => ids.length === 8, "the example is there");
  await app.notice("Opened").getByRole("button", { name: "Back to the previous document" }).click();
  await app.until(() => app.ids(), ["own"], "back");
  assert.equal(await app.input.inputValue(), "mine");
  await app.openDocuments();
  assert.equal((await app.documentNames()).length, 2, "the example stays in the list");
  await app.close();
});

test("a reload returns to the same run and step, of a live run as well", async () => {
  const app = await open();
  await write(app, "own", "mine");
  for (const live of [false, true]) {
    await app.live.setChecked(live);
    assert.equal(await app.run(), "succeeded");
    const { trace_hash } = await app.outcome();
    await app.step.fill("3");
    await app.until(() => app.place(), (place) => place?.step === 3, "a step");
    const place = await app.place();
    await app.until(async () => (await app.page.evaluate(() => sessionStorage.getItem("dagwood-playground/step")))?.endsWith(" 3"), true, "it is kept");
    await app.stored();
    await app.page.reload();
    await app.ready();
    await app.until(() => app.place(), place, "the run is there");
    await app.until(() => app.live.isChecked(), live, "and how it ran");
    assert.equal((await app.outcome()).trace_hash, trace_hash);
  }
  await app.close();
});

test("breakpoints belong to the document", async () => {
  const app = await open();
  await write(app, "own");
  await app.processor("own").click();
  await app.page.keyboard.press("b");
  await app.until(() => app.announced(), (text) => /Breakpoint set/.test(text), "it is set");
  await app.until(() => app.saved(), "Saved", "it is saved");
  const breakpoints = () => stored(app).then((all) => all.map(({ breakpoints }) => breakpoints).sort());
  await app.stored();
  await app.pickExample("chain");
  await app.until(() => app.ids(), (ids) => ids.length === 8, "the example is there");
  await app.stored();
  assert.deepEqual(await breakpoints(), ["", "pown\n"]);
  await app.close();
});

test("documents are searched, renamed, duplicated, and deleted with undo", async () => {
  const app = await open();
  await write(app, "first");
  await app.openDocuments();
  await app.documents.getByRole("button", { name: "New", exact: true }).click();
  await app.until(() => app.documentName(), "Untitled");
  await write(app, "second");
  await app.openDocuments();
  const names = async () => (await app.documentNames()).sort();
  await app.until(names, ["The first", "The second"]);
  await app.documents.getByRole("searchbox", { name: "Search" }).fill("ID: FIRST");
  await app.until(names, ["The first"], "found by its text");
  await app.documents.getByRole("searchbox", { name: "Search" }).fill("");
  await app.documentButton("Rename", "The first").click();
  await app.documents.getByRole("textbox", { name: "Name", exact: true }).fill("Mine");
  await app.documents.getByRole("button", { name: "Save name" }).click();
  await app.until(names, ["Mine", "The second"], "renamed");
  await app.documentButton("Duplicate", "Mine").click();
  await app.until(names, ["Mine", "Mine (2)", "The second"], "duplicated");
  // The one that is open: another one takes its place.
  await app.documentButton("Delete", "The second").click();
  await app.until(names, ["Mine", "Mine (2)"], "deleted");
  await app.page.keyboard.press("Escape");
  await app.until(() => app.ids(), ["first"], "another one is open");
  await app.notice("Deleted “The second”").getByRole("button", { name: "Undo", exact: true }).click();
  await app.openDocuments();
  await app.until(names, ["Mine", "Mine (2)", "The second"], "it is there again");
  await app.openDocument("The second");
  await app.until(() => app.ids(), ["second"], "with its text");
  await app.page.reload();
  await app.ready();
  await app.until(() => app.ids(), ["second"], "after a reload");
  await app.close();
});

test("earlier versions are viewed and restored", async () => {
  const app = await open({ before: (page) => page.clock.install() });
  await write(app, "first");
  await app.page.clock.runFor(2_000);
  await app.openHistory();
  await app.history.getByRole("textbox", { name: "Name of this version" }).fill("good");
  await app.history.getByRole("button", { name: "Keep this version" }).click();
  await app.until(() => app.versions(), (all) => all.length === 1 && all[0].startsWith("good"), "it is named");
  await app.page.keyboard.press("Escape");
  for (const id of ["second", "third"]) {
    await app.page.clock.runFor(70_000);
    await write(app, id);
    await app.page.clock.runFor(2_000);
  }
  await app.openHistory();
  await app.until(() => app.versions(), (all) => all.length === 3, "one for each minute, and the named one");
  await app.history.getByRole("button", { name: /^View/ }).first().click();
  await app.until(() => app.history.getByRole("region", { name: "Text of the version" }).textContent(), workflow("second"), "viewed");
  await app.history.getByRole("button", { name: /^Restore/ }).last().click();
  await app.until(() => app.ids(), ["first"], "restored");
  await app.page.clock.runFor(2_000);
  await app.openHistory();
  await app.until(() => app.versions(), (all) => all.length === 4, "what it replaced is a version");
  await app.page.keyboard.press("Escape");
  await app.workflow.click();
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.until(() => app.ids(), ["third"], "undone");
  await app.page.clock.runFor(2_000);
  await app.page.reload();
  await app.ready();
  await app.until(() => app.ids(), ["third"], "and saved");
  await app.close();
});

test("all documents are saved and opened as one file", async () => {
  const app = await open();
  await write(app, "first", "in");
  await app.pickExample("chain");
  await app.until(() => app.ids(), (ids) => ids.length === 8, "the example is there");
  await app.openDocuments();
  const download = app.page.waitForEvent("download");
  await app.documents.getByRole("button", { name: "Save all" }).click();
  const json = await readFile(await (await download).path(), "utf8");
  const file = JSON.parse(json);
  assert.deepEqual([file.format, file.version, file.documents.length], ["dagwood-documents", 1, 2]);
  await app.close();

  const other = await open();
  await write(other, "own");
  await other.openDocuments();
  const give = (name, contents) =>
    other.documents.getByLabel("Open files").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(contents) });
  for (const [contents, why] of [
    [json.slice(0, -9), /not JSON/],
    [json.replace("dagwood-", "other-"), /not a file of documents/],
    [JSON.stringify({ ...file, version: 2 }), /version 2/],
    [JSON.stringify({ ...file, documents: [file.documents[0], { id: "x" }] }), /document 2 is damaged/],
    [JSON.stringify({ ...file, documents: [file.documents[0], null] }), /document 2 is damaged/],
    [JSON.stringify({ ...file, documents: [{ ...file.documents[0], workflow: 5 }] }), /document 1 is damaged/],
  ]) {
    await give("damaged.json", contents);
    await other.until(() => other.announced(), (text) => why.test(text) && /“damaged.json” is not opened/.test(text), `${why}`);
    assert.deepEqual(await other.documentNames(), ["The own"], "nothing is imported by half");
  }
  await give("all.json", json);
  await other.until(() => other.documentNames(), (names) => names.length === 3, "imported");
  await give("all.json", json);
  await other.until(() => other.announced(), (text) => /0 new, 2 already there/.test(text), "once");
  await other.openDocument("The first");
  await other.until(() => other.ids(), ["first"], "opened");
  assert.equal(await other.input.inputValue(), "in");
  await other.close();
});

test("what an older version of the page stored opens as a document", async () => {
  const app = await open({ ready: false });
  await app.page.goto(`${url()}icon.svg`);
  await app.page.evaluate(
    (texts) => Object.entries(texts).forEach(([name, text]) => localStorage.setItem(`dagwood-playground/${name}`, text)),
    { workflow: workflow("old"), input: "old input", choices: "?strategy=level&workers=5", breakpoints: "pold\n" },
  );
  await app.page.goto(url());
  await app.ready();
  await app.until(() => app.ids(), ["old"], "it is there");
  assert.equal(await app.input.inputValue(), "old input");
  await app.until(async () => [await app.strategy.inputValue(), await app.workers.inputValue()], ["level", "5"]);
  await app.openDocuments();
  assert.deepEqual(await app.documentNames(), ["The old"]);
  const [{ breakpoints }] = await stored(app);
  assert.equal(breakpoints, "pold\n");
  await app.page.keyboard.press("Escape");
  // Once.
  await write(app, "new");
  const tab = await app.openTab();
  await tab.openDocuments();
  assert.deepEqual(await tab.documentNames(), ["The new"]);
  await app.abandon();
});

test("a tab whose document is only in the database opens it", async () => {
  const app = await open();
  await write(app, "own", "mine");
  await app.stored();
  await app.page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.includes("/draft/")) localStorage.removeItem(key);
  });
  await app.page.reload();
  await app.ready();
  await app.until(() => app.ids(), ["own"], "it is there");
  assert.equal(await app.input.inputValue(), "mine");
  await app.close();
});

test("a damaged draft is named, and the stored document is opened", async () => {
  const app = await open();
  await write(app, "own", "mine");
  await app.stored();
  await app.page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.includes("/draft/")) localStorage.setItem(key, "?id=a&length=99\nx");
  });
  await app.page.reload();
  await app.ready();
  await app.until(() => app.ids(), ["own"], "it is there");
  await app.trouble("1 stored record is damaged and cannot be shown");
  await app.close();
});

test("a text that has no room as a draft is saved as a document", async () => {
  const app = await open();
  await app.input.evaluate((input) => {
    input.value = "x".repeat(6_000_000);
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await app.until(() => app.saved(), "Saved", "there is room in the database");
  await app.page.reload();
  await app.ready();
  await app.until(async () => (await app.input.inputValue()).length, 6_000_000, "it is there");
  await app.close();
});
