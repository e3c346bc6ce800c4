// Journeys by keyboard only: everything is possible without a pointer. A feature adds its rows.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { site } from "../playground.mjs";

const { open } = site();

const MODULES = fileURLToPath(new URL("../../modules/", import.meta.url));

const TWO = `strategy: reactive
processors:
  - { id: one, type: local, processor: change_text_case_upper }
  - { id: two, type: local, processor: reverse_text, depends_on: [one] }
`;

/** Actions on a keyboard, and their effects. */
class Hands {
  constructor(app) {
    this.app = app;
  }

  press(key) {
    return this.app.page.keyboard.press(key);
  }

  type(text) {
    return this.app.page.keyboard.type(text);
  }

  /** Goes to a control with Tab, which leaves the editor after Escape, and presses keys there. */
  async at(control, ...keys) {
    if (await this.isAt(this.app.workflow)) await this.press("Escape");
    await this.app.tabTo(control);
    for (const key of keys) await this.press(key);
  }

  isAt(control) {
    return control.evaluate((element) => element === document.activeElement);
  }

  /** Opens the options of a run, and waits until they have the focus. */
  async openOptions() {
    await this.at(this.app.how, "Enter");
    await this.app.until(() => this.isAt(this.app.runOptions), true, "the options have the focus");
  }

  /** Goes to a text box and replaces its text. */
  async write(box, text) {
    await this.at(box, "ControlOrMeta+a");
    await this.app.page.keyboard.insertText(text);
  }

  /** Writes a workflow, and waits for it to be drawn. */
  async writeWorkflow(text, ids) {
    await this.write(this.app.workflow, text);
    await this.app.until(() => this.app.ids(), ids);
  }

  /** Writes a workflow of two, and runs it. */
  async runTwo() {
    await this.writeWorkflow(TWO, ["one", "two"]);
    await this.writeInput("keys");
    assert.equal(await this.app.run(() => this.press("Control+Enter")), "succeeded");
  }

  /** Selects a tab on the left. */
  async writeTab(name) {
    await this.at(this.app.page.getByRole("tablist", { name: "Write" }).getByRole("tab", { selected: true }));
    await this.until("ArrowRight", () => this.isAt(this.app.writeTab(name)), `the tab ${name}`);
  }

  /** Writes an input, and returns to the workflow. */
  async writeInput(text) {
    await this.writeTab("Input");
    await this.write(this.app.input, text);
    await this.writeTab("Workflow");
  }

  /** Goes from one tab to another with the arrow keys. */
  async openTab(from, to) {
    await this.at(this.app.page.getByRole("tab", { name: from, exact: true }));
    const tab = this.app.page.getByRole("tab", { name: to, exact: true });
    await this.until("ArrowRight", () => this.isAt(tab), `the tab ${to}`);
    await this.app.region(to).waitFor();
  }

  /** Presses a key repeatedly until a condition holds. */
  async until(key, isSo, what) {
    for (let presses = 0; presses < 100; presses += 1) {
      if (await isSo()) return;
      await this.press(key);
    }
    assert.fail(`100 presses of ${key}: ${what}`);
  }
}

