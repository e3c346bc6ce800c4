// Where in the run one is.

export const transport = {
  get step() {
    return this.page.getByRole("slider", { name: "Step", exact: true });
  },
  /** How many events have happened in what is shown, and how many there are. */
  async place() {
    return this.step.evaluate((slider) => ({ step: Number(slider.value), of: Number(slider.max) }));
  },
};
