// Every example under every strategy: the page, the command line and the goldens agree to the byte.

import assert from "node:assert/strict";
import { test } from "node:test";
import { examples, goldens, run } from "./engine.mjs";
import { site } from "./playground.mjs";

/** The most characters of a payload that the page shows. */
const SHOWN = 2_000;

const { open } = site();

test("every example gives the same results in the page and on the command line", async (t) => {
  const app = await open();
  const expected = await goldens();
  for (const { name, workflow, input } of await examples()) {
    await t.test(name, async () => {
      for (const strategy of ["work_queue", "level", "reactive", "hybrid"]) {
        const report = await run(workflow, input, "--strategy", strategy);
        const golden = expected[name][strategy];
        for (const key of ["status", "output", "makespan_us", "trace_hash"]) {
          assert.equal(report[key], golden[key], `${key} on the command line, ${strategy}`);
        }
        if ((await app.example.inputValue()) !== name) {
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
