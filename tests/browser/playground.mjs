// The page as a person meets it: everything is found by its role and accessible name, never by how it is built.
// What there is to find and to do is in page/, a file for each region; here it becomes one page.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium, environment } from "./browsers.mjs";
import { controls } from "./page/controls.mjs";
import { editor } from "./page/editor.mjs";
import { events } from "./page/events.mjs";
import { graph } from "./page/graph.mjs";
import { header } from "./page/header.mjs";
import { inspector } from "./page/inspector.mjs";
import { modules } from "./page/modules.mjs";
import { notices } from "./page/notices.mjs";
import { output } from "./page/output.mjs";
import { panes } from "./page/panes.mjs";
import { problems } from "./page/problems.mjs";
import { running } from "./page/running.mjs";
import { timeline } from "./page/timeline.mjs";
import { transport } from "./page/transport.mjs";
import { serve } from "./server.mjs";

/** How long a state may take to come about, on a machine that does other things as well. */
const PATIENCE = 30_000;

/** The parts of the page: what each defines is a member of [`Playground`], and refers to the others' by `this`. */
const PAGE = [
  controls,
  editor,
  events,
  graph,
  header,
  inspector,
  modules,
  notices,
  output,
  panes,
  problems,
  running,
  timeline,
  transport,
];

/** The command-line program. */
export const CLI = () => environment("DAGWOOD_CLI");

/** A folder with the hostile modules. */
export const HOSTILE = () => environment("DAGWOOD_HOSTILE");

/**
 * Starts a server and a browser for the tests of a file, and ends them after the last one.
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
    /** Opens the page as somebody who has never been there. */
    async open({ link = "", ready = true, before = undefined, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...rights,
        ...options,
      });
      context.setDefaultTimeout(PATIENCE);
      const app = new Playground(await context.newPage(), server);
      // What the test has prepared in the page, before any script of it.
      await before?.(app.page);
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
    await this.abandon();
    assert.deepEqual(this.mishaps, []);
  }

  /** Ends the visit of a page for which something was made to go wrong. */
  async abandon() {
    await this.page.context().close();
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
