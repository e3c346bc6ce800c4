// A new run is played from its first step, and compared with the run before.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

/** Opens the page for a user who has nothing against motion. */
const moving = () => open({ reducedMotion: "no-preference" });

const workflow = (head, fails = "") => `${head}
processors:
  - { id: first, type: local, processor: reverse_text, simulate: { duration_ms: 30 } }
  - { id: middle, type: local, processor: reverse_text, depends_on: [first], simulate: { duration_ms: 40${fails} } }
  - { id: last, type: local, processor: reverse_text, depends_on: [middle], simulate: { duration_ms: 30 } }
`;
const ids = ["first", "last", "middle"];

/** The steps that are shown from now on. */
const watch = (app) =>
  app.step.evaluate((slider) => {
    const seen = (window.seen = []);
    const look = () => {
      if (seen.at(-1) !== slider.valueAsNumber) seen.push(slider.valueAsNumber);
      requestAnimationFrame(look);
    };
    look();
  });
const seen = (app) => app.page.evaluate(() => window.seen);

test("a run is played from its first step to its end", async () => {
  const app = await moving();
  await app.paste(workflow("strategy: reactive"));
  await app.until(() => app.ids(), ids);
  await watch(app);
  await app.button("Run").click();
  const { of } = await app.until(() => app.place(), ({ step, of }) => of > 0 && step === of, "it has been played");
  const steps = (await seen(app)).slice(1);
  assert.ok(steps.length >= 3, `the instants between are shown, too: ${steps}`);
  assert.deepEqual(steps, [...steps].sort((a, b) => a - b), "forwards");
  assert.equal(steps.at(-1), of);
  await app.close();
});

test("any key and any click goes to the end, and has no other effect on playing", async () => {
  const app = await moving();
  await app.paste(workflow("strategy: reactive"));
  await app.until(() => app.ids(), ids);
  const playing = () => app.page.getByRole("button", { name: "Pause", exact: true });
  for (const skip of [
    () => app.page.keyboard.press("Space"),
    () => app.page.keyboard.press("x"),
    () => playing().click(),
    () => app.region("Graph").click({ position: { x: 40, y: 60 } }),
  ]) {
    await app.button("Run").click();
    await playing().waitFor();
    await skip();
    await app.until(async () => (await app.place()).step, (await app.place()).of, "at the end");
    assert.equal(await playing().count(), 0);
  }
  assert.equal(await app.page.locator("html").getAttribute("data-run"), "4", "Space on Run does not run again");
  await app.close();
});

test("a failed run is played to its first failure, whose processor is selected", async () => {
  const app = await moving();
  await app.paste(workflow("strategy: reactive\nfailure_strategy: fail_fast", ", fail_attempts: 1"));
  await app.until(() => app.ids(), ids);
  await app.button("Run").click();
  await app.until(() => app.states(), (all) => all.includes("middle, failed"), "the failure is shown");
  await app.page.getByRole("button", { name: "Play", exact: true }).waitFor();
  const { step, of } = await app.place();
  assert.ok(step < of, `${step} of ${of}`);
  await app.page.getByText(/^middle fails in attempt 1/).first().waitFor();
  assert.equal((await app.inspected()).id ?? "middle", "middle");
  await app.close();
});

test("the setting and reduced motion show the end at once", async () => {
  const still = await open();
  await still.paste(workflow("strategy: reactive"));
  await still.until(() => still.ids(), ids);
  await watch(still);
  await still.run();
  const steps = (await seen(still)).filter((step) => step > 0);
  assert.equal(steps.length, 1, `only the end: ${steps}`);
  await still.close();

  const app = await moving();
  await app.openSettings();
  await app.page.getByLabel("Play a new run from its first step").uncheck();
  await app.page.keyboard.press("Escape");
  await app.paste(workflow("strategy: reactive"));
  await app.until(() => app.ids(), ids);
  await watch(app);
  await app.run();
  assert.equal((await seen(app)).filter((step) => step > 0).length, 1, "only the end");
  await app.close();
});

test("a run is compared with the run before, and the page says why no strategy can differ", async () => {
  const app = await open();
  const output = app.region("Output");
  await app.pickExample("barrier");
  await app.until(() => app.ids(), (ids) => ids.length > 5, "it is open");
  await app.strategy.selectOption("level");
  await app.run();
  assert.equal(await output.getByText(/run 1 \(/).count(), 0, "there was none before");
  await app.strategy.selectOption("reactive");
  await app.run();
  await output.getByText("310 ms (57 %) less than run 1 (540 ms, level).").waitFor();

  await app.paste(workflow("strategy: level"));
  await app.until(() => app.ids(), ids);
  await app.strategy.selectOption("level");
  await app.run();
  assert.equal(await output.getByText(/than run|as run/i).count(), 0, "the graph is another");
  await app.strategy.selectOption("reactive");
  await app.run();
  await output.getByText("so no strategy has a choice.").waitFor();
  await output.getByRole("button", { name: "Open an example where strategies differ" }).click();
  await app.until(() => app.ids(), (ids) => ids.length > 5, "it is open");
  await app.close();
});
