// The page as a user meets it: everything is found by role and accessible name, never by its implementation. The
// elements and actions are in page/, one file per region; they are combined here.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium, environment } from "./browsers.mjs";
import { compare } from "./page/compare.mjs";
import { controls } from "./page/controls.mjs";
import { documents } from "./page/documents.mjs";
import { editForm } from "./page/edit_form.mjs";
import { editor } from "./page/editor.mjs";
import { events } from "./page/events.mjs";
import { examples } from "./page/examples.mjs";
import { files } from "./page/files.mjs";
import { graph } from "./page/graph.mjs";
import { header } from "./page/header.mjs";
import { inspector } from "./page/inspector.mjs";
import { modules } from "./page/modules.mjs";
import { notices } from "./page/notices.mjs";
import { orders } from "./page/orders.mjs";
import { output } from "./page/output.mjs";
import { panes } from "./page/panes.mjs";
import { problems } from "./page/problems.mjs";
import { running } from "./page/running.mjs";
import { settings } from "./page/settings.mjs";
import { share } from "./page/share.mjs";
import { terms } from "./page/terms.mjs";
import { timeline } from "./page/timeline.mjs";
import { transport } from "./page/transport.mjs";
import { whatIf } from "./page/what_if.mjs";
import { serve } from "./server.mjs";

/** How long to wait for a state, on a busy machine. */
const PATIENCE = 30_000;

/** The parts of the page: the members of each become members of [`Playground`], and refer to the others by `this`. */
const PAGE = [
  compare,
  controls,
  documents,
  editForm,
  editor,
  events,
  examples,
  files,
  graph,
  header,
  inspector,
  modules,
  notices,
  orders,
  output,
  panes,
  problems,
  running,
  settings,
  share,
  terms,
  timeline,
  transport,
  whatIf,
];

/** The command-line program. */
export const CLI = () => environment("DAGWOOD_CLI");

/** The program that prints links to random moments. */
export const MOMENTS = () => environment("DAGWOOD_MOMENTS");

/** A folder with the hostile modules. */
export const HOSTILE = () => environment("DAGWOOD_HOSTILE");

/**
 * Starts a server and a browser for the tests of a file, and stops them after the last one.
 *
 * @returns {{ open: (options?: object) => Promise<Playground>, url: () => string, server: () => import("./server.mjs").Server }}
 */
export function site({ launch, rights, change } = chromium) {
  let server;
  let browser;
  before(async () => {
    server = await serve(environment("DAGWOOD_DIST"), change);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    url: () => server.url,
    server: () => server,
    /** Opens the page as on a first visit with the welcome view dismissed, unless `welcome` is set. */
    async open({ link = "", ready = true, welcome = false, before = undefined, ...options } = {}) {
      const origin = new URL(server.url).origin;
      const dismissed = { name: "dagwood-playground/welcome", value: "off" };
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        // New runs are shown at their end at once, and not played first.
        reducedMotion: "reduce",
        storageState: { cookies: [], origins: welcome ? [] : [{ origin, localStorage: [dismissed] }] },
        ...rights,
        ...options,
      });
      context.setDefaultTimeout(PATIENCE);
      const app = new Playground(await context.newPage(), server);
      // The test's preparation of the page, before any of its scripts.
      await before?.(app.page);
      await app.page.goto(link || server.url);
      if (ready) await app.ready();
      return app;
    },
  };
}

export class Playground {
  /** Forbidden on every page: requests to elsewhere, missing files, errors on the console. */
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

  /** Another tab of the same browser: a new one, or a duplicate of this one, which has its storage. */
  async openTab({ duplicate = false } = {}) {
    const context = this.page.context();
    const opened = context.waitForEvent("page");
    // A tab that a page opens without `noopener` gets a copy of the storage of its tab.
    await this.page.evaluate(([url, features]) => void window.open(url, "_blank", features), [this.url, duplicate ? "" : "noopener"]);
    const tab = new Playground(await opened, { url: this.url, origin: new URL(this.url).origin });
    await tab.ready();
    return tab;
  }

  /** The page responds to input. */
  async ready() {
    await this.page.locator('html[data-ready="true"]').waitFor({ state: "attached" });
  }

  /** Ends the visit; fails if anything went wrong. */
  async close() {
    await this.abandon();
    assert.deepEqual(this.mishaps, []);
  }

  /** Ends the visit of a page in which something was made to fail. */
  async abandon() {
    await this.page.context().close();
  }

  // Waiting: only for conditions, never for time to pass.

  /** Reads a value again, frame by frame, until it is as expected. */
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
}

for (const members of PAGE) {
  for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(members))) {
    assert.ok(!(name in Playground.prototype), `two page objects have a member ${name}`);
    Object.defineProperty(Playground.prototype, name, member);
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
