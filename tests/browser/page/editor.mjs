// The editor of the workflow, and the input.

export const editor = {
  get workflow() {
    return this.page.getByRole("textbox", { name: "Workflow", exact: true });
  },
  get input() {
    return this.page.getByRole("textbox", { name: "Input", exact: true });
  },
  /** The whole workflow, by way of the clipboard: the editor draws no more of it than is in sight. */
  async text() {
    await this.page.evaluate(() => navigator.clipboard.writeText("nothing was copied"));
    await this.workflow.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.press("ControlOrMeta+c");
    const clipboard = () => this.page.evaluate(() => navigator.clipboard.readText());
    return this.until(clipboard, (text) => text !== "nothing was copied", "the workflow is copied");
  },
  /** Puts a text in the place of the workflow, by the clipboard. */
  async paste(text) {
    await this.workflow.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.workflow.evaluate((box, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      // Firefox makes such an event without the data.
      Object.defineProperty(event, "clipboardData", { value: clipboardData });
      box.dispatchEvent(event);
    }, text);
  },
};
