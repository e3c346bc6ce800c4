// The graph: processors and their states, as a drawing or as a table.

export const graph = {
  /** A processor in the graph, in any state or in one. */
  processor(id, state) {
    const name = state ? `${id}, ${state}` : new RegExp(`^${id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}, \\w+(, breakpoint)?(, critical)?$`);
    return this.region("Graph").getByRole("button", { name, exact: true });
  },
  /** Every processor with its state, sorted by id. */
  async states() {
    const names = await this.region("Graph")
      .getByRole("button")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
    const states = /^(.*), (waiting|ready|executing|completed|failed|skipped|cancelled)(, breakpoint)?(, critical)?$/;
    return names.map((name) => states.exec(name)).filter(Boolean).map(([, id, state]) => `${id}, ${state}`).sort();
  },
  async ids() {
    return (await this.states()).map((name) => name.replace(/, \w+$/, ""));
  },
  /** The processors on the critical path, sorted by id. */
  async critical() {
    const buttons = this.region("Graph").getByRole("button", { name: /, critical$/ });
    const names = await buttons.evaluateAll((all) => all.map((button) => button.getAttribute("aria-label")));
    return names.map((name) => name.split(",")[0]).sort();
  },
  /** The drawing: `3 processors, 2 dependencies, 3 levels`. */
  get drawing() {
    return this.region("Graph").getByRole("group", { name: /processors?, [\d,. ]+ dependenc(y|ies), / });
  },
  /** The centre of a processor in the window; undefined while it is being drawn. */
  async middle(id) {
    const box = await this.processor(id).boundingBox();
    return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  },
  /** The overview. It is hidden from assistive technology, because keys move the drawing as well. */
  get overview() {
    return this.region("Graph").locator(".overview");
  },
  /** A missing processor, by the id that others depend on. */
  missing(id) {
    return this.region("Graph").getByRole("button", { name: `${id}, missing: show where it is named` });
  },
  /** The levels and barriers of a run under `level`, in words. */
  async levels() {
    return this.region("Graph").locator(".levels text").allTextContents();
  },
  /** The names beside processors that are too small to contain theirs. */
  async names() {
    return this.region("Graph").locator(".names span").allTextContents();
  },
  /** The rows of the table, each as a list of cells. */
  async rows() {
    const rows = this.region("Table").getByRole("table", { name: "Processors" }).getByRole("row");
    const cells = await rows.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
    return cells.slice(1);
  },
};
