// The exploration of the completion orders.

export const orders = {
  get orders() {
    return this.region("Orders");
  },
  get exploreButton() {
    return this.orders.getByRole("button", { name: "Explore", exact: true });
  },
  /** Opens the tab and starts an exploration. */
  async explore() {
    await this.tab("Orders");
    await this.exploreButton.click();
  },
  /** Stops the exploration. */
  async stopExploring() {
    await this.orders.getByRole("button", { name: "Stop exploring", exact: true }).click();
  },
  /** The button that replays an order with this output. */
  orderThatGives(payload) {
    return this.orders.getByRole("button", { name: `Play an example that gives “${payload}”`, exact: true });
  },
  /** The button that goes to a step of the replay: `first`, `previous`, `next` or `last`. */
  orderStep(which) {
    return this.orders.getByRole("button", { name: `Example: ${which} step`, exact: true });
  },
  /** The button that ends the replay. */
  get backToRun() {
    return this.orders.getByRole("button", { name: "Back to the run", exact: true });
  },
};
