// The states of the page: for accessibility checks, and for docs/SCREENSHOTS.md. A feature adds its rows. `reach` leads
// there from a first visit; docs/SCREENSHOTS.md shows a row with a `picture`, on a phone with the view `look` in front.

import { fileURLToPath } from "node:url";
import { examples } from "./engine.mjs";

const MODULES = fileURLToPath(new URL("../modules/", import.meta.url));

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** It takes ten minutes in real time, but no time in virtual time. */
const SLOW = `strategy: reactive
processors:
  - { id: quick, type: local, processor: change_text_case_upper }
  - { id: slow, type: local, processor: reverse_text, depends_on: [quick], simulate: { duration_ms: 600000 } }
  - { id: after, type: local, processor: token_counter, depends_on: [slow] }
`;

/** A workflow of layers of 40. */
function layered(processors) {
  const lines = ["strategy: work_queue", "processors:"];
  for (let i = 0; i < processors; i += 1) {
    const above = i < 40 ? "" : `, depends_on: [p${i - 40}, p${Math.max(0, i - 41 - (i % 5))}]`;
    lines.push(`  - {id: p${i}, type: local, processor: ${i % 3 === 0 ? "reverse_text" : "token_counter"}${above}}`);
  }
  return `${lines.join("\n")}\n`;
}

async function drawn(app) {
  await app.until(() => app.ids(), (ids) => ids.length > 0, "the graph is drawn");
}

async function opened(app, name) {
  const { workflow, input } = (await examples()).find((example) => example.name === name);
  await app.openExample(name, { ids: [...workflow.matchAll(/- id: (\S+)/g)].map(([, id]) => id), input });
}

async function ran(app, name) {
  await opened(app, name);
  await app.run();
}

/** Opens an example, runs it, and selects a processor in its graph. */
async function ranOnPhone(app) {
  await app.pickExample("diamond");
  await app.look("Graph");
  await app.until(() => app.ids(), (ids) => ids.includes("join_swapped"), "the example is there");
  await app.run();
  await app.processor("upper").tap();
}

/** Opens a part of the editor on a text with problems. */
async function helped(app, open) {
  await broken(app, "strategy: reactiv\nprocessors:\n  - id: a\n    colour: red\n    depends_on: [b]\n");
  await app.page.keyboard.press("ControlOrMeta+Home");
  await open(app.page.keyboard);
}

/** Enters a text with problems, and waits for them. */
async function broken(app, text) {
  await drawn(app);
  await app.paste(text);
  await app.until(() => app.problems(), (problems) => problems.length > 0, "there are problems");
}

async function large(app) {
  await app.paste(layered(1_200));
  await app.until(
    () => app.region("Graph").getByRole("group").first().getAttribute("aria-label"),
    (label) => /1[,. ]?200/.test(label ?? ""),
    "the graph is drawn",
  );
}

async function added(app, name) {
  await app.addModules([MODULES + name]);
  await app.until(() => app.modules(), (modules) => modules.includes(name), `${name} is listed`);
}

/** Starts a long live run. */
async function live(app) {
  await app.paste(SLOW);
  await app.until(() => app.ids(), ["after", "quick", "slow"], "the workflow is drawn");
  await app.live.check();
  await app.button("Run").click();
  await app.region("Output").getByText(/^Running: [1-9]/).waitFor();
}

/** The events of files dragged over the page and not dropped yet. */
async function dragged(app) {
  await app.accepts(app.workflow);
  await app.workflow.evaluate((box) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array([0])], "one.wasm"));
    for (const type of ["dragenter", "dragover"]) {
      box.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  });
  await app.page.getByText("Drop files").waitFor();
}

/** One example for each tag: the others would show the same parts of the page. */
function firstOfEachTag(all) {
  const tags = new Set(all.flatMap(({ tags }) => tags));
  return [...new Set([...tags].map((tag) => all.find((example) => example.tags.includes(tag))))];
}

