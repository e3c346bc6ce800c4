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
};
