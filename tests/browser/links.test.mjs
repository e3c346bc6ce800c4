// Share links open the same state for other users, and a damaged link loses nothing.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { link as make, open as opened } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open, url } = site();

const WORKFLOW = `# Mine: é🦀
strategy: reactive
processors:
  - { id: upper, type: local, processor: change_text_case_upper, simulate: { duration_ms: 30 } }
  - { id: back, type: local, processor: reverse_text, depends_on: [upper], simulate: { duration_ms: 20 } }
`;

/** A link as any program that knows the format would make it. */
function forge(bytes, codec = "d1") {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const payload = deflateRawSync(bytes).toString("base64url");
  const hash = createHash("sha256").update(payload).digest();
  return `${url()}#code/${codec}.${payload}${digits[hash[0] % 62]}${digits[hash[1] % 62]}`;
}

test("a shared link opens the same workflow, input, options and step for another user", async () => {
  const app = await open();
  await app.paste(WORKFLOW);
  await app.fillInput("some\ninput");
  await app.until(() => app.ids(), ["back", "upper"]);
  await app.strategy.selectOption("level");
  await app.failureStrategy.selectOption("continue_on_error");
  await app.workers.fill("3");
  assert.equal(await app.run(), "succeeded");
  const { trace_hash } = await app.outcome();
  await app.processor("back").click();
  await app.step.fill("6");
  const { of } = await app.place();
  const states = await app.until(() => app.states(), (all) => all.includes("upper, completed"), "the step is shown");
  const inspected = await app.inspected();
  await app.tab("What if");
  const link = await app.share();
  assert.ok(link.startsWith(url()), link);
  assert.equal(app.page.url(), link, "the address is the link");
  assert.equal(await opened(link), WORKFLOW, "the command line opens it");
  await app.close();

  const other = await open({ link });
  await other.region("What if").waitFor();
  assert.equal((await other.text()).trim(), WORKFLOW.trim());
  assert.equal(await other.input.inputValue(), "some\ninput");
  const options = async () => [
    await other.strategy.inputValue(),
    await other.failureStrategy.inputValue(),
    await other.workers.inputValue(),
  ];
  await other.until(options, ["level", "continue_on_error", "3"]);
  // Whether a run of built-in processors waits for the user is the page's choice.
  await other.until(() => other.ids(), ["back", "upper"]);
  if (await other.step.isDisabled()) await other.button("Run").click();
  await other.until(() => other.place(), { step: 6, of });
  await other.until(() => other.states(), states);
  await other.until(() => other.inspected(), inspected);
  assert.equal((await other.outcome()).trace_hash, trace_hash);
  await other.close();
});

test("forks, comparison and breakpoints travel", async () => {
  const changes = ["--fork", "4:workers=1", "--fork", "6:fail=back", "--breakpoint", "back", "--processor", "upper"];
  const made = await make(WORKFLOW, url(), "--input", "x", ...changes);
  const rows = "view=compare&compare=run:0,run:2&stop_at=failed";
  const link = made.replace("?", `?${rows}&`);
  const app = await open({ link });
  await app.region("Compare").waitFor();
  await app.tab("Graph");
  await app.until(() => app.ids(), ["back", "upper"]);
  if (await app.step.isDisabled()) await app.button("Run").click();
  await app.until(() => app.states(), (all) => all.includes("back, failed"), "the fork of the fork is shown");
  await app.tab("Compare");
  const again = new URL(await app.share());
  for (const name of ["run", "step", "node", "view", "compare", "stop_at"]) {
    assert.equal(again.searchParams.get(name), new URL(link).searchParams.get(name), name);
  }
  assert.equal(again.hash, new URL(link).hash);
  await app.close();
});

test("views travel, and old links still open the comparison", async () => {
  for (const [view, centre, below] of [
    ["compare", "Compare", undefined],
    ["table", "Table", "Timeline"],
    ["table,orders", "Table", "Orders"],
    ["orders", "Graph", "Orders"],
  ]) {
    const link = (await make(WORKFLOW, url())).replace("#", `?view=${view}#`);
    const app = await open({ link });
    for (const name of [centre, below].filter(Boolean)) await app.region(name).waitFor();
    assert.equal(await app.region("Transport").isVisible(), below !== undefined, "the comparison has all of the centre");
    assert.equal(new URL(await app.share()).searchParams.get("view"), view);
    await app.close();
  }
});

