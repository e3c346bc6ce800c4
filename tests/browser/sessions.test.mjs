// Random sessions: whatever happens to the page and to its storage, every text that existed for a second can be found
// again, or the page had said that it is not saved, and offered to copy or download it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Playground, site } from "./playground.mjs";
import { canRefuse } from "./refuse.mjs";
import { random, runs } from "./soak.mjs";

/** A text of this age must be saved, in milliseconds. */
const OLD = 1_000;

const { open, url } = site();

/** A user with some tabs, who writes lines of text that are all different. */
class User {
  /** Lines that must be found at the end. */
  expected = [];
  lines = 0;
  tabs = [];
  log = [];

  constructor(app, next) {
    this.context = app.page.context();
    this.next = next;
    this.add(app);
  }

  add(app) {
    // What was written last: each line with its time, as long as it may be lost.
    this.tabs.push({ app, recent: [], refuses: false });
  }

  get tab() {
    return this.tabs[Math.floor(this.next() * this.tabs.length)];
  }

  async act() {
    const kinds = Object.keys(ACTS);
    const kind = kinds[Math.floor(this.next() * kinds.length)];
    const tab = this.tab;
    this.log.push(`${kind} in tab ${this.tabs.indexOf(tab)}`);
    await ACTS[kind](this, tab);
  }

  /** Writes a line at the end of a document. */
  async write(tab) {
    const line = `# line ${(this.lines += 1)}.`;
    const { page, workflow } = tab.app;
    await workflow.focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.insertText(`\n${line}`);
    tab.recent.push({ line, at: Date.now() });
    this.log.push(line);
  }

  /** What a tab has can no longer change: what must be saved? */
  settle(tab, isCrash) {
    const due = tab.recent.filter(({ at }) => !isCrash || Date.now() - at > OLD);
    if (!tab.refuses) this.expected.push(...due.map(({ line }) => line));
    tab.recent = [];
  }

  /** A tab whose storage fails says so, before it is left. */
  async warns(tab) {
    if (!tab.refuses || tab.recent.length === 0) return;
    await tab.app.until(() => tab.app.saved(), (text) => text.startsWith("Not saved: "), "it says that it is not saved");
    const notice = await tab.app.trouble("Your changes are not saved");
    for (const name of ["Copy my text", "Download my text"]) await notice.getByRole("button", { name }).waitFor();
  }

  /** All texts that the browser stores. */
  async found() {
    const page = await this.context.newPage();
    await page.goto(`${url()}icon.svg`);
    return page.evaluate(async () => {
      const texts = Object.values(localStorage);
      const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open("dagwood-documents");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
        // The page has never stored anything.
        request.onupgradeneeded = () => request.transaction.abort();
      }).catch(() => null);
      for (const name of database ? ["documents", "versions"] : []) {
        const request = database.transaction(name).objectStore(name).getAll();
        const records = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
        texts.push(...records.map(({ workflow }) => workflow));
      }
      return texts.join("\n");
    });
  }
}

const ACTS = {
  write: (user, tab) => user.write(tab),
  "write more": (user, tab) => user.write(tab),
  wait: () => new Promise((go) => setTimeout(go, 1_200)),
  async "open an example"(user, tab) {
    await user.warns(tab);
    user.settle(tab, false);
    const before = await tab.app.documentName();
    const titles = { chain: "Chain", diamond: "Diamond of Transforms" };
    const name = before === titles.chain ? "diamond" : "chain";
    // The choice has no effect if the example is chosen already.
    await tab.app.pickExample(name);
    await tab.app.until(() => tab.app.documentName(), titles[name], "it is open");
  },
  async "undo that"(user, tab) {
    const back = tab.app.page.getByRole("button", { name: "Back to the previous document" });
    if (!(await back.isVisible())) return;
    user.settle(tab, false);
    await back.click();
  },
  async reload(user, tab) {
    await user.warns(tab);
    user.settle(tab, false);
    await tab.app.page.reload();
    await tab.app.ready();
    tab.refuses = false;
  },
  async crash(user, tab) {
    await user.warns(tab);
    const session = await user.context.newCDPSession(tab.app.page);
    const crashed = tab.app.page.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    // A duplicated tab may be in the same process.
    for (const other of [...user.tabs]) {
      const isAlive = await other.app.page.evaluate(() => true).catch(() => false);
      if (isAlive) continue;
      user.settle(other, true);
      user.tabs.splice(user.tabs.indexOf(other), 1);
    }
    if (user.tabs.length > 0) return;
    const app = new Playground(await user.context.newPage(), { url: url(), origin: new URL(url()).origin });
    await app.page.goto(url());
    await app.ready();
    user.add(app);
  },
  async "duplicate the tab"(user, tab) {
    if (user.tabs.length < 3 && !tab.refuses) user.add(await tab.app.openTab({ duplicate: true }));
  },
  async "full storage"(user, tab) {
    if (tab.refuses) return;
    user.settle(tab, false);
    await refuse(user, tab, "QuotaExceededError");
  },
  async "no storage"(user, tab) {
    if (tab.refuses) return;
    await refuse(user, tab, "SecurityError");
  },
  async "storage again"(user, tab) {
    if (!tab.refuses) return;
    await tab.app.page.evaluate(() => (window.refuses = null));
    tab.refuses = false;
    // The next change saves everything. The lines until now were reported as not saved, so their age starts now.
    for (const written of tab.recent) written.at = Date.now();
    await user.write(tab);
  },
};

async function refuse(user, tab, error) {
  // What was written before is saved first.
  await tab.app.until(() => tab.app.saved(), (text) => text === "Saved" || text === "Unchanged", "saved");
  user.settle(tab, false);
  await tab.app.page.evaluate((error) => (window.refuses = error), error);
  tab.refuses = true;
}

test("in random sessions every text is found again, or the page has said that it is not saved", async (t) => {
  const next = random("sessions");
  for (let session = 0; session < runs(200); session += 1) {
    await t.test(`session ${session}`, async () => {
      const user = new User(await open({ before: canRefuse }), next);
      const acts = 4 + Math.floor(next() * 8);
      for (let i = 0; i < acts; i += 1) await user.act();
      for (const tab of user.tabs) {
        await user.warns(tab);
        user.settle(tab, false);
        await tab.app.page.close();
      }
      const found = await user.found();
      const lost = user.expected.filter((line) => !found.includes(line));
      assert.deepEqual(lost, [], `lost after: ${user.log.join(", ")}`);
      await user.context.close();
    });
  }
});
