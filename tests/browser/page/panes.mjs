// The panes: which ones are visible, and their sizes.

export const panes = {
  /** Shows one of the three views, on small screens. */
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
  /** An open dialog. */
  dialog(name) {
    return this.page.getByRole("dialog", { name, exact: true });
  },
  /** Closes a dialog with Escape. The page is notified a moment later, and ignores its own keys until then. */
  async dismiss(name) {
    const dialog = await this.dialog(name).elementHandle();
    await dialog.evaluate((element) => element.addEventListener("close", () => (element.isHeard = true), { once: true }));
    await this.page.keyboard.press("Escape");
    await this.until(() => dialog.evaluate((element) => element.isHeard === true), true, `${name} is closed`);
  },
};
