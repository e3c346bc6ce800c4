// Notices and announcements of the page.

export const notices = {
  /** The last announcement. */
  async announced() {
    const texts = await this.page.getByRole("status").allTextContents();
    return texts.map((text) => text.trim()).filter(Boolean).join(" ");
  },
  /** The alert over the page. */
  get alert() {
    return this.page.getByRole("alert");
  },
  /** Waits until the page reports this error; returns its notice with the buttons. */
  async trouble(text) {
    const notice = this.page.locator(".notice").filter({ has: this.alert.filter({ hasText: text }) });
    await notice.waitFor();
    return notice;
  },
  /** Waits until the page no longer reports this error. */
  async settled(text) {
    await this.alert.filter({ hasText: text }).waitFor({ state: "detached" });
  },
};
