// The tabs on the left, the editor of the workflow, and the input.

export const editor = {
  get workflow() {
    return this.page.getByRole("textbox", { name: "Workflow", exact: true, includeHidden: true });
  },
  get input() {
    return this.page.getByRole("textbox", { name: "Input", exact: true, includeHidden: true });
  },
  /** A tab on the left. Its label may have a count. */
  writeTab(name) {
    return this.page.getByRole("tablist", { name: "Write" }).getByRole("tab", { name: new RegExp(`^${name}( \\(|$)`) });
  },
  /** Selects a tab on the left, if it is not selected. Returns its panel. */
  async write(name) {
    const tab = this.writeTab(name);
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    return this.writePanel(name);
  },
  /** The panel of a tab, which may be hidden. */
  writePanel(name) {
    return this.page.getByRole("tabpanel", { name, exact: true, includeHidden: true });
  },
  /** Fills the input, and returns to the workflow. */
  async fillInput(text) {
    await this.write("Input");
    await this.input.fill(text);
    await this.write("Workflow");
  },
  /** The whole workflow, through the clipboard: the editor only draws the visible part. */
  async text() {
    await this.write("Workflow");
    await this.page.evaluate(() => navigator.clipboard.writeText("nothing was copied"));
    await this.workflow.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.press("ControlOrMeta+c");
    const clipboard = () => this.page.evaluate(() => navigator.clipboard.readText());
    return this.until(clipboard, (text) => text !== "nothing was copied", "the workflow is copied");
  },
  /** Replaces the workflow, through the clipboard. */
  async paste(text) {
    await this.write("Workflow");
    // Not a click: the middle of a long text may be outside of the editor.
    await this.workflow.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.workflow.evaluate((box, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      // Firefox creates such an event without the data.
      Object.defineProperty(event, "clipboardData", { value: clipboardData });
      box.dispatchEvent(event);
    }, text);
  },
  /** The completions at the cursor. */
  async offers() {
    return this.page.getByRole("listbox", { name: "Completions" }).getByRole("option").allTextContents();
  },
  /** Accepts a completion by keyboard. */
  async take(label) {
    const option = new RegExp(`^${label}( |$)`);
    await this.until(() => this.offers(), (offers) => offers.some((name) => option.test(name)), `${label} is offered`);
    // The list ignores keys for a moment after it opens, so that users do not accept what they have not seen.
    const shown = Date.now();
    await this.until(() => Date.now() - shown, (passed) => passed > 100, "the list takes keys");
    const selected = this.page.getByRole("listbox", { name: "Completions" }).getByRole("option", { selected: true });
    for (let steps = (await this.offers()).length; !option.test(await selected.textContent()); steps -= 1) {
      if (steps === 0) throw new Error(`the arrow key does not lead to ${label}`);
      await this.page.keyboard.press("ArrowDown");
    }
    await this.page.keyboard.press("Enter");
  },
  /** Moves the cursor to the start of a text, by searching for it. */
  async goTo(text) {
    await this.write("Workflow");
    await this.workflow.focus();
    await this.page.keyboard.press("ControlOrMeta+Home");
    await this.page.keyboard.press("ControlOrMeta+f");
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("ArrowLeft");
  },
  /** The marked lines. Only their style distinguishes them. */
  async marked() {
    return this.workflow.locator(".cm-marked").allTextContents();
  },
};
