// The list of events.

export const events = {
  /** Its rows; only those near the step are drawn. */
  get events() {
    return this.region("Events").getByRole("option");
  },
};
