// The browsers of the tests: the main one, and one with a different engine.

import assert from "node:assert/strict";

export function environment(name) {
  const value = process.env[name];
  assert.ok(value, `the environment variable ${name} is not set; \`cargo xtask test\` sets it`);
  return value;
}

export const chromium = {
  async launch() {
    const { chromium } = await import("playwright-core");
    return chromium.launch({
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
  },
  rights: { permissions: ["clipboard-read", "clipboard-write"] },
};

/** Under the page's own policy, where nothing can be evaluated in the page. */
export const strictFirefox = {
  async launch() {
    // Later drivers speak a WebDriver BiDi that begins with Firefox 143, and Debian's is 140.
    const { default: driver } = await import("playwright-core-for-firefox");
    return driver._bidiFirefox.launch({
      executablePath: environment("FIREFOX"),
      // A page reads the clipboard without a prompt that nobody would answer.
      firefoxUserPrefs: { "dom.events.testing.asyncClipboard": true },
    });
  },
};

/** With a policy that allows the driver's `eval` in the page. The rest of the policy is unchanged. */
export const firefox = {
  ...strictFirefox,
  change(html) {
    const changed = html.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'");
    assert.notEqual(changed, html, "the page has another policy");
    return changed;
  },
};
