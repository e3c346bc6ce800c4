// Files and texts that are dropped, pasted or opened become documents or modules, and documents are saved as files.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { link as make } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open, url } = site();

const workflow = (id) => `strategy: reactive\nprocessors:\n  - { id: ${id}, type: local, processor: reverse_text }\n`;
const own = (path) => readFile(new URL(path, import.meta.url));
const rot13 = () => own("../../public/modules/rot13.wasm");

test("a dropped workflow opens as a document with the name of its file, and undo leads back", async () => {
  const app = await open();
  await app.paste(workflow("before"));
  await app.until(() => app.ids(), ["before"], "the own workflow");
  await app.dropFiles({ "my flow.yaml": workflow("dropped") });
  await app.until(() => app.ids(), ["dropped"], "it is opened");
  assert.equal(await app.documentName(), "my flow");
  await app.notice("Opened “my flow” as a new document.").getByRole("button", { name: "Back to the previous document" }).click();
  await app.until(() => app.ids(), ["before"], "the previous document");
  await app.openDocuments();
  assert.ok((await app.documentNames()).includes("my flow"), "the opened one stays");
  await app.close();
});

test("several files at once become documents, modules and refusals, and one notice names each", async () => {
  const app = await open();
  await app.paste(workflow("before"));
  await app.until(() => app.ids(), ["before"], "the own workflow");
  await app.dropFiles({
    "first.yaml": workflow("first"),
    "montage.json": await own("../wfformat/montage.json"),
    "turn.wasm": await rot13(),
    "picture.png": Buffer.from([0x89, 0x50, 0x4e, 0x47]),
    "notes.txt": "buy milk",
    "last.json": '{"strategy": "reactive", "processors": [{"id": "last", "type": "local", "processor": "reverse_text"}]}',
  });
  await app.until(() => app.ids(), ["last"], "the last one is shown");
  const notice = app.notice("Opened as new documents: “first”, “montage”, “last”.");
  await notice.waitFor();
  const said = await notice.textContent();
  for (const part of [
    "“montage” is converted from a recording.",
    "To the modules: “turn.wasm”.",
    "“picture.png” is not opened: the file is not UTF-8 text",
    "“notes.txt” is not opened: it is a text of another kind.",
    "The page opens workflows",
  ]) {
    assert.ok(said.includes(part), `${part} in ${said}`);
  }
  await app.openModules();
  await app.until(() => app.modules(), (all) => all.includes("turn.wasm"), "the module is added");
  await app.openDocuments();
  const names = await app.documentNames();
  assert.ok(["first", "montage", "last"].every((name) => names.includes(name)), names.join());
  await app.openDocument("montage");
  await app.until(() => app.ids(), (ids) => ids.length > 20, "the recording is a workflow");
  await app.close();
});

test("texts and files that are pasted outside of text fields open, and text fields keep texts", async () => {
  const app = await open();
  await app.pasteText(workflow("text"));
  await app.until(() => app.ids(), ["text"], "a text");
  await app.pasteFiles({ "file.yaml": workflow("file") });
  await app.until(() => app.ids(), ["file"], "a file");
  // A spreadsheet copies cells as text and as a picture.
  await app.pasteFiles({ "cells.png": "\u0089PNG" }, { text: "# cells\n", on: app.workflow });
  await app.until(() => app.text(), (text) => text.includes("# cells"), "the editor took the text");
  await app.pasteFiles({ "inside.yaml": workflow("inside") }, { on: app.workflow });
  await app.until(() => app.ids(), ["inside"], "a file, also in the editor");
  await app.pasteText('(module (memory (export "memory") 1))');
  await app.openModules();
  await app.until(() => app.modules(), (all) => all.includes("module.wat"), "the text of a module");
  await app.pasteText("buy milk");
  await app.notice("The text is not opened: it is a text of another kind.").waitFor();
  assert.deepEqual(await app.ids(), ["inside"]);
  await app.close();
});

test("a link that is dropped or pasted opens at its step, and Back leaves it", async () => {
  const app = await open();
  await app.paste(workflow("before"));
  await app.until(() => app.ids(), ["before"], "the own workflow");
  const link = await make(workflow("linked"), url(), "--step", "2");
  // The same content from another copy of the page.
  const elsewhere = link.replace(url(), "https://example.org/");
  assert.ok(await app.dropText(elsewhere, { type: "text/uri-list" }), "the browser does not navigate");
  await app.until(() => app.ids(), ["linked"], "it is opened");
  assert.equal(app.page.url(), link);
  await app.until(async () => (await app.place()).step, 2, "at its step");
  await app.page.goBack();
  await app.until(() => app.ids(), ["before"], "Back");
  await app.pasteText(`  ${link}\n`);
  await app.until(() => app.ids(), ["linked"], "it is pasted");
  await app.pasteText(`${link.slice(0, -3)}`);
  await app.notice("This link cannot be opened: the link is truncated").waitFor();
  await app.until(() => app.ids(), ["checked", "read", "received", "unpacked"], "a damaged link explains itself");
  // Other links and texts are not for the page.
  await app.dropText("https://example.org/", { type: "text/uri-list" });
  await app.dropText("buy milk");
  assert.equal(await app.notice("buy milk").count(), 0);
  await app.close();
});

test("the document is saved as a file that opens as it was", async () => {
  const app = await open();
  await app.pickFiles({ "mine: 2?.yml": workflow("mine") });
  await app.until(() => app.ids(), ["mine"], "opened from the list of documents");
  const download = app.page.waitForEvent("download");
  await app.chooseOfDocument("Save");
  const file = await download;
  assert.equal(file.suggestedFilename(), "mine- 2-.yaml");
  assert.equal(await readFile(await file.path(), "utf8"), workflow("mine"));
  await app.close();
});

test("a new module offers a processor that uses it, after the selected one", async () => {
  const app = await open();
  await app.paste(workflow("first"));
  await app.until(() => app.ids(), ["first"], "drawn");
  await app.processor("first").click();
  await app.dropFiles({ "turn.wasm": await rot13() });
  await app.notice("Added turn.wasm").getByRole("button", { name: "Add a processor that uses it" }).click();
  await app.until(() => app.ids(), (ids) => ids.includes("turn"), "it is in the graph");
  const text = await app.text();
  assert.match(text, /module: turn\.wasm/);
  assert.match(text, /depends_on:.*first/);
  assert.equal(await app.run(), "succeeded");
  await app.workflow.click();
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.until(() => app.ids(), ["first"], "undone");
  await app.openModules();
  await app.button("Add a processor that uses turn.wasm").click();
  await app.until(() => app.ids(), (ids) => ids.includes("turn"), "from the list of modules");
  await app.close();
});
