// Where in the run one is.

export const transport = {
  get step() {
    return this.page.getByRole("slider", { name: "Step", exact: true });
  },
  /** Opens what leads further than to the next event. */
  async jumps() {
    const jumps = this.page.getByRole("group", { name: "Jump", exact: true });
    if (!(await jumps.isVisible())) await this.button("Jump").click();
    await jumps.waitFor();
    return jumps;
  },
  /** How many events have happened in what is shown, and how many there are. */
  async place() {
    return this.step.evaluate((slider) => ({ step: Number(slider.value), of: Number(slider.max) }));
  },
};
