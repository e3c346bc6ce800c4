// The timeline: one lane per worker.

export const timeline = {
  /** The sentence that describes the chart. */
  async timeline() {
    return this.region("Timeline").getByRole("img").first().getAttribute("aria-label");
  },
};
