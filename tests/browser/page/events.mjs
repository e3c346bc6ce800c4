// The list of events.

export const events = {
  /** Its rows; no more are drawn than are in sight of the step. */
  get events() {
    return this.region("Events").getByRole("option");
  },
};
