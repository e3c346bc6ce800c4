// The parts of the programs that are loaded when they are first needed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { link as make } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open, server, url } = site();

/** A file with a problem that has a fix. */
const BROKEN = "stratgey: level\nprocessors:\n  - { id: a, type: local, processor: reverse_text }\n";

/** The names of a visit's files, without hashes and addresses, in the order of their requests. */
function watched(app) {
  const files = [];
  app.page.on("request", (request) => {
    const url = request.url();
    if (url.startsWith(app.url)) files.push(url.slice(app.url.length).replace(/-[0-9a-f]{16}(?=\.\w+$)/, ""));
  });
  return files;
}

/** Opens the page without what it loads when it has been idle for a while. */
const opened = (options = {}) =>
  open({
    ...options,
    before: (page) =>
      page.addInitScript(() => {
        const { setTimeout } = window;
        // The only timer of the page with this time.
        window.setTimeout = (act, time, ...rest) => (time === 1_000 ? 0 : setTimeout(act, time, ...rest));
      }),
  });

const isPart = (file) => /(split_|chunk)/.test(file);
const names = (files) => files.filter((file) => /split_/.test(file)).map((file) => file.replace(/\.wasm$/, ""));

test("each part is loaded once, when it is first needed", async () => {
  const app = await opened();
  const files = watched(app);
  await app.page.reload();
  await app.ready();
  await app.until(() => app.ids(), (ids) => ids.length > 0, "the workflow is drawn");
  assert.deepEqual(files.filter(isPart), [], "none at the start");
  const seen = [];
  /** The parts that something has loaded. */
  const loads = async (what, act, expected) => {
    await act();
    await app.until(() => names(files).filter((name) => !seen.includes(name)).sort(), expected, what);
    seen.push(...expected);
  };
  // A run makes a document, to which a reload returns.
  await loads("a run", () => app.run(), ["engine-split_run", "page-split_documents", "page-split_results"]);
  await loads("a dialog", () => app.openSettings(), ["page-split_more"]);
  await app.page.keyboard.press("Escape");
  await loads("a comparison", () => app.tab("Compare"), ["page-split_lab"]);
  await app.tab("Graph");
  await loads("a problem", () => app.paste(BROKEN), ["engine-split_edit"]);
  await app.paste(BROKEN.replace("stratgey", "strategy"));
  await app.until(() => app.ids(), ["a"], "it is drawn");
  await loads("a link", () => app.share(), ["page-split_share"]);
  await loads("modules", () => app.openModules(), ["page-split_modules"]);
  await loads("a file", () => app.pickFiles({ "a.yaml": BROKEN.replace("stratgey", "strategy") }), ["page-split_files"]);
  const picture = async () => {
    await app.button("Share").click();
    await Promise.all([app.page.waitForEvent("download"), app.button("Download SVG").click()]);
  };
  await loads("a picture", picture, ["engine-split_picture"]);
  // The explorer is another worker, which loads the parts of the engine for itself.
  const before = files.length;
  await app.explore();
  await app.until(() => names(files.slice(before)), ["engine-split_more"], "an exploration");
  const once = files.slice(0, before).filter(isPart);
  assert.deepEqual(once, [...new Set(once)], "each once");
  await app.close();
});

for (const [part, act, back] of [
  ["lab", (app) => app.page.getByRole("tab", { name: "What if", exact: true }).click(), (app) => app.region("What if")],
  ["modules", (app) => app.openModules(), (app) => app.writePanel("Modules").getByLabel("Add modules")],
  ["more", (app) => app.settingsButton.click(), (app) => app.presentation],
]) {
  test(`a part that cannot be loaded says so in its place: ${part}`, async () => {
    const app = await opened();
    server().fail(new RegExp(`^page-split_${part}-\\w+\\.wasm$`), "abort");
    await act(app);
    const failed = app.page.getByRole("alert").filter({ hasText: "This part of the page could not be loaded." });
    await failed.first().waitFor();
    // The rest of the page works.
    await app.until(() => app.ids(), (ids) => ids.length > 0, "the graph is there");
    server().mend();
    // That loads the part for all that need it.
    await failed.first().getByRole("button", { name: "Try again" }).click();
    await app.until(() => failed.count(), 0, "it is there");
    await back(app).first().waitFor();
    await app.abandon();
  });
}

test("a run whose part cannot be loaded says so", async () => {
  const app = await opened();
  server().fail(/^page-split_results-\w+\.wasm$/, "abort");
  await app.button("Run").click();
  await app.page.getByRole("alert").filter({ hasText: "This part of the page could not be loaded." }).waitFor();
  server().mend();
  assert.equal(await app.run(), "succeeded");
  await app.region("Timeline").getByRole("button", { name: "Fit the timeline" }).waitFor();
  await app.abandon();
});

/** Another workflow, for links. */
const LINKED = "strategy: level\nprocessors:\n  - { id: linked, type: local, processor: reverse_text }\n";

test("a link loads its part at once", async () => {
  const app = await opened();
  const files = watched(app);
  const link = await make(LINKED, url());
  await app.page.evaluate((link) => (location.href = link), link);
  await app.until(() => app.ids(), ["linked"], "it opens in an open page");
  assert.equal(names(files)[0], "page-split_link", "the document is stored later");
  files.length = 0;
  await app.page.reload();
  await app.until(() => app.ids(), ["linked"], "it opens with the page");
  const place = (file) => files.findIndex((name) => name.startsWith(file));
  assert.ok(place("page_bg.wasm") < Math.min(place("workers/engine.js"), place("page-split_link")), "both after the program");
  assert.ok(Math.max(place("workers/engine.js"), place("page-split_link")) < place("page-split_results"), "at the same time");
  await app.close();
});

for (const [when, go] of [
  ["in an open page", (app, link) => app.page.evaluate((link) => (location.href = link), link)],
  ["when the page opens", async (app, link) => {
    await app.page.evaluate((link) => history.replaceState(null, "", link), link);
    await app.page.reload();
  }],
]) {
  test(`a link whose part cannot be loaded says so, and nothing is lost: ${when}`, async () => {
    const app = await opened();
    const mine = LINKED.replace("linked", "mine");
    await app.paste(mine);
    await app.until(() => app.ids(), ["mine"], "it is drawn");
    const link = await make(LINKED, url());
    server().fail(/^page-split_link-\w+\.wasm$/, "abort");
    await go(app, link);
    const notice = await app.trouble("The link could not be opened");
    await app.until(() => app.ids(), ["mine"], "the page has its content");
    assert.equal((await app.text()).trim(), mine.trim());
    await app.fillInput("mine");
    assert.equal(app.page.url(), link, "the link is still there");
    server().mend();
    await notice.getByRole("button", { name: "Try again" }).click();
    await app.until(() => app.ids(), ["linked"], "it is opened");
    await app.settled("The link could not be opened");
    await app.abandon();
  });
}

for (const fault of ["abort", "garbage"]) {
  test(`a part of the engine that cannot be loaded is reported: ${fault}`, async () => {
    const app = await opened();
    server().fail(/^engine-split_run-\w+\.wasm$/, fault);
    await app.button("Run").click();
    const notice = await app.trouble("The engine could not be loaded.");
    server().mend();
    await notice.getByRole("button", { name: "Try again" }).click();
    await app.settled("The engine could not be loaded.");
    assert.equal(await app.run(), "succeeded");
    await app.abandon();
  });
}
