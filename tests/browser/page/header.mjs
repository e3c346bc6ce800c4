// The header: the options of a run.

export const header = {
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
};