test("small modules travel, and the page says which are missing or others", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "dagwood-"));
  t.after(() => rm(folder, { recursive: true }));
  const sample = (name) => readFile(new URL(`../../public/modules/${name}`, import.meta.url));
  await writeFile(join(folder, "mine.wasm"), await sample("upper-ascii.wasm"));
  await writeFile(join(folder, "large.wasm"), await sample("rle.wasm"));
  const workflow = (module) => `strategy: level\nprocessors:\n  - { id: it, type: wasm, module: ${module} }\n`;
  const small = await make(workflow("mine.wasm"), url(), "--modules", folder, "--input", "abc");
  const large = await make(workflow("large.wasm"), url(), "--modules", folder, "--input", "aab");
  const file = async (name, content) => ({ name, mimeType: "application/wasm", buffer: await sample(content) });

  // The page does not have it.
  const app = await open({ link: small });
  await app.openModules();
  await app.until(() => app.modules(), (all) => all.includes("mine.wasm"), "it is added");
  assert.equal(await app.run(), "succeeded");
  assert.equal((await app.outcome()).output, "ABC");
  assert.equal(new URL(await app.share()).hash.split(".")[0], new URL(small).hash.split(".")[0]);
  await app.close();

  // The user has another one of that name.
  const other = await open();
  await other.addModules([await file("mine.wasm", "rot13.wasm")]);
  await other.until(() => other.modules(), (all) => all.includes("mine.wasm"), "the user has one");
  await other.page.evaluate((link) => (location.href = link), small);
  const different = "“mine.wasm” is not the same here as in the link";
  const notice = await other.trouble(different);
  assert.equal((await other.modules()).filter((name) => name.startsWith("mine")).length, 1, "nothing has been replaced");
  await notice.getByRole("button", { name: "Use the link’s modules" }).click();
  await other.settled(different);
  await other.until(() => other.modules(), (all) => all.includes("mine (2).wasm"), "that of the user is kept");
  assert.equal(await other.run(), "succeeded");
  assert.equal((await other.outcome()).output, "ABC");

  // It is too large for the link.
  await other.page.evaluate((link) => (location.href = link), large);
  const missing = "“large.wasm” is missing here and inside the link";
  await other.trouble(missing);
  await other.addModules([await file("large.wasm", "sort-lines.wasm")]);
  await other.settled(missing);
  await other.trouble("“large.wasm” is not the same here as in the link");
  await other.addModules([await file("large.wasm", "rle.wasm")]);
  await other.settled("“large.wasm”");
  assert.equal(await other.run(), "succeeded");
  assert.equal((await other.outcome()).output, "2a1b");
  await other.close();
});

test("a link that the command line made", async () => {
  const link = await make(WORKFLOW, url(), "--input", "from afar", "--strategy", "work_queue", "--max-concurrency", "2");
  const app = await open({ link });
  assert.equal((await app.text()).trim(), WORKFLOW.trim());
  assert.equal(await app.input.inputValue(), "from afar");
  await app.until(() => app.strategy.inputValue(), "work_queue");
  await app.until(() => app.ids(), ["back", "upper"]);
  assert.equal(await app.run(), "succeeded");
  await app.close();
});

