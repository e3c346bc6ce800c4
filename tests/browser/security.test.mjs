// The policy of the page holds for any content. docs/SECURITY.md explains it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open, url } = site();

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
  "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

/** All violations of the policy so far. */
async function refusals(app) {
  return app.page.evaluate(() => globalThis.refusals);
}

/** Opens the page and listens for violations of its policy. */
async function openListening() {
  const app = await open({ ready: false, link: "about:blank" });
  await app.page.addInitScript(() => {
    globalThis.refusals = [];
    addEventListener("securitypolicyviolation", (event) => {
      globalThis.refusals.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  await app.page.goto(url());
  await app.ready();
  return app;
}

test("the page complies with its policy while it is used", async () => {
  const app = await openListening();
  const policy = app.page.locator('meta[http-equiv="Content-Security-Policy"]');
  assert.equal(await policy.getAttribute("content"), POLICY);
  assert.equal(await app.page.locator("script:not([src])").count(), 0);
  await app.pickExample("diamond");
  await app.paste("strategy: level\nprocessors:\n  - { id: a, type: wasm, module: rle.wasm }\n");
  await app.until(() => app.ids(), ["a"], "the workflow is drawn");
  await app.fillInput("aaab");
  assert.equal(await app.run(), "succeeded");
  assert.equal((await app.outcome()).output, "3a1b");
  await app.button("First step").click();
  await app.button("Next step").click();
  await app.share();
  assert.deepEqual(await refusals(app), []);
  await app.close();
});

test("no request leaves the origin, and none could", async () => {
  const app = await openListening();
  // If there were one, `close` would fail: it sees those of the page and of its workers.
  await app.paste("strategy: level\nprocessors:\n  - { id: a, type: wasm, module: upper-ascii.wasm }\n");
  await app.until(() => app.ids(), ["a"], "the workflow is drawn");
  await app.run();
  const elsewhere = url().replace("127.0.0.1", "localhost");
  assert.notEqual(elsewhere, url());
  const fetched = await app.page.evaluate((to) => fetch(to).then(() => "fetched", () => "refused"), elsewhere);
  assert.equal(fetched, "refused");
  assert.deepEqual(await refusals(app), [`connect-src ${elsewhere}`]);
  const image = await app.page.evaluate(
    (to) =>
      new Promise((done) => {
        const image = new Image();
        image.onload = () => done("loaded");
        image.onerror = () => done("refused");
        image.src = `${to}icon.svg`;
      }),
    elsewhere,
  );
  assert.equal(image, "refused");
  assert.deepEqual(await refusals(app), [`connect-src ${elsewhere}`, `img-src ${elsewhere}icon.svg`]);
  // The browser reports the violation on its console; nothing else went wrong.
  const tried = (mishap) => mishap.includes("Content Security Policy") || mishap === `request to ${elsewhere}icon.svg`;
  app.mishaps = app.mishaps.filter((mishap) => !tried(mishap));
  await app.close();
});

test("text does not become code", async () => {
  const app = await openListening();
  const ran = await app.page.evaluate(async () => {
    const tried = {};
    // With a delay: code that a debugger evaluates may itself use eval, regardless of the policy.
    tried.eval = await new Promise((done) => {
      setTimeout(() => {
        try {
          done((0, eval)("1 + 1"));
        } catch (error) {
          done(error.name);
        }
      });
    });
    const script = document.createElement("script");
    script.textContent = "globalThis.inlineRan = true";
    document.body.append(script);
    tried.inline = globalThis.inlineRan ?? "refused";
    const blob = URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" }));
    tried.worker = await new Promise((done) => {
      try {
        const worker = new Worker(blob);
        worker.onmessage = () => done("ran");
        worker.onerror = () => done("refused");
      } catch {
        done("refused");
      }
    });
    tried.imported = await import(blob).then(() => "ran", () => "refused");
    return tried;
  });
  assert.deepEqual(ran, { eval: "EvalError", inline: "refused", worker: "refused", imported: "refused" });
  app.mishaps = app.mishaps.filter((mishap) => !mishap.includes("Content Security Policy"));
  await app.close();
});
