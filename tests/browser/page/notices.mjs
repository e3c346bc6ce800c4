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
};
