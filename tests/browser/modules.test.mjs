// Users' processors: adding, inspecting, running and storing them; and hostile ones do no harm.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { run } from "./engine.mjs";
import { HOSTILE, site } from "./playground.mjs";

const { open } = site();

const MODULES = fileURLToPath(new URL("../modules/", import.meta.url));
const SAMPLES = fileURLToPath(new URL("../../public/modules/", import.meta.url));

/** A workflow of processors side by side, each with a module. */
const side = (modules, head = "strategy: level\n") =>
  `${head}processors:\n${modules.map((module, i) => `  - { id: p${i}, type: wasm, module: ${module} }\n`).join("")}`;

test("a module is added, inspected, run and stored", async () => {
  const app = await open();
  await app.addModules([join(MODULES, "exclaim.wat"), join(MODULES, "script.wat")]);
  const modules = app.writePanel("Modules");
  await app.until(() => app.announced(), (text) => /^Added (exclaim|script)\.wat/.test(text), "they are added");
  await app.until(() => app.modules(), (all) => all.includes("exclaim.wat") && all.includes("script.wat"), "they are listed");

  // The description of each.
  const row = (name) => modules.locator("li").filter({ has: app.page.getByText(name, { exact: true }) });
  assert.match(await row("exclaim.wat").textContent(), /exclaim\.wat 268 bytes · core · not used/);
  assert.match(await row("script.wat").textContent(), /cannot run · not used/);
  // The last one added is described immediately.
  await row("script.wat").getByText(/Cannot run: it imports `wbg\.__wbg_log`.*wasm-bindgen/).waitFor();
  await app.button("Inspect exclaim.wat").click();
  await row("exclaim.wat").getByText("Can run: core ABI").waitFor();
  assert.match(await row("exclaim.wat").textContent(), /Exports.*allocate\(i32\) -> i32.*process\(i32, i32, i32\) -> i32/);
  assert.match(await row("exclaim.wat").getByLabel("Disassembly").textContent(), /^\(func /);

  // It runs, as on the command line.
  const workflow = side(["exclaim.wat"]);
  await app.paste(workflow);
  await app.until(() => app.ids(), ["p0"], "the workflow is drawn");
  await app.fillInput("hello");
  assert.equal(await app.run(), "succeeded");
  const report = await run(workflow, "hello", "--modules", MODULES);
  assert.deepEqual(await app.outcome(), { output: "hello!", trace_hash: report.trace_hash });
  assert.match(await row("exclaim.wat").textContent(), /· used/);

  // The browser stores it.
  await app.page.reload();
  await app.ready();
  await app.until(() => app.ids(), ["p0"], "nothing is missing");
  assert.equal(await app.run(), "succeeded");
  assert.equal((await app.outcome()).output, "hello!");

  // For the workflow, another name is another module.
  await app.openModules();
  await app.button("Rename exclaim.wat").click();
  await app.page.getByRole("textbox", { name: "New name of exclaim.wat" }).fill("mark.wasm");
  await app.page.keyboard.press("Enter");
  await app.until(() => app.modules(), (all) => all.includes("mark.wasm") && !all.includes("exclaim.wat"), "it is renamed");
  await app.page.getByText("The workflow names exclaim.wat, which is missing.").waitFor();
  const download = app.page.waitForEvent("download");
  await app.button("Download mark.wasm").click();
  const bytes = await readFile(await (await download).path());
  assert.equal(bytes.length, 268);
  await app.button("Remove mark.wasm").click();
  await app.until(() => app.announced(), (text) => text.includes("Removed mark.wasm"), "it is removed");
  assert.ok(!(await app.modules()).includes("mark.wasm"));
  await app.page.reload();
  await app.ready();
  await app.openModules();
  await app.until(() => app.modules(), (all) => all.includes("script.wat") && !all.includes("mark.wasm"), "that is kept");
  await app.close();
});

test("the page asks for a missing module", async () => {
  const app = await open();
  await app.paste(side(["absent.wat"]));
  await app.page.getByText("The workflow names absent.wat, which is missing.").waitFor();
  await app.until(() => app.problems(), (all) => all.some((problem) => problem.includes("missing-module")), "a problem");
  await app.page.getByLabel("Choose the file for absent.wat").setInputFiles(join(MODULES, "cat.wat"));
  await app.until(() => app.ids(), ["p0"], "the workflow can run");
  await app.fillInput("meow");
  assert.equal(await app.run(), "succeeded");
  assert.equal((await app.outcome()).output, "meow");
  await app.close();
});

test("files are dropped anywhere, several at the same time", async () => {
  const app = await open();
  const bytes = await readFile(join(SAMPLES, "rot13.wasm"));
  await app.dropFiles({ "one.wasm": bytes, "two.wasm": bytes }, app.workflow);
  await app.openModules();
  await app.until(() => app.modules(), (all) => all.includes("one.wasm") && all.includes("two.wasm"), "they are listed");
  await app.close();
});

test("every sample runs as on the command line, and the editor completes its name", async () => {
  const app = await open();
  const names = (await readdir(SAMPLES)).filter((name) => name.endsWith(".wasm"));
  const workflow = side(names, "strategy: reactive\nfailure_strategy: best_effort\n");
  await app.paste(workflow);
  await app.until(() => app.ids(), (ids) => ids.length === names.length, "the workflow is drawn");
  const input = "# Heading\n\nhello world\n";
  await app.fillInput(input);
  assert.equal(await app.run(), "succeeded");
  const report = await run(workflow, input);
  assert.equal((await app.outcome()).trace_hash, report.trace_hash);
  await app.processor("p1").click();
  await app.until(() => app.inspected(), (seen) => seen.produced === report.processors[1].output, "it can be looked at");

  await app.workflow.focus();
  await app.page.keyboard.press("ControlOrMeta+End");
  await app.page.keyboard.type("  - { id: more, type: wasm, module: sor");
  await app.take("sort-lines.wasm");
  await app.page.keyboard.type(" }");
  await app.until(() => app.ids(), (ids) => ids.includes("more"), "what was chosen is known");
  await app.close();
});

test("a module that never ends is stopped, and the page continues to work", async () => {
  const app = await open();
  await app.addModules([join(MODULES, "spin.wat")]);
  await app.until(() => app.announced(), (text) => text.startsWith("Added spin.wat"), "it is added");
  const most = "wasm: { fuel: { default: 1000000000000000, maximum: 1000000000000000 } }\n";
  await app.paste(side(["spin.wat"], `strategy: level\n${most}`));
  await app.until(() => app.ids(), ["p0"], "the workflow is drawn");
  await app.button("Run").click();
  const output = app.region("Output");
  // It shows its progress.
  await output.getByText(/p0 has used [1-9]\d* M fuel/).waitFor();
  await app.button("Stop").click();
  assert.equal(await app.ended(), "cancelled");
  await app.paste(side(["rle.wasm"]));
  await app.fillInput("zzz");
  await app.until(() => app.text(), (text) => text.includes("rle.wasm"), "another workflow");
  assert.equal(await app.run(), "succeeded");
  assert.equal((await app.outcome()).output, "3z");
  await app.close();
});

test("hostile modules end with their errors, as on the command line, and the next run is correct", async () => {
  const app = await open();
  const names = (await readdir(HOSTILE())).sort();
  assert.ok(names.length > 60, `there are only ${names.length}`);
  await app.addModules(names.map((name) => join(HOSTILE(), name)));
  await app.openModules();
  // An empty file is not a module.
  const added = names.filter((name) => name !== "empty.wasm");
  await app.until(() => app.modules(), (all) => added.every((name) => all.includes(name)), "they are listed");
  const workflow = side(added, "strategy: level\nfailure_strategy: best_effort\nwasm: { fuel: { default: 20000000 } }\n");
  await app.paste(workflow);
  await app.until(() => app.ids(), (ids) => ids.length === added.length, "the workflow is drawn");
  await app.fillInput("some input");
  assert.equal(await app.run(), "partial");
  const report = await run(workflow, "some input", "--modules", HOSTILE());
  assert.ok(report.processors.every((processor) => processor.error !== null));
  assert.equal((await app.outcome()).trace_hash, report.trace_hash);
  await app.paste(side(["rle.wasm"]));
  await app.until(() => app.ids(), ["p0"], "another workflow");
  assert.equal(await app.run(), "succeeded");
  await app.close();
});

test("a live run takes real time and gives the same payloads", async () => {
  // High enough for all its events.
  const app = await open({ viewport: { width: 1280, height: 1600 } });
  const workflow =
    "strategy: reactive\nprocessors:\n" +
    "  - { id: up, type: wasm, module: upper-ascii.wasm }\n" +
    "  - { id: left, type: wasm, module: rot13.wasm, depends_on: [up], simulate: { duration_ms: 150 } }\n" +
    "  - { id: right, type: wasm, module: append-suffix.wasm, depends_on: [up], simulate: { duration_ms: 150 } }\n" +
    "  - { id: end, type: local, processor: reverse_text, depends_on: [left, right] }\n";
  await app.paste(workflow);
  await app.until(() => app.ids(), ["end", "left", "right", "up"], "the workflow is drawn");
  await app.fillInput("abc");
  await app.live.check();
  assert.equal(await app.run(), "succeeded");
  const report = await run(workflow, "abc");
  const { output, trace_hash } = await app.outcome();
  assert.equal(output, report.output);
  assert.notEqual(trace_hash, report.trace_hash);
  await app.region("Output").getByText(/^live, /).waitFor();
  // Both at the same time, each on its own worker.
  await app.processor("left").click();
  await app.until(() => app.inspected(), { received: "ABC", produced: "NOP" });
  const events = await app.region("Events").textContent();
  assert.match(events, /(left|right) starts on worker 1/);
  await app.close();
});

test("a live worker that crashes fails its attempt, and the next one has a new worker", async () => {
  const app = await open();
  await app.addModules([join(MODULES, "spin.wat")]);
  await app.until(() => app.announced(), (text) => text.startsWith("Added spin.wat"), "it is added");
  const most = "wasm: { fuel: { default: 1000000000000000, maximum: 1000000000000000 } }\n";
  const head = `strategy: level\nfailure_strategy: best_effort\nexecutor_options: { max_concurrency: 1 }\n${most}`;
  await app.paste(
    `${head}processors:\n  - { id: spin, type: wasm, module: spin.wat }\n` +
      "  - { id: after, type: wasm, module: rle.wasm, depends_on: [spin] }\n",
  );
  await app.until(() => app.ids(), ["after", "spin"], "the workflow is drawn");
  await app.fillInput("aa");
  await app.live.check();
  const before = new Set(app.page.workers());
  await app.button("Run").click();
  await app.region("Output").getByText(/spin has used/).waitFor();
  const made = app.page.workers().filter((worker) => !before.has(worker) && worker.url().includes("sandbox"));
  assert.ok(made.length > 0, "the pool has a worker");
  await made.at(-1).evaluate(() => {
    setTimeout(() => {
      throw new Error("on purpose");
    });
  });
  assert.equal(await app.ended(), "partial");
  assert.equal((await app.outcome()).output, "2a");
  await app.processor("spin").click();
  await app.region("Inspector").getByText("Error 500 the worker crashed").waitFor();
  app.mishaps = app.mishaps.filter((mishap) => !mishap.includes("on purpose"));
  await app.close();
});
