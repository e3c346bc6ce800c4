// The terms of the glossary, and the tooltip with a definition.

export const terms = {
  /** A term of a region, by its label. */
  term(region, label) {
    return this.region(region).getByRole("button", { name: label, exact: true }).and(this.page.locator("[aria-describedby^='definition-']"));
  },
  /** The open tooltip. */
  get tooltip() {
    return this.page.getByRole("tooltip");
  },
  /** Waits until a tooltip is open and has this text. */
  async defined(text) {
    await this.until(async () => ((await this.tooltip.count()) === 0 ? "" : this.tooltip.textContent()), (shown) => text.test(shown), `${text}`);
  },
  /** Waits until no tooltip is open. */
  async tooltipCloses() {
    await this.tooltip.waitFor({ state: "hidden" });
  },
};