const JOURNEYS = {
  async "write a workflow and its input, and leave the editor again"(app, hands) {
    await hands.writeWorkflow(TWO, ["one", "two"]);
    await hands.press("Tab");
    assert.ok(await hands.isAt(app.workflow), "Tab is for the text");
    await hands.press("ControlOrMeta+z");
    await hands.writeTab("Input");
    await hands.write(app.input, "keys");
    assert.equal(await app.input.inputValue(), "keys");
    await hands.press("Shift+Tab");
    assert.ok(!(await hands.isAt(app.input)), "and back");
  },

  async "open an example"(app, hands) {
    await hands.at(app.button("Examples"), "Enter");
    await hands.at(app.gallery.getByRole("searchbox"));
    await hands.type("Diamond of");
    await hands.press("Enter");
    await app.until(() => app.ids(), (ids) => ids.includes("join_swapped"), "the example is there");
  },

  async "go back from an example, and open it from the list of documents"(app, hands) {
    await hands.writeWorkflow(TWO, ["one", "two"]);
    await hands.at(app.button("Examples"), "Enter");
    await hands.at(app.gallery.getByRole("button", { name: /^Diamond of Transforms/ }), "Enter");
    await app.until(() => app.ids(), (ids) => ids.includes("join_swapped"), "the example is there");
    await hands.at(app.button("Back to the previous document"));
    await hands.press("Enter");
    await app.until(() => app.ids(), ["one", "two"], "back");
    await hands.press("Control+o");
    await hands.at(app.documents.getByRole("button", { name: /^Diamond of Transforms/ }));
    await hands.press("Enter");
    await app.until(() => app.ids(), (ids) => ids.includes("join_swapped"), "the example is there again");
  },

  async "open a file, and save the document as one"(app, hands) {
    // Waited for first, as for modules below.
    const chooser = app.page.waitForEvent("filechooser");
    await hands.press("Control+o");
    await hands.at(app.documents.getByLabel("Open files"), "Enter");
    await (await chooser).setFiles({ name: "mine.yaml", mimeType: "application/yaml", buffer: Buffer.from(TWO) });
    await app.until(() => app.ids(), ["one", "two"], "it is opened");
    const download = app.page.waitForEvent("download");
    await hands.at(app.documentMenu, "ArrowDown");
    await app.until(() => hands.isAt(app.menuItem("New")), true, "the first item");
    for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await hands.press(key);
    assert.equal((await download).suggestedFilename(), "mine.yaml");
  },

  async "run, with a key and with the button"(app, hands) {
    await hands.runTwo();
    assert.ok(await hands.isAt(app.page.getByRole("tab", { name: "Workflow" })), "the focus stays where it was");
    assert.equal((await app.outcome()).output, "SYEK");
    await hands.writeInput("again");
    await hands.at(app.button("Run"));
    assert.equal(await app.run(() => hands.press("Enter")), "succeeded");
    assert.ok(await hands.isAt(app.button("Run")), "the focus stays where it was");
    assert.equal((await app.outcome()).output, "NIAGA");
  },

  async "stop a run"(app, hands) {
    const slow = TWO.replace("[one]", "[one], simulate: { duration_ms: 600000 }");
    await hands.writeWorkflow(slow, ["one", "two"]);
    await hands.openOptions();
    await hands.at(app.live.box, "Space");
    await hands.press("Escape");
    await hands.at(app.button("Run"), "Enter");
    await app.region("Output").getByText(/^Running: [1-9]/).waitFor();
    await hands.at(app.button("Stop"), "Enter");
    assert.equal(await app.ended(), "cancelled");
  },

  async "step"(app, hands) {
    await hands.runTwo();
    const { of } = await app.place();
    await hands.at(app.button("First step"), "Enter");
    await app.until(() => app.place(), { step: 0, of });
    await hands.at(app.button("Next step"), "Space", "Space");
    await app.until(() => app.place(), { step: 2, of });
    await hands.at(app.button("Previous step"), "Enter");
    await app.until(() => app.place(), { step: 1, of });
    await hands.at(app.button("Last step"), "Enter");
    await app.until(() => app.place(), { step: of, of });
  },

  async "scrub"(app, hands) {
    await hands.runTwo();
    const { of } = await app.place();
    await hands.at(app.step, "Home");
    await app.until(() => app.place(), { step: 0, of });
    await hands.press("ArrowRight");
    await hands.press("ArrowRight");
    await app.until(() => app.place(), { step: 2, of });
    await hands.press("ArrowLeft");
    await app.until(() => app.place(), { step: 1, of });
    await hands.press("End");
    await app.until(() => app.place(), { step: of, of });
  },

  async "walk along the graph"(app, hands) {
    await hands.runTwo();
    await hands.at(app.processor("one"));
    for (const key of ["ArrowDown", "ArrowRight"]) {
      if (!(await hands.isAt(app.processor("two")))) await hands.press(key);
    }
    await app.until(() => hands.isAt(app.processor("two")), true, "an arrow key leads along the edge");
  },

  async "inspect a processor, and its dependency"(app, hands) {
    await hands.runTwo();
    await hands.at(app.processor("one"));
    for (const key of ["ArrowDown", "ArrowRight"]) {
      if (!(await hands.isAt(app.processor("two")))) await hands.press(key);
    }
    await hands.press("Enter");
    await app.until(() => app.inspected(), { received: "KEYS", produced: "SYEK" });
    await hands.at(app.region("Inspector").getByRole("button", { name: "one", exact: true }).first(), "Enter");
    await app.until(() => app.inspected(), { received: "keys", produced: "KEYS" });
  },

  async "share, and open the link"(app, hands) {
    await hands.runTwo();
    const { of } = await app.place();
    await hands.at(app.step, "Home", "ArrowRight");
    await hands.at(app.button("Share"), "Enter");
    await hands.at(app.button("Copy link"), "Enter");
    const link = await app.until(() => app.page.url(), (url) => url.includes("#code/"), "the link is in the address");
    const other = await open({ link });
    await other.until(() => other.ids(), ["one", "two"]);
    await other.until(() => other.place(), { step: 1, of });
    await other.close();
  },

  async "add, rename and remove a module"(app, hands) {
    const modules = app.writePanel("Modules");
    // Waited for first: the browser handles the request to report choosers separately from keys, and could be late for Enter.
    const chooser = app.page.waitForEvent("filechooser");
    await hands.writeTab("Modules");
    await hands.at(modules.getByLabel("Add modules"), "Enter");
    await (await chooser).setFiles(join(MODULES, "exclaim.wat"));
    await app.until(() => app.modules(), (all) => all.includes("exclaim.wat"), "it is listed");
    await hands.at(app.button("Rename exclaim.wat"), "Enter");
    await hands.write(app.page.getByRole("textbox", { name: "New name of exclaim.wat" }), "mark.wasm");
    await hands.press("Enter");
    await app.until(() => app.modules(), (all) => all.includes("mark.wasm"), "it is renamed");
    await hands.at(app.button("Remove mark.wasm"), "Enter");
    await app.until(() => app.modules(), (all) => !all.includes("mark.wasm"), "it is removed");
  },

  async "go to a problem and fix it"(app, hands) {
    await hands.write(app.workflow, TWO.replace("[one]", "[oen]"));
    await app.until(() => app.problems(), (all) => all.some((problem) => problem.includes("unknown-dependency")), "a problem");
    const selected = () => app.page.evaluate(() => getSelection()?.toString());
    await hands.until("F8", async () => (await selected()) === "oen", "F8 leads to it");
    await hands.type("one");
    await app.until(() => app.problems(), []);
    await app.until(() => app.ids(), ["one", "two"]);
  },

  async "change strategy, priority, failure strategy and workers"(app, hands) {
    await hands.runTwo();
    await hands.openOptions();
    await hands.at(app.strategy.radio("reactive"), "ArrowUp", "ArrowUp");
    await app.until(() => app.strategy.inputValue(), "work_queue");
    await hands.at(app.priority.radio("rank"), "ArrowDown");
    await app.until(() => app.priority.inputValue(), "critical_path");
    await hands.at(app.failureStrategy.radio("fail_fast"), "ArrowUp");
    await app.until(() => app.failureStrategy.inputValue(), "best_effort");
    await hands.write(app.workers.field, "3");
    await hands.press("Escape");
    await app.until(() => hands.isAt(app.how), true, "the focus is back");
    await app.region("Output").getByText("run again").waitFor();
    assert.equal(await app.run(() => hands.press("Control+Enter")), "succeeded");
    assert.match(await app.timeline(), /on 3 workers/);
  },

  async "maximise a section, and restore the others"(app, hands) {
    await hands.at(app.button("Maximise the centre"), "Enter");
    await app.workflow.waitFor({ state: "hidden" });
    await hands.press("Escape");
    await app.workflow.waitFor();
    await hands.press("m");
    await app.workflow.waitFor({ state: "hidden" });
    await hands.press("m");
    await app.workflow.waitFor();
  },

  async "compare strategies, and show one of the runs"(app, hands) {
    await hands.writeWorkflow(TWO, ["one", "two"]);
    await hands.openTab("Graph", "Compare");
    const compare = app.region("Compare");
    await hands.at(compare.getByRole("button", { name: "Compare", exact: true }), "Enter");
    await compare.getByRole("table").waitFor();
    await hands.at(compare.getByRole("button", { name: "Show hybrid" }), "Space");
    await app.until(() => app.region("Output").textContent(), (text) => text.includes("hybrid"), "it is shown");
  },

  async "fork at a step, and return to the first run"(app, hands) {
    await hands.runTwo();
    await hands.at(app.processor("one"), "Enter");
    await hands.at(app.step, "Home", "ArrowRight");
    await hands.openTab("Timeline", "What if");
    await hands.at(app.fork("fails"), "Enter");
    await app.untilRuns(2);
    await hands.at(app.runNumber(1), "Enter");
    await app.until(async () => (await app.outcome()).output, "SYEK");
  },

  async "explore the orders of completion, and play an example"(app, hands) {
    await hands.writeWorkflow(TWO.replace(", depends_on: [one]", ""), ["one", "two"]);
    await hands.writeInput("ab");
    await hands.openTab("Timeline", "Orders");
    await hands.at(app.exploreButton, "Enter");
    await hands.at(app.orderThatGives("AB"), "Enter");
    await hands.at(app.orderStep("last"), "Enter");
    await app.until(() => app.states(), ["one, completed", "two, completed"]);
    await hands.at(app.backToRun, "Enter");
    await app.until(() => app.states(), ["one, waiting", "two, waiting"]);
  },

  async "move the border of a pane, and choose a theme"(app, hands) {
    const border = app.splitter("Width of the workflow");
    const size = () => border.getAttribute("aria-valuenow");
    const before = Number(await size());
    await hands.at(border, "ArrowRight", "ArrowRight", "ArrowLeft");
    await app.until(async () => Number(await size()), before + 2);
    await hands.at(app.settingsButton, "Enter");
    await hands.at(app.theme("System"), "ArrowDown", "ArrowDown");
    await app.until(() => app.page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await hands.press("Escape");
    await app.until(() => hands.isAt(app.settingsButton), true, "the focus is where it was");
  },
};

for (const [name, journey] of Object.entries(JOURNEYS)) {
  test(`by keyboard only: ${name}`, async () => {
    const app = await open();
    await app.page.evaluate(() => addEventListener("pointerdown", () => (globalThis.wasPointedAt = true), true));
    await journey(app, new Hands(app));
    assert.ok(!(await app.page.evaluate(() => globalThis.wasPointedAt)), "something was pressed with a pointer");
    await app.close();
  });
}
