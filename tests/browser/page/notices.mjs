// What the page says of its own accord.

export const notices = {
  /** What was announced last. */
  async announced() {
    const texts = await this.page.getByRole("status").allTextContents();
    return texts.map((text) => text.trim()).filter(Boolean).join(" ");
  },
  /** What is wrong or worth knowing and is shown over the page. */
  get alert() {
    return this.page.getByRole("alert");
  },
  /** Waits until the page says this of itself; its notice, with the buttons that it offers. */
  async trouble(text) {
    const notice = this.page.locator(".notice").filter({ has: this.alert.filter({ hasText: text }) });
    await notice.waitFor();
    return notice;
  },
  /** Waits until the page no longer says this of itself. */
  async settled(text) {
    await this.alert.filter({ hasText: text }).waitFor({ state: "detached" });
  },
};
