// Runs, from pressing the button to their end.

/** The announcements that end a run. */
const ENDED = /^Run (succeeded|partial|failed|cancelled)$/;

export const running = {
  /** Presses Run and waits for the end; `how` is another way to start it. */
  async run(how = () => this.button("Run").click()) {
    await how();
    return this.ended();
  },
  /** Waits for the end of the current run, and returns how it ended. */
  async ended() {
    const announced = await this.until(() => this.announced(), (text) => ENDED.test(text), "the run ends");
    return ENDED.exec(announced)[1];
  },
};