test("a damaged link opens as a workflow that explains it, and nothing is lost", async (t) => {
  const good = await make(WORKFLOW, url(), "--input", "x");
  const middle = good.length - 40;
  const flipped = good.slice(0, middle) + (good[middle] === "A" ? "B" : "A") + good.slice(middle + 1);
  const cases = [
    ["truncated by one", good.slice(0, -1), /truncated/, "checked"],
    ["truncated by many", good.slice(0, -30), /truncated/, "checked"],
    ["nothing but its beginning", `${url()}#code/`, /truncated/, "checked"],
    ["a flipped character", flipped, /damaged/, "checked"],
    ["an unknown codec", good.replace("#code/d2.", "#code/q7."), /codec/, "received"],
    ["a bomb", forge(Buffer.alloc((4 << 20) + 1)), /too large/, "unpacked"],
    ["a great bomb", forge(Buffer.alloc(256 << 20)), /too large/, "unpacked"],
    ["no document", forge(Buffer.from([0xff, 0xff, 0xff])), /damaged/, "read"],
    ["encoded twice", good.replace("#code/d2.", "#code%252Fd2%252E"), /a link cannot contain `%`/, "checked"],
    ["encoded and truncated", good.slice(0, -30).replace("#code/", "#code%2F"), /truncated/, "checked"],
    ["a space", `${good.slice(0, middle)} ${good.slice(middle)}`, /a link cannot contain U\+0020/, "checked"],
  ];
  const app = await open();
  await app.paste(WORKFLOW);
  await app.fillInput("mine");
  await app.until(() => app.ids(), ["back", "upper"]);
  for (const [name, link, why, step] of cases) {
    await t.test(name, async () => {
      await app.page.evaluate((link) => (location.href = link), link);
      const notice = app.notice("This link cannot be opened");
      await app.until(() => notice.allTextContents(), (texts) => texts.some((text) => why.test(text)), `${why}`);
      await app.until(() => app.ids(), ["checked", "read", "received", "unpacked"], "the steps of opening a link");
      assert.match(await app.text(), new RegExp(`^# Why the link did not open\n# \`${step}\` failed: `));
      await notice.getByRole("button", { name: "Back to the previous document" }).click();
      await app.until(() => app.ids(), ["back", "upper"]);
      assert.equal((await app.text()).trim(), WORKFLOW.trim());
      assert.equal(await app.input.inputValue(), "mine");
    });
  }
  await app.close();

  // In a page that is just opening.
  const other = await open({ link: flipped });
  await other.alert.getByText("This link cannot be opened").waitFor();
  assert.equal(await other.run(), "failed");
  await other.until(() => other.states(), (all) => all.includes("checked, failed") && all.includes("read, skipped"));
  assert.equal(await other.input.inputValue(), flipped.slice(0, 300));
  await other.page.reload();
  await other.ready();
  await other.until(() => other.ids(), ["checked", "read", "received", "unpacked"], "the document is kept");
  await other.close();
});

test("a link that other programs have encoded again opens", async (t) => {
  const made = await make(WORKFLOW, url(), "--input", "x", "--strategy", "level", "--max-concurrency", "3");
  const [, code] = made.split("#");
  const cases = [
    ["an encoded slash", made.replace("#code/", "#code%2F")],
    ["an encoded dot", made.replace("/d2.", "/d2%2E")],
    ["an encoded #", made.replace("#code/", "%23code/")],
    ["an encoded query", `${url()}?${encodeURIComponent(made.slice(url().length + 1))}`],
    ["HTML's ampersand", made.replace("&", "&amp;")],
    ["HTML's ampersand by number", made.replace("&", "&#38;")],
    ...[".", ",", ")", ">", "\u200b"].map((behind) => [`${JSON.stringify(behind)} behind it`, made + behind]),
  ];
  for (const [name, link] of cases) {
    await t.test(name, async () => {
      const app = await open({ link });
      assert.equal((await app.text()).trim(), WORKFLOW.trim());
      assert.equal(await app.input.inputValue(), "x");
      await app.until(() => app.strategy.inputValue(), "level");
      await app.until(() => app.workers.inputValue(), "3");
      assert.equal(app.page.url(), made, "the address is the link again");
      await app.close();
    });
  }
  // It does the same in a page that is already open.
  const app = await open();
  await app.page.evaluate((fragment) => (location.hash = fragment), `#${code.replace("code/", "code%2F")}.`);
  await app.until(async () => (await app.text()).trim(), WORKFLOW.trim());
  assert.equal(app.page.url(), `${url()}#${code}`);
  await app.close();
});

