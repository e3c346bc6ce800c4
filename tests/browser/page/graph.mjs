// The graph: processors and their states.

export const graph = {
  /** A processor in the graph, in any state or in one. */
  processor(id, state) {
    const name = state ? `${id}, ${state}` : new RegExp(`^${id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}, \\w+(, breakpoint)?$`);
    return this.region("Graph").getByRole("button", { name, exact: true });
  },
  /** Every processor with its state, sorted by id. */
  async states() {
    const names = await this.region("Graph")
      .getByRole("button")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
    const states = /^(.*), (waiting|ready|executing|completed|failed|skipped|cancelled)$/;
    return names.map((name) => states.exec(name)).filter(Boolean).map(([, id, state]) => `${id}, ${state}`).sort();
  },
  async ids() {
    return (await this.states()).map((name) => name.replace(/, \w+$/, ""));
  },
};
