// The comparison of runs.

export const compare = {
  /** The cells of the table of costs, by the name of the run. */
  async costs() {
    const rows = this.region("Compare").getByRole("table").getByRole("row");
    const cells = await rows.evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
    return Object.fromEntries(cells.slice(1).map(([name, ...cells]) => [name.replace(/ ★.*/, ""), cells]));
  },
};
