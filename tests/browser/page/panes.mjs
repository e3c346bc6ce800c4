// The panes: which of them are in sight, and how large they are.

export const panes = {
  /** Puts one of the three views in front, where there is no room for all. */
  async look(name) {
    await this.page.getByRole("radio", { name, exact: true }).check({ force: true });
  },
  /** Opens a tab below the graph, and returns its region. */
  async tab(name) {
    await this.page.getByRole("tab", { name, exact: true }).click();
    return this.region(name);
  },
  /** The border of a pane. */
  splitter(name) {
    return this.page.getByRole("separator", { name, exact: true });
  },
  /** A dialog that is open. */
  dialog(name) {
    return this.page.getByRole("dialog", { name, exact: true });
  },
  /** Closes a dialog by Escape. The page hears of that a moment later, and until then takes no keys of its own. */
  async dismiss(name) {
    const dialog = await this.dialog(name).elementHandle();
    await dialog.evaluate((element) => element.addEventListener("close", () => (element.isHeard = true), { once: true }));
    await this.page.keyboard.press("Escape");
    await this.until(() => dialog.evaluate((element) => element.isHeard === true), true, `${name} is closed`);
  },
};
