// The outcome of a run.

export const output = {
  /** Opens the details of the run. */
  async openDetails() {
    const details = this.region("Output").locator("details");
    if (!(await details.evaluate((details) => details.open))) await details.locator("summary").click();
  },
  async outcome() {
    const output = this.region("Output");
    const result = output.getByLabel("Result", { exact: true });
    return {
      output: (await result.count()) === 0 ? null : await result.textContent(),
      trace_hash: (await output.locator(".hash code").textContent()).trim(),
    };
  },
};
