// Common to all regions: finding them and their buttons by name.

import assert from "node:assert/strict";

export const controls = {
  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  },
  region(name) {
    return this.page.getByRole("region", { name, exact: true });
  },
  /** The description of a control. */
  describedBy(control) {
    return control.evaluate((control) =>
      (control.getAttribute("aria-describedby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent ?? "")
        .join(" "),
    );
  },
  /** Goes with Tab until a control has the focus. The control may still be loading. */
  async tabTo(control, key = "Tab") {
    await control.first().waitFor({ state: "attached" });
    const isFocused = (element) => element === document.activeElement;
    for (let presses = 0; presses < 100; presses += 1) {
      if (await control.first().evaluate(isFocused)) return;
      await this.page.keyboard.press(key);
    }
    assert.fail(`100 presses of ${key} do not lead to ${control}`);
  },
};
