// The timeline: one lane per worker.

export const timeline = {
  /** The sentence that describes the chart. */
  async timeline() {
    return this.region("Timeline").getByRole("img").first().getAttribute("aria-label");
  },
  /** The summary of the marked range; empty without a range. */
  async range() {
    return (await this.region("Timeline").getByText(/ marked, from /).allTextContents()).join();
  },
};
