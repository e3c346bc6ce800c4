// Links to what is on the page.

export const share = {
  /** Shares and copies the link, and returns it. */
  async share() {
    await this.page.evaluate(() => navigator.clipboard.writeText(""));
    await this.pressInHeader("Share");
    await this.button("Copy link").click();
    const clipboard = () => this.page.evaluate(() => navigator.clipboard.readText());
    return this.until(clipboard, (text) => text.includes("#code/"), "the link is on the clipboard");
  },
};
