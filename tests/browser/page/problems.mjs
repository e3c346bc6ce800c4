// The problems of the workflow, as they are listed.

export const problems = {
  async problems() {
    const region = this.region("Problems");
    if ((await region.count()) === 0) return [];
    const items = await region.getByRole("listitem").allTextContents();
    return items.map((text) => text.replace(/\s+/g, " ").trim());
  },
};