export const STATES = [
  {
    name: "on a first visit",
    picture: "first",
    look: "Edit",
    options: { welcome: true },
    async reach(app) {
      await app.page.locator("body > main .welcome").waitFor();
    },
  },
  { name: "at first", reach: drawn },
  { name: "after a run", picture: "run", reach: (app) => ran(app, "barrier") },
  {
    name: "at a closed barrier, with a range of the time axis marked",
    async reach(app) {
      await ran(app, "barrier");
      await app.step.fill("8");
      await app.region("Timeline").getByRole("group", { name: "Lanes" }).focus();
      await app.page.keyboard.press("Shift+ArrowRight");
      await app.until(() => app.range(), (text) => text.length > 0, "there is a range");
    },
  },
  {
    name: "with a missing dependency drawn",
    async reach(app) {
      await app.paste("strategy: level\nprocessors:\n  - { id: a, type: local, processor: token_counter, depends_on: [b] }\n");
      await app.missing("b").waitFor();
    },
  },
  {
    name: "with names beside small processors",
    async reach(app) {
      await ran(app, "diamond");
      for (let i = 0; i < 6; i += 1) await app.button("Zoom out").click();
      await app.processor("upper").click();
      await app.until(() => app.names(), ["upper, completed"]);
    },
  },
  {
    name: "in the middle of a run, with a processor selected",
    picture: "middle",
    look: "Run",
    async reach(app) {
      await ran(app, "diamond");
      await app.processor("upper").click();
      await app.step.fill("8");
    },
  },
  {
    name: "before the first step",
    async reach(app) {
      await ran(app, "diamond");
      await app.button("First step").click();
    },
  },
  {
    name: "while it plays",
    async reach(app) {
      await ran(app, "chain");
      const speed = app.page.getByRole("combobox", { name: "Steps per second" });
      await speed.selectOption(await speed.getByRole("option").first().getAttribute("value"));
      await app.button("First step").click();
      await app.button("Play").click();
      await app.button("Pause").waitFor();
    },
  },
  {
    name: "with a failed processor selected",
    picture: "failure",
    look: "Run",
    async reach(app) {
      await ran(app, "failure-continue");
      await app.processor("charge_card").click();
    },
  },
  {
    name: "with a change of a processor that is refused",
    picture: "edit",
    look: "Run",
    async reach(app) {
      await opened(app, "diamond");
      await app.processor("upper").click();
      await app.editSelected();
      await app.editField("Timeout in ms").fill("soon");
      await app.editField("Timeout in ms").press("Enter");
      await app.alert.waitFor();
    },
  },
  {
    name: "after a change that makes the run one of before",
    async reach(app) {
      await drawn(app);
      await app.run();
      await app.workers.fill("1");
      await app.region("Output").getByText("run again").waitFor();
    },
  },
  {
    name: "with problems",
    picture: "problems",
    look: "Edit",
    reach: (app) => broken(app, "strategy: reactiv\nprocessors:\n  - id: a\n    colour: red\n    depends_on: [b]\n"),
  },
  {
    name: "with a problem shown in the editor",
    async reach(app) {
      await broken(app, "strategy: reactiv\nprocessors:\n  - id: a\n");
      await app.workflow.focus();
      await app.page.keyboard.press("F8");
      await app.page.getByRole("tooltip").or(app.page.locator(".cm-tooltip")).first().waitFor();
    },
  },
  { name: "with an empty text", reach: (app) => broken(app, "") },
  { name: "with a text that is no YAML", reach: (app) => broken(app, "strategy: [reactive\n  processors: }") },
  {
    name: "with the editor's search open",
    async reach(app) {
      await drawn(app);
      await app.workflow.focus();
      await app.page.keyboard.press("ControlOrMeta+f");
      await app.page.keyboard.type("processor");
      await app.page.getByRole("button", { name: "close", exact: true }).waitFor();
    },
  },
  {
    name: "with the editor's list of completions open",
    async reach(app) {
      await app.paste("strategy: reactive\nprocessors:\n  - id: a\n    type: wasm\n");
      await app.page.keyboard.press("ControlOrMeta+End");
      await app.page.keyboard.type("    module: sor");
      await app.page.getByRole("option", { name: "sort-lines.wasm", selected: true }).waitFor();
    },
  },
  {
    name: "with a damaged link",
    async reach(app) {
      await app.page.evaluate(() => (location.href = `${location.pathname}#code/d1.broken`));
      await app.alert.waitFor();
    },
  },
  {
    name: "with a link copied",
    async reach(app) {
      await drawn(app);
      await app.share();
      await app.page.getByText(/^Link copied/).first().waitFor();
    },
  },
  {
    name: "with what can be shared",
    async reach(app) {
      await drawn(app);
      await app.button("Share").click();
      await app.page.getByText("QR code", { exact: true }).click();
      await app.page.getByRole("img", { name: "QR code of the link" }).waitFor();
    },
  },
  {
    name: "with a link that the browser does not copy",
    async reach(app) {
      await drawn(app);
      await app.page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("denied"));
      });
      await app.button("Share").click();
      await app.button("Copy link").click();
      await app.page.getByText(/^The browser does not allow this page to copy/).waitFor();
    },
  },
  {
    name: "with the list of modules open",
    async reach(app) {
      await drawn(app);
      await app.openModules();
      await app.until(() => app.modules(), (modules) => modules.length > 5, "they are listed");
    },
  },
  {
    name: "with a report on a module",
    picture: "module",
    look: "Edit",
    async reach(app) {
      await added(app, "exclaim.wat");
      await app.writePanel("Modules").getByText("Can run: core ABI").waitFor();
    },
  },
  {
    name: "with a module that cannot run",
    async reach(app) {
      await added(app, "script.wat");
      await app.writePanel("Modules").getByText(/^Cannot run: /).waitFor();
    },
  },
  {
    name: "with a module being renamed",
    async reach(app) {
      await added(app, "exclaim.wat");
      await app.button("Rename exclaim.wat").click();
      await app.page.getByRole("textbox", { name: "New name of exclaim.wat" }).waitFor();
    },
  },
  {
    name: "with a module missing",
    async reach(app) {
      await app.paste("strategy: level\nprocessors:\n  - { id: a, type: wasm, module: absent.wat }\n");
      await app.page.getByText("which is missing").waitFor();
    },
  },
  { name: "with files dragged over it", reach: dragged },
  { name: "while a live run is under way", picture: "live", reach: live },
  {
    name: "after a live run was stopped",
    async reach(app) {
      await live(app);
      await app.button("Stop").click();
      await app.ended();
    },
  },
  {
    name: "while a module is being run",
    async reach(app) {
      await added(app, "spin.wat");
      const most = "wasm: { fuel: { default: 1000000000000000, maximum: 1000000000000000 } }\n";
      await app.paste(`strategy: level\n${most}processors:\n  - { id: spin, type: wasm, module: spin.wat }\n`);
      await app.until(() => app.ids(), ["spin"], "the workflow is drawn");
      await app.button("Run").click();
      await app.region("Output").getByText("spin has used").waitFor();
    },
  },
  {
    name: "with strategies side by side",
    picture: "compare",
    async reach(app) {
      await opened(app, "barrier");
      await app.compare();
    },
  },
  {
    name: "with more of a comparison",
    async reach(app) {
      await opened(app, "barrier");
      await app.compare();
      await app.more.click();
      await app.region("Compare").getByRole("radio", { name: "by processor" }).check();
    },
  },
  {
    name: "with the centre maximised",
    async reach(app) {
      await ran(app, "barrier");
      await app.button("Maximise the centre").click();
      await app.workflow.waitFor({ state: "hidden" });
    },
  },
  {
    name: "with the graph as a table",
    async reach(app) {
      await ran(app, "barrier");
      await app.tab("Table");
    },
  },
  {
    name: "with a run that went another way",
    picture: "fork",
    async reach(app) {
      await ran(app, "barrier");
      await app.step.fill("4");
      await app.region("Graph").getByRole("button", { name: /, waiting$/ }).first().click();
      await app.tab("What if");
      await app.fork("fails").click();
      await app.untilRuns(2);
    },
  },
  {
    name: "with the orders of completion explored",
    picture: "orders",
    async reach(app) {
      await opened(app, "diamond");
      await app.explore();
      await app.orders.getByRole("table").waitFor();
    },
  },
  {
    name: "with the documents listed",
    async reach(app) {
      await opened(app, "diamond");
      await opened(app, "barrier");
      await app.openDocuments();
      await app.documentButton("Rename", "Diamond of Transforms").click();
    },
  },
  {
    name: "with the history of the document",
    async reach(app) {
      await opened(app, "diamond");
      await app.openHistory();
      await app.history.getByRole("textbox", { name: "Name of this version" }).fill("good");
      await app.page.keyboard.press("Enter");
      await app.history.getByRole("button", { name: /^View/ }).click();
    },
  },
  {
    name: "with the menu of the document open",
    async reach(app) {
      await drawn(app);
      await app.documentMenu.click();
      await app.menuItem("Save").waitFor();
    },
  },
  {
    name: "with the menu of help open",
    async reach(app) {
      await drawn(app);
      await app.button("Help").click();
      await app.menuItem("Glossary").waitFor();
    },
  },
  {
    name: "with the options of a run open",
    async reach(app) {
      await drawn(app);
      await app.strategy.selectOption("level");
      await app.how.click();
      await app.runOptions.waitFor();
    },
  },
  {
    name: "with the settings open",
    async reach(app) {
      await drawn(app);
      await app.openSettings();
    },
  },
  {
    name: "with the shortcuts shown",
    async reach(app) {
      await drawn(app);
      await app.region("Graph").getByRole("button", { name: /, waiting$/ }).first().focus();
      await app.page.keyboard.press("?");
      await app.dialog("Shortcuts").waitFor();
    },
  },
  {
    name: "with the glossary open",
    async reach(app) {
      await drawn(app);
      await app.openHelp("Glossary");
    },
  },
  {
    name: "with the definition of a term open",
    async reach(app) {
      await ran(app, "barrier");
      await app.term("Events", "Events").focus();
      await app.defined(/^event /);
    },
  },
  {
    name: "while it is presented",
    async reach(app) {
      await drawn(app);
      await app.run();
      await app.openSettings();
      await app.presentation.check();
      await app.page.keyboard.press("Escape");
      await app.workflow.waitFor({ state: "hidden" });
    },
  },
  { name: "with 1,200 processors", reach: large },
  {
    name: "with 1,200 processors, after a run",
    picture: "large",
    async reach(app) {
      await large(app);
      await app.run();
    },
  },
  { name: "on a phone", options: PHONE, reach: (app) => app.workflow.waitFor() },
  {
    name: "on a phone, with the graph in sight",
    options: PHONE,
    async reach(app) {
      await ranOnPhone(app);
    },
  },
  {
    name: "on a phone, with the run in sight",
    options: PHONE,
    async reach(app) {
      await ranOnPhone(app);
      await app.look("Run");
    },
  },
  {
    name: "with offers at the cursor",
    picture: "offers",
    look: "Edit",
    async reach(app) {
      await helped(app, (keyboard) => keyboard.press("Control+Space"));
      await app.until(() => app.offers(), (offers) => offers.length > 0, "there are offers");
    },
  },
  {
    name: "with what stands at the cursor explained",
    async reach(app) {
      await helped(app, (keyboard) => keyboard.press("F2"));
      await app.page.getByText("Required.").first().waitFor();
    },
  },
  {
    name: "with a problem and its fixes shown",
    picture: "fixes",
    look: "Edit",
    async reach(app) {
      await helped(app, (keyboard) => keyboard.press("F8"));
      await app.page.keyboard.press("Control+.");
      await app.page.getByRole("menu", { name: "Fixes" }).waitFor();
    },
  },
  {
    name: "with processors folded, and the search",
    async reach(app) {
      await helped(app, (keyboard) => keyboard.press("Control+Alt+["));
      await app.page.keyboard.press("Control+f");
      await app.page.getByRole("textbox", { name: "Find" }).waitFor();
    },
  },
  {
    name: "on a phone, with problems",
    options: PHONE,
    async reach(app) {
      await app.paste("strategy: reactiv\n");
      await app.until(() => app.problems(), (problems) => problems.length > 0, "there are problems");
    },
  },
  {
    name: "on a phone, with the menu open",
    options: PHONE,
    async reach(app) {
      await app.documentMenu.tap();
      await app.menuItem("Examples").waitFor();
    },
  },
  {
    name: "on the narrowest screen, with the options of a run open",
    options: { viewport: { width: 320, height: 640 } },
    async reach(app) {
      await app.how.click();
      await app.runOptions.waitFor();
    },
  },
  {
    name: "on the narrowest screen, with strategies side by side",
    options: { viewport: { width: 320, height: 640 } },
    async reach(app) {
      await app.pickExample("barrier");
      await app.look("Graph");
      await app.run();
      await app.compare();
    },
  },
  {
    name: "on the narrowest screen",
    options: { viewport: { width: 320, height: 640 } },
    async reach(app) {
      await app.look("Graph");
      await drawn(app);
    },
  },
  { name: "on a tablet", options: { viewport: { width: 1024, height: 768 } }, reach: (app) => ran(app, "fan-out") },
  ...firstOfEachTag(await examples()).map(({ name }) => ({
    name: `after a run of the example ${name}`,
    reach: (app) => ran(app, name),
  })),
];
