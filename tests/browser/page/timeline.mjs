// The timeline: one lane per worker.

export const timeline = {
  /** The sentence that stands for its picture. */
  async timeline() {
    return this.region("Timeline").getByRole("img").first().getAttribute("aria-label");
  },
};
