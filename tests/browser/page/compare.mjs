// The comparison of runs.

export const compare = {
  /** The disclosure of the other measures and the grouping. */
  get more() {
    return this.region("Compare").locator("summary");
  },
  /** Runs the rows of the comparison. */
  async compare() {
    const compare = await this.tab("Compare");
    await compare.getByRole("button", { name: "Compare", exact: true }).click();
    await compare.getByRole("table").waitFor();
    return compare;
  },
  /** The cells of the table of costs, by the name of the run. */
  async costs() {
    const rows = this.region("Compare").getByRole("table", { name: "Cost of each run" }).getByRole("row");
    const cells = await rows.evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
    return Object.fromEntries(cells.slice(1).map(([name, ...cells]) => [name.replace(/ ★.*/, ""), cells]));
  },
};
