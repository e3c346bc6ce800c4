// Links to what is on the page.

export const share = {
  /** Presses Share and returns the link. */
  async share() {
    await this.page.evaluate(() => navigator.clipboard.writeText(""));
    await this.button("Share").click();
    const clipboard = () => this.page.evaluate(() => navigator.clipboard.readText());
    return this.until(clipboard, (text) => text.includes("#code/"), "the link is on the clipboard");
  },
};
