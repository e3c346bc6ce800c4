// Storage that is full, broken, unresponsive, or of another version: the page says what is not saved, and the rest
// works.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { site } from "./playground.mjs";
import { canRefuse } from "./refuse.mjs";

const { open } = site();

const EXCLAIM = join(fileURLToPath(new URL("../modules/", import.meta.url)), "exclaim.wat");
const NOT_SAVED = "Your changes are not saved";

for (const [error, reason] of [
  ["QuotaExceededError", "is full"],
  ["SecurityError", "does not allow this page to store anything"],
]) {
  test(`unsaved text is reported until it is saved: ${error}`, async () => {
    const app = await open({ before: canRefuse });
    await app.page.evaluate((error) => (window.refuses = error), error);
    await app.fillInput("one");
    const notice = await app.trouble(NOT_SAVED);
    assert.match(await notice.textContent(), new RegExp(reason));
    await app.until(() => app.saved(), (text) => text.startsWith("Not saved: storage is "), "the header says so too");
    const download = app.page.waitForEvent("download");
    await notice.getByRole("button", { name: "Download my text" }).click();
    assert.match(await readFile(await (await download).path(), "utf8"), /processors:/);
    await notice.getByRole("button", { name: "Copy my text" }).click();
    await app.until(() => app.page.evaluate(() => navigator.clipboard.readText()), (text) => text.includes("processors:"), "copied");
    assert.equal(await app.run(), "succeeded");
    await app.page.evaluate(() => (window.refuses = null));
    await app.fillInput("two");
    await app.settled(NOT_SAVED);
    await app.until(() => app.saved(), "Saved");
    await app.page.reload();
    await app.ready();
    assert.equal(await app.input.inputValue(), "two");
    await app.close();
  });
}

test("a database that does not respond is reported, and the sample modules are listed", async () => {
  const app = await open({
    async before(page) {
      await page.clock.install();
      await page.addInitScript(() => {
        IDBFactory.prototype.open = () => new EventTarget();
      });
    },
  });
  await app.openModules();
  await app.until(() => app.modules(), (all) => all.includes("rle.wasm"), "the samples are there");
  await app.page.clock.fastForward(3_000);
  await app.trouble("Your own modules cannot be read: the browser’s storage does not respond.");
  await app.page.clock.resume();
  await app.addModules([EXCLAIM]);
  await app.until(() => app.modules(), (all) => all.includes("exclaim.wat"), "it is added");
  assert.equal(await app.run(), "succeeded");
  await app.close();
});

test("a database that responds late is reported until it does", async () => {
  const app = await open({
    async before(page) {
      await page.clock.install();
      await page.addInitScript(() => {
        const { open } = IDBFactory.prototype;
        IDBFactory.prototype.open = function (...args) {
          if (!window.holds) return open.apply(this, args);
          const late = {};
          window.answer = () => {
            const request = open.apply(this, args);
            request.onsuccess = () => late.onsuccess(Object.assign(late, { result: request.result }));
          };
          return late;
        };
      });
    },
  });
  await app.page.evaluate(() => (window.holds = true));
  await app.addModules([EXCLAIM]);
  await app.until(() => app.page.evaluate(() => typeof window.answer), (type) => type === "function", "it is asked");
  await app.page.clock.fastForward(3_000);
  await app.trouble("the browser’s storage does not respond");
  await app.page.evaluate(() => window.answer());
  await app.settled("the browser’s storage does not respond");
  await app.page.clock.resume();
  await app.close();
});

/** Does something with the database of modules, from a page of the site that does not use it. */
const withDatabase = (page, version, records) =>
  page.evaluate(
    ([version, records]) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("dagwood-playground", version);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const database = request.result;
          const transaction = database.transaction(["names"], "readwrite");
          for (const [name, record] of records) transaction.objectStore("names").put(record, name);
          transaction.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    [version, records],
  );

test("damaged records are named, and do not affect others", async () => {
  const app = await open();
  await app.addModules([EXCLAIM]);
  await app.until(() => app.announced(), (text) => text.startsWith("Added exclaim.wat"), "it is added");
  const records = [
    ["a.wasm", null],
    ["b.wasm", 5],
    ["c.wasm", { hash: "of nothing", abi: "core" }],
    ["d.wasm", { hash: { a: 1 } }],
  ];
  await withDatabase(app.page, 1, records);
  await app.page.reload();
  await app.ready();
  await app.trouble("The stored copy of “a.wasm”, “b.wasm”, “c.wasm” and 1 more is damaged.");
  await app.openModules();
  await app.until(() => app.modules(), (all) => all.includes("exclaim.wat") && all.includes("rle.wasm"), "the others are there");
  await app.close();
});

test("modules stored by a newer version of the page are reported as unreadable", async () => {
  const app = await open();
  await withDatabase(app.page, 2, []);
  await app.page.reload();
  await app.ready();
  await app.trouble("Your own modules cannot be read: a newer version of this page has stored it.");
  assert.equal(await app.run(), "succeeded");
  await app.close();
});
