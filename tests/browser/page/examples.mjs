// The gallery of examples.

export const examples = {
  get gallery() {
    return this.page.getByRole("dialog", { name: "Examples", exact: true });
  },
  /** The titles of the examples that the gallery shows. */
  async listedExamples() {
    return this.gallery.getByRole("listitem").locator(".title").allTextContents();
  },
  /** Opens an example by its name. */
  async pickExample(name) {
    await this.pressInHeader("Examples");
    await this.gallery.locator(`[data-example="${name}"]`).click();
  },
  /** Opens an example; `expected` has its processors' ids and its input. */
  async openExample(name, { ids, input }) {
    await this.pickExample(name);
    await this.until(async () => [await this.ids(), await this.input.inputValue()], [[...ids].sort(), input], name);
  },
};
