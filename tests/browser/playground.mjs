// The page as a person meets it: everything is found by its role and accessible name, never by how it is built.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

/** How long a state may take to come about, on a machine that does other things as well. */
const PATIENCE = 30_000;

/** What ends a run. */
const ENDED = /^Run (succeeded|partial|failed|cancelled)$/;

function environment(name) {
  const value = process.env[name];
  assert.ok(value, `the environment variable ${name} is not set; \`cargo xtask test --only browser\` sets it`);
  return value;
}

/** The command-line program. */
export const CLI = () => environment("DAGWOOD_CLI");

/** A folder with the hostile modules. */
export const HOSTILE = () => environment("DAGWOOD_HOSTILE");

/**
 * Starts a server and a browser for the tests of a file, and ends them after the last one.
 *
 * @returns {{ open: (options?: object) => Promise<Playground>, url: () => string }}
 */
export function site() {
  let server;
  let browser;
  before(async () => {
    server = await serve(environment("DAGWOOD_DIST"));
    browser = await chromium.launch({
      executablePath: environment("CHROME"),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    url: () => server.url,
    /** Opens the page as somebody who has never been there. */
    async open({ link = "", ready = true, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        permissions: ["clipboard-read", "clipboard-write"],
        ...options,
      });
      context.setDefaultTimeout(PATIENCE);
      const app = new Playground(await context.newPage(), server);
      await app.page.goto(link || server.url);
      if (ready) await app.ready();
      return app;
    },
  };
}

export class Playground {
  /** What must not happen on any page: requests to elsewhere, missing files, errors on the console. */
  mishaps = [];

  constructor(page, server) {
    this.page = page;
    this.url = server.url;
    page.on("request", (request) => {
      const url = request.url();
      const stays = url.startsWith(server.url) || url.startsWith("data:") || url.startsWith(`blob:${server.origin}`);
      if (!stays) this.mishaps.push(`request to ${url}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) this.mishaps.push(`${response.status()} for ${response.url()}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error") this.mishaps.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.mishaps.push(`uncaught: ${error.message}`));
  }

  /** The page answers input. */
  async ready() {
    await this.page.locator('html[data-ready="true"]').waitFor({ state: "attached" });
  }

  /** Ends the visit; nothing may have gone wrong on the way. */
  async close() {
    await this.page.context().close();
    assert.deepEqual(this.mishaps, []);
  }

  // Controls.

  get workflow() {
    return this.page.getByRole("textbox", { name: "Workflow", exact: true });
  }
  get input() {
    return this.page.getByRole("textbox", { name: "Input", exact: true });
  }
  get example() {
    return this.page.getByRole("combobox", { name: "Example", exact: true });
  }
  get strategy() {
    return this.page.getByRole("combobox", { name: "Strategy", exact: true });
  }
  get failureStrategy() {
    return this.page.getByRole("combobox", { name: "Failure strategy", exact: true });
  }
  get workers() {
    return this.page.getByRole("spinbutton", { name: "Workers", exact: true });
  }
  get live() {
    return this.page.getByRole("checkbox", { name: "Live", exact: true });
  }
  get step() {
    return this.page.getByRole("slider", { name: "Step", exact: true });
  }
  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }
  region(name) {
    return this.page.getByRole("region", { name, exact: true });
  }
  /** A processor in the graph, in any state or in one. */
  processor(id, state) {
    const name = state ? `${id}, ${state}` : new RegExp(`^${id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}, \\w+$`);
    return this.region("Graph").getByRole("button", { name, exact: true });
  }

  // What is to be seen.

  /** What was announced last. */
  async announced() {
    const texts = await this.page.getByRole("status").allTextContents();
    return texts.map((text) => text.trim()).filter(Boolean).join(" ");
  }
  /** What is wrong or worth knowing and is shown over the page. */
  get alert() {
    return this.page.getByRole("alert");
  }
  /** Every processor with its state, sorted by id. */
  async states() {
    const names = await this.region("Graph")
      .getByRole("button")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
    const states = /^(.*), (waiting|ready|executing|completed|failed|skipped|cancelled)$/;
    return names.map((name) => states.exec(name)).filter(Boolean).map(([, id, state]) => `${id}, ${state}`).sort();
  }
  async ids() {
    return (await this.states()).map((name) => name.replace(/, \w+$/, ""));
  }
  /** The problems of the workflow, as they are listed. */
  async problems() {
    const region = this.region("Problems");
    if ((await region.count()) === 0) return [];
    const items = await region.getByRole("listitem").allTextContents();
    return items.map((text) => text.replace(/\s+/g, " ").trim());
  }
  /** How many events have happened in what is shown, and how many there are. */
  async place() {
    return this.step.evaluate((slider) => ({ step: Number(slider.value), of: Number(slider.max) }));
  }
  /** What the inspector says that the processor received and produced; null where it says nothing of it. */
  async inspected() {
    const text = async (label) => {
      const payload = this.region("Inspector").getByLabel(label, { exact: true });
      return (await payload.count()) === 0 ? null : payload.textContent();
    };
    return { received: await text("Received"), produced: await text("Produced") };
  }
  /** What the run came to. */
  async outcome() {
    const output = this.region("Output");
    const result = output.getByLabel("Result", { exact: true });
    return {
      output: (await result.count()) === 0 ? null : await result.textContent(),
      trace_hash: (await output.getByRole("code").textContent()).trim(),
    };
  }
  /** The whole workflow, by way of the clipboard: the editor draws no more of it than is in sight. */
  async text() {
    await this.page.evaluate(() => navigator.clipboard.writeText("nothing was copied"));
    await this.workflow.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.press("ControlOrMeta+c");
    const clipboard = () => this.page.evaluate(() => navigator.clipboard.readText());
    return this.until(clipboard, (text) => text !== "nothing was copied", "the workflow is copied");
  }

  /** The file names of the modules, as they are listed. */
  async modules() {
    return this.region("Modules").getByRole("listitem").locator("code:first-child").allTextContents();
  }

  // Waiting. There is no waiting for time to pass, only for something to be so.

  /** Reads again, frame by frame, until what is read is as expected. */
  async until(read, expected, what) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const seen = await read();
      const is = typeof expected === "function" ? expected(seen) : isEqual(seen, expected);
      if (is) return seen;
      if (Date.now() > end) {
        if (typeof expected === "function") assert.fail(`${what ?? expected}: saw ${JSON.stringify(seen)}`);
        assert.deepEqual(seen, expected, what);
      }
      await this.page.evaluate(() => new Promise((frame) => requestAnimationFrame(frame)));
    }
  }

  // What a person does.

  /** Opens an example; `expected` has its processors' ids and its input. */
  async openExample(name, { ids, input }) {
    await this.example.selectOption(name);
    await this.until(async () => [await this.ids(), await this.input.inputValue()], [[...ids].sort(), input], name);
  }
  /** Puts a text in the place of the workflow, by the clipboard. */
  async paste(text) {
    await this.workflow.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.workflow.evaluate((box, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }
  /** Opens the list of modules. */
  async openModules() {
    const details = this.region("Modules").getByRole("group");
    if (!(await details.evaluate((details) => details.open))) await details.locator("summary").click();
  }
  /** Adds modules from files. */
  async addModules(paths) {
    await this.openModules();
    await this.region("Modules").getByLabel("Add modules").setInputFiles(paths);
  }
  /** Presses Run and waits for the end; `how` is another way to start it. */
  async run(how = () => this.button("Run").click()) {
    await how();
    return this.ended();
  }
  /** Waits for the end of the run under way, and returns how it ended. */
  async ended() {
    const announced = await this.until(() => this.announced(), (text) => ENDED.test(text), "the run ends");
    return ENDED.exec(announced)[1];
  }
  /** Presses Share and returns the link. */
  async share() {
    await this.page.evaluate(() => navigator.clipboard.writeText(""));
    await this.button("Share").click();
    const clipboard = () => this.page.evaluate(() => navigator.clipboard.readText());
    return this.until(clipboard, (text) => text.includes("#code/"), "the link is on the clipboard");
  }
  /** Goes with Tab until a control has the focus. */
  async tabTo(control, key = "Tab") {
    const isFocused = (element) => element === document.activeElement;
    for (let presses = 0; presses < 100; presses += 1) {
      if ((await control.count()) > 0 && (await control.first().evaluate(isFocused))) return;
      await this.page.keyboard.press(key);
    }
    assert.fail(`100 presses of ${key} do not lead to ${control}`);
  }
}

function isEqual(a, b) {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}
