// The examples.

export const examples = {
  get example() {
    return this.page.getByRole("combobox", { name: "Example", exact: true });
  },
  /** Opens an example; `expected` has its processors' ids and its input. */
  async openExample(name, { ids, input }) {
    await this.example.selectOption(name);
    await this.until(async () => [await this.ids(), await this.input.inputValue()], [[...ids].sort(), input], name);
  },
};
