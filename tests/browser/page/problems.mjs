// The list of problems.

export const problems = {
  async problems() {
    const region = this.region("Problems");
    if ((await region.count()) === 0) return [];
    // The first check may not be done, and the list is loaded when there is a problem for the first time.
    await region.getByText("No problems").or(region.getByRole("listitem")).first().waitFor();
    // Each is a button that goes to its position, before the buttons of its fixes.
    const items = await region.getByRole("listitem").evaluateAll((items) => items.map((item) => item.firstElementChild.textContent));
    return items.map((text) => text.replace(/\s+/g, " ").trim());
  },
};