test("Back and Forward restore the content of the page", async () => {
  const one = (id) => `strategy: reactive\nprocessors:\n  - { id: ${id}, type: local, processor: reverse_text }\n`;
  const first = await make(one("first"), url(), "--input", "of the first link");
  const second = await make(one("second"), url(), "--input", "of the second link");
  const app = await open();
  await app.paste(WORKFLOW);
  await app.fillInput("mine");
  await app.until(() => app.ids(), ["back", "upper"]);
  await app.workers.fill("3");
  await app.run();
  const follow = (link) => app.page.evaluate((link) => (location.href = link), link);
  const there = async () => ({
    ids: await app.ids(),
    input: await app.input.inputValue(),
    options: [await app.strategy.inputValue(), await app.workers.inputValue()],
  });
  const own = { ids: ["back", "upper"], input: "mine", options: ["reactive", "3"] };
  await app.until(there, own);
  await follow(first);
  const linked = await app.until(there, ({ ids, input }) => ids[0] === "first" && input === "of the first link", "it is opened");
  await app.fillInput("edited");
  const edited = { ...linked, input: "edited" };
  await follow(second);
  const last = await app.until(there, ({ ids, input }) => ids[0] === "second" && input === "of the second link", "it is opened");
  for (const [name, go, expected, text] of [
    ["back to the first link, edited", () => app.page.goBack(), edited, one("first")],
    ["back to the person's own", () => app.page.goBack(), own, WORKFLOW],
    ["forward to the first link", () => app.page.goForward(), edited, one("first")],
    ["forward to the second link", () => app.page.goForward(), last, one("second")],
    ["back over both", () => app.page.evaluate(() => history.go(-2)), own, WORKFLOW],
  ]) {
    await go();
    await app.until(there, expected, name);
    assert.equal((await app.text()).trim(), text.trim(), name);
  }
  // The restored text belongs to the user again, and is saved.
  await app.page.reload();
  await app.ready();
  await app.until(there, own, "after a reload");
  await app.close();
});

test("a picture of the step is downloaded as SVG and as PNG", async () => {
  const app = await open();
  await app.paste(WORKFLOW);
  await app.until(() => app.ids(), ["back", "upper"]);
  await app.run();
  await app.step.fill("4");
  await app.until(async () => (await app.place()).step, 4);
  const saved = async (name) => {
    await app.button("Share").click();
    const [download] = await Promise.all([app.page.waitForEvent("download"), app.button(name).click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const svg = await saved("Download SVG");
  assert.equal(svg.name, "Mine- é🦀, step 4.svg");
  assert.match(svg.bytes.toString(), /^<svg .*upper/s);
  const png = await saved("Download PNG");
  assert.equal(png.name, "Mine- é🦀, step 4.png");
  assert.equal(png.bytes.subarray(1, 4).toString(), "PNG");
  const width = Number(/ width="(\d+)"/.exec(svg.bytes.toString())[1]);
  assert.equal(png.bytes.readUInt32BE(16), 2 * width, "two pixels for each of the picture");
  await app.close();
});

test("unknown options stay in the link", async () => {
  const link = await make(WORKFLOW, url());
  const app = await open({ link: link.replace("#", "?embed=1&colour=red#") });
  await app.until(() => app.ids(), ["back", "upper"]);
  const again = new URL(await app.share());
  assert.equal(again.searchParams.get("embed"), "1");
  assert.equal(again.searchParams.get("colour"), "red");
  await app.close();
});

test("old links still open", async () => {
  const text = await readFile(new URL("../links/d1-declaration.txt", import.meta.url), "utf8");
  const [link, expected] = text.split("\n");
  const { workflow, input, options } = JSON.parse(expected);
  const app = await open({ link: link.replace(/^https:\/\/example\.org\//, url()) });
  assert.equal(await app.input.inputValue(), Buffer.from(input).toString());
  await app.until(() => app.strategy.inputValue(), options.strategy);
  await app.until(() => app.workers.inputValue(), options.workers);
  assert.equal((await app.text()).split("\n")[0], workflow.split("\n")[0]);
  await app.close();
});
