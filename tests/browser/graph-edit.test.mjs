// Editing the workflow in the graph: the text changes, the rest of it remains, and the change can be undone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

const TEXT = `# A pipeline.
strategy: reactive # at once
processors:
  # Reads.
  - id: load # the first
    type: local
    processor: change_text_case_upper

  - id: clean # the second
    type: local
    processor: reverse_text
    depends_on: [load] # what it needs

  - { id: count, type: local, processor: token_counter, depends_on: [load, clean] } # counts
# The end.
`;

const IDS = ["clean", "count", "load"];

async function started({ select = "load", ...options } = {}) {
  const app = await open(options);
  await app.paste(TEXT);
  await app.until(() => app.ids(), IDS);
  if (select) {
    await app.processor(select).click();
    await app.editSelected();
  }
  return app;
}

/** The focused element: its id in the graph, or its label. */
const focused = (app) => app.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.labels?.[0]?.textContent);

test("a processor is renamed everywhere in the text, and one undo reverts it", async () => {
  const app = await started();
  await app.editField("Id").fill("read: it");
  await app.editField("Id").press("Enter");
  await app.until(() => app.ids(), ["clean", "count", "read: it"]);
  const renamed = TEXT.replace("id: load", 'id: "read: it"').replaceAll("[load", '["read: it"');
  // It stays selected, and the field keeps the focus.
  assert.equal(await app.processor("read: it").getAttribute("aria-pressed"), "true");
  assert.equal(await focused(app), "Id");
  assert.equal((await app.text()).trim(), renamed.trim());
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.until(() => app.ids(), IDS);
  assert.equal((await app.text()).trim(), TEXT.trim());
  await app.close();
});

test("a connection is made at the end of the list, and a cycle is refused with its path", async () => {
  const app = await started({ select: "load" });
  await app.editField("Depend on").fill("count");
  await app.editField("Depend on").press("Enter");
  const path = "this would create a cycle: load -> count -> load";
  await app.until(() => app.alert.textContent(), (text) => text.includes(path), "the path of the cycle");
  assert.match(await app.describedBy(app.editField("Depend on")), /load -> count -> load/);
  assert.equal((await app.text()).trim(), TEXT.trim());

  await app.button("Dismiss").click();
  await app.addAfter.click();
  await app.until(() => app.ids(), [...IDS, "new"]);
  await app.until(() => focused(app), "Id");
  await app.editField("Depend on").fill("count");
  await app.connect.click();
  await app.until(() => app.text(), (text) => text.includes("depends_on: [load, count]"), "the connection");
  await app.disconnect("load").click();
  await app.until(() => app.text(), (text) => text.includes("    depends_on: [count]\n"), "one dependency less");
  await app.close();
});

test("a processor is deleted, also from the dependencies of others, and the focus goes to a neighbour", async () => {
  const app = await started({ select: "clean" });
  await app.deleteSelected.click();
  await app.until(() => app.ids(), ["count", "load"]);
  await app.until(() => focused(app), "load, waiting");
  const text = (await app.text()).trim();
  const [before, after] = [TEXT.slice(0, TEXT.indexOf("  - id: clean")), TEXT.slice(TEXT.indexOf("  - { id: count"))];
  assert.equal(text, (before + after.replace("[load, clean]", "[load]")).trim());
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.until(() => app.ids(), IDS);
  await app.close();
});

test("values are set and cleared, and refusals are shown at their field", async () => {
  const app = await started({ select: "clean" });
  const duration = app.editField("Duration in ms");
  await duration.fill("soon");
  await duration.press("Enter");
  await app.until(() => app.describedBy(duration), (text) => text.includes("must be a whole number from 0 to"), "the reason");
  assert.equal(await duration.getAttribute("aria-invalid"), "true");
  await duration.fill("40");
  await duration.press("Enter");
  await app.until(() => app.text(), (text) => text.includes("    simulate: { duration_ms: 40 }\n"), "a duration");
  assert.equal(await duration.getAttribute("aria-invalid"), "false");
  await app.editField("Processor").selectOption("prefix_suffix_adder");
  await app.editField("Option prefix").fill("12");
  await app.editField("Option prefix").press("Enter");
  await app.until(() => app.text(), (text) => text.includes('    options: { prefix: "12" }\n'), "an option");
  await duration.fill("");
  await duration.press("Enter");
  await app.until(() => app.text(), (text) => !text.includes("simulate"), "no duration");
  assert.equal(await app.run(), "succeeded");
  await app.close();
});

test("the options of a run are written to the file as one undoable edit", async () => {
  const app = await started({ select: null });
  const before = await app.text();
  assert.equal(await app.differs(), false);
  await app.strategy.selectOption("work_queue");
  await app.priority.selectOption("fifo");
  await app.failureStrategy.selectOption("best_effort");
  await app.workers.fill("2");
  await app.until(() => app.differs(), true, "they differ from the file");
  await app.inRunOptions(async () => {
    await app.writeOptions.click();
    await app.until(() => app.differs(), false, "they equal those of the file");
    assert.ok(await app.writeOptions.evaluate((button) => button === document.activeElement), "the focus stays");
    assert.equal(await app.writeOptions.getAttribute("aria-disabled"), "true");
    assert.match(await app.describedBy(app.writeOptions), /there is nothing to put into it/);
  });
  const text = await app.text();
  for (const line of ["strategy: work_queue # at once\n", "failure_strategy: best_effort\n", "executor_options: { max_concurrency: 2, priority: fifo }\n"]) {
    assert.ok(text.includes(line), `${line} is in ${text}`);
  }
  assert.deepEqual(await app.howItRuns(), ["work_queue", "fifo", "best_effort", "2 workers"]);
  await app.workflow.click();
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.until(() => app.text(), before, "one undo");
  await app.until(() => app.strategy.inputValue(), "reactive");
  await app.close();
});

test("a workflow is built by keyboard alone", async () => {
  const app = await open();
  await app.paste("# Mine.\nstrategy: level\nprocessors:\n");
  await app.until(() => app.problems(), (list) => list.some((text) => text.includes("empty-workflow")), "nothing is there");
  const key = (name) => app.page.keyboard.press(name);
  await key("Escape");
  await app.tabTo(app.button("Add processor"));
  await key("Enter");
  await app.until(() => focused(app), "Id");
  await key("ControlOrMeta+a");
  await app.page.keyboard.type("shout");
  await key("Enter");
  await app.until(() => app.ids(), ["shout"]);
  await app.tabTo(app.addAfter);
  await key("Enter");
  await app.until(() => app.ids(), ["new", "shout"]);
  await app.until(() => focused(app), "Id");
  await app.tabTo(app.deleteSelected);
  await key("Enter");
  await app.until(() => app.ids(), ["shout"]);
  await app.until(() => focused(app), "shout, waiting");
  assert.equal(
    (await app.text()).trim(),
    "# Mine.\nstrategy: level\nprocessors:\n  - id: shout\n    type: local\n    processor: change_text_case_upper",
  );
  await app.close();
});
