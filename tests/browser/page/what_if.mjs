// Changes of a run from the current step on, and the run history.

export const whatIf = {
  get whatIf() {
    return this.region("What if");
  },
  /** The button that forks the run with this change: `fails` or `takes`. */
  fork(change) {
    return this.whatIf.getByRole("button", { name: change, exact: true });
  },
  /** The duration of the change `takes`. */
  get forkDuration() {
    return this.whatIf.getByLabel("Duration in milliseconds");
  },
  /** Waits until the run history has this many runs. */
  async untilRuns(count) {
    await this.until(() => this.whatIf.getByRole("listitem").count(), count);
  },
  /** The button that shows a run of the history. */
  runNumber(number) {
    return this.whatIf.getByRole("button", { name: new RegExp(`^Run ${number} `) });
  },
  /** Compares a fork with its parent. */
  async compareFork(fork, parent) {
    await this.whatIf.getByRole("button", { name: `Compare run ${fork} with run ${parent}`, exact: true }).click();
  },
};
