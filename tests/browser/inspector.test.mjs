// Payloads and attempts in the inspector.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

const WORKFLOW = `strategy: reactive
processors:
  - { id: shout, type: local, processor: change_text_case_upper }
  - { id: mark, type: local, processor: prefix_suffix_adder, depends_on: [shout], retry: { attempts: 1, backoff_ms: 20 }, simulate: { fail_attempts: 1, duration_ms: 5 } }
  - { id: turn, type: local, processor: reverse_text, depends_on: [mark] }
`;

async function ran(input) {
  const app = await open();
  await app.paste(WORKFLOW);
  await app.fillInput(input);
  await app.until(() => app.ids(), ["mark", "shout", "turn"]);
  assert.equal(await app.run(), "succeeded");
  return app;
}

test("payloads are shown as text, as bytes and as JSON, and the choice is stored", async () => {
  const app = await ran("[1,[2]]");
  await app.processor("shout").click();
  await app.until(() => app.inspected(), { received: "[1,[2]]", produced: "[1,[2]]" });
  await app.payloadsAs("Hex").check();
  await app.until(async () => (await app.inspected()).received, "0000  5b 31 2c 5b 32 5d 5d     [1,[2]]");
  await app.payloadsAs("JSON").check();
  await app.until(async () => (await app.inspected()).produced, "[\n  1,\n  [\n    2\n  ]\n]");
  await app.page.reload();
  await app.ready();
  await app.processor("turn").click();
  assert.ok(await app.payloadsAs("JSON").isChecked(), "it is kept");
  await app.close();
});

test("the changes of a processor are marked, and the origin of its input is a chain", async () => {
  const app = await ran("a b");
  await app.processor("mark").click();
  const difference = app.region("Inspector").getByLabel("Difference", { exact: true });
  await app.until(() => difference.locator("ins").allTextContents(), ["[", "]"]);
  assert.equal(await difference.locator("del").count(), 0);
  await app.processor("turn").click();
  await app.until(() => app.listed("Where it comes from"), ["the run’s input", "→ shout", "→ mark"]);
  await app.region("Inspector").getByRole("list", { name: "Where it comes from" }).getByRole("button", { name: "shout" }).click();
  await app.region("Inspector").getByRole("heading", { name: "shout" }).waitFor();
  await app.close();
});

test("every attempt has its row: worker, times and result", async () => {
  const app = await ran("a");
  await app.processor("mark").click();
  const attempts = app.region("Inspector").getByRole("table", { name: "Attempts" });
  const rows = await app.until(() => attempts.getByRole("row").count(), 3).then(() => attempts.getByRole("row").allTextContents());
  assert.match(rows[1], /^10.*simulated failure \(error 500\)$/);
  assert.match(rows[2], /^20.*completed$/);
  await app.close();
});
