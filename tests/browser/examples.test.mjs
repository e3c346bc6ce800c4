// Every example: the page, the command line and the goldens agree to the byte. In a soak under every strategy, else under one of
// them, each time another one; the goldens have every strategy, and native tests compare the engine with them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { examples, goldens, run } from "./engine.mjs";
import { site } from "./playground.mjs";
import { random } from "./soak.mjs";

/** The most characters of a payload that the page shows. */
const SHOWN = 2_000;

const { open, url } = site();

test("every example gives the same results in the page and on the command line", async (t) => {
  const app = await open();
  const expected = await goldens();
  let shownExample;
  const strategies = ["work_queue", "level", "reactive", "hybrid"];
  const draw = random("examples");
  for (const { name, workflow, input } of await examples()) {
    const chosen = process.env.DAGWOOD_SOAK ? strategies : [strategies[Math.floor(draw() * strategies.length)]];
    await t.test(name, async () => {
      for (const strategy of chosen) {
        const report = await run(workflow, input, "--strategy", strategy);
        const golden = expected[name][strategy];
        for (const key of ["status", "output", "makespan_us", "trace_hash"]) {
          assert.equal(report[key], golden[key], `${key} on the command line, ${strategy}`);
        }
        if (shownExample !== name) {
          shownExample = name;
          await app.openExample(name, { ids: report.processors.map(({ id }) => id), input });
          const own = /^strategy: (\w+)$/m.exec(workflow)[1];
          await app.until(() => app.strategy.inputValue(), own);
          const failure = /^failure_strategy: (\w+)$/m.exec(workflow)?.[1] ?? "fail_fast";
          await app.until(() => app.failureStrategy.inputValue(), failure);
          assert.deepEqual((await app.problems()).filter((problem) => !problem.startsWith("info")), []);
        }
        await app.strategy.selectOption(strategy);
        assert.equal(await app.run(), golden.status, strategy);
        const outcome = await app.outcome();
        assert.equal(outcome.trace_hash, golden.trace_hash, `trace, ${strategy}`);
        const shown = golden.output === null ? null : [...golden.output].slice(0, SHOWN).join("");
        assert.equal(outcome.output, shown, `output, ${strategy}`);
        const states = report.processors.map(({ id, state }) => `${id}, ${state}`).sort();
        await app.until(() => app.states(), states, `states, ${strategy}`);
        assert.deepEqual(await app.place(), { step: golden.events, of: golden.events });
      }
    });
  }
  await app.close();
});

test("the gallery finds examples by words and tags, and shows their pictures", async () => {
  const all = await examples();
  const app = await open();
  await app.button("Examples").click();
  await app.until(() => app.listedExamples(), (titles) => titles.length === all.length, "all of them");
  const first = app.gallery.locator("img").first();
  await app.until(() => first.evaluate((image) => image.complete && image.naturalWidth > 0), true, "a picture");
  await app.gallery.getByRole("button", { name: "anomaly", exact: true }).click();
  const anomalies = all.filter(({ tags }) => tags.includes("anomaly")).map(({ title }) => title);
  await app.until(() => app.listedExamples(), anomalies, "by tag");
  await app.gallery.getByRole("button", { name: "anomaly", exact: true }).click();
  await app.gallery.getByRole("searchbox").fill("slowest cost");
  await app.until(() => app.listedExamples(), (titles) => titles.includes("The cost of a barrier"), "by words");
  await app.gallery.getByRole("searchbox").press("Enter");
  await app.until(() => app.ids(), (ids) => ids.includes("north_fetch"), "Enter opens the first one");
  assert.equal(await app.gallery.isVisible(), false);
  await app.close();
});

test("#example opens an example, which the address names until it is edited", async () => {
  const app = await open({ link: `${url()}#example/barrier` });
  await app.until(() => app.ids(), (ids) => ids.includes("north_fetch"), "it is open");
  await app.page.reload();
  await app.ready();
  await app.until(() => app.ids(), (ids) => ids.includes("north_fetch"), "it is open again");
  await app.openDocuments();
  assert.ok((await app.documentNames()).filter((name) => name === "The cost of a barrier").length <= 1, "once");
  await app.page.keyboard.press("Escape");
  await app.pickExample("diamond");
  await app.until(() => app.page.url(), `${url()}#example/diamond`, "the address names it");
  await app.page.evaluate(() => (location.hash = "#example/no-such"));
  await app.notice("There is no example “no-such”.").waitFor();
  await app.page.evaluate(() => (location.hash = "#example/chain"));
  await app.until(() => app.ids(), (ids) => !ids.includes("north_fetch") && ids.length > 3, "another one");
  await app.fillInput("mine");
  await app.until(() => app.page.url(), url(), "it is the user's own now");
  await app.close();
});

test("what an example says to look at acts", async () => {
  const app = await open();
  await app.pickExample("barrier");
  const prose = app.page.locator(".look-at");
  await prose.getByRole("button", { name: "reactive", exact: true }).first().click();
  await app.until(() => app.strategy.inputValue(), "reactive");
  await app.pickExample("ci");
  await prose.getByRole("button", { name: "e2e", exact: true }).first().click();
  await app.until(() => app.inspected(), (seen) => seen !== null, "the processor is selected");
  await app.close();
});
