// The problems of the workflow, as they are listed.

export const problems = {
  async problems() {
    const region = this.region("Problems");
    if ((await region.count()) === 0) return [];
    // Each is a button to its place, before those of its fixes.
    const items = await region.getByRole("listitem").evaluateAll((items) => items.map((item) => item.firstElementChild.textContent));
    return items.map((text) => text.replace(/\s+/g, " ").trim());
  },
};
