// The page under its own policy, in another engine: tested from outside, because nothing can be evaluated in it.

import { test } from "node:test";
import { strictFirefox } from "../browsers.mjs";
import { examples, run } from "../engine.mjs";
import { site } from "../playground.mjs";

const { open } = site(strictFirefox);

test("runs of built-in processors and of modules equal those of the command line", async () => {
  const app = await open();
  for (const name of ["barrier", "modules"]) {
    const { workflow, input } = (await examples()).find((example) => example.name === name);
    const { trace_hash } = await run(workflow, input);
    await app.pickExample(name);
    await app.region("Graph").getByRole("button", { name: new RegExp(`^${/- id: (\S+)/.exec(workflow)[1]}, `) }).waitFor();
    await app.button("Run").click();
    await app.until(async () => (await app.outcome()).trace_hash, trace_hash, name);
  }
  await app.close();
});
