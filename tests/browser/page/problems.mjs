// The list of problems.

export const problems = {
  /** The status line below the tabs. */
  get checked() {
    return this.page.locator(".checked");
  },
  async problems() {
    const list = this.writePanel("Problems");
    // The first check may not be done, and the list is loaded when there is a problem for the first time.
    await list.getByText("No problems").or(list.locator("li:not(li li)")).first().waitFor({ state: "attached" });
    // Each is a button that goes to its position, before the buttons of its fixes.
    const items = await list.locator("li:not(li li)").evaluateAll((items) => items.map((item) => item.firstElementChild.textContent));
    return items.map((text) => text.replace(/\s+/g, " ").trim());
  },
};
