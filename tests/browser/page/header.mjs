// The header: the example, the options, and the link.

export const header = {
  get example() {
    return this.page.getByRole("combobox", { name: "Example", exact: true });
  },
  get strategy() {
    return this.page.getByRole("combobox", { name: "Strategy", exact: true });
  },
  get failureStrategy() {
    return this.page.getByRole("combobox", { name: "Failure strategy", exact: true });
  },
  get workers() {
    return this.page.getByRole("spinbutton", { name: "Workers", exact: true });
  },
  get live() {
    return this.page.getByRole("checkbox", { name: "Live", exact: true });
  },
  /** Opens an example; `expected` has its processors' ids and its input. */
  async openExample(name, { ids, input }) {
    await this.example.selectOption(name);
    await this.until(async () => [await this.ids(), await this.input.inputValue()], [[...ids].sort(), input], name);
  },
  /** Presses Share and returns the link. */
  async share() {
    await this.page.evaluate(() => navigator.clipboard.writeText(""));
    await this.button("Share").click();
    const clipboard = () => this.page.evaluate(() => navigator.clipboard.readText());
    return this.until(clipboard, (text) => text.includes("#code/"), "the link is on the clipboard");
  },
};
