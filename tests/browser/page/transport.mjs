// The position in the run.

export const transport = {
  get step() {
    return this.page.getByRole("slider", { name: "Step", exact: true });
  },
  /** Opens the jumps. */
  async jumps() {
    const jumps = this.page.getByRole("group", { name: "Jump", exact: true });
    if (!(await jumps.isVisible())) await this.button("Jump").click();
    await jumps.waitFor();
    return jumps;
  },
  /** The current step and the number of events, even if the comparison hides them. */
  async place() {
    const step = this.page.getByRole("slider", { name: "Step", exact: true, includeHidden: true });
    return step.evaluate((slider) => ({ step: Number(slider.value), of: Number(slider.max) }));
  },
};
