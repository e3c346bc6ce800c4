// The document, the list of documents, and the history.

export const documents = {
  /** Whether the document is saved, in the words of the page. */
  async saved() {
    return (await this.documentMenu.locator(".saved").textContent()).trim();
  },
  /** Waits until the document is a stored document, not only a draft. */
  async stored() {
    await this.until(() => this.saved(), "Saved", "it is saved");
    await this.openDocuments();
    await this.page.keyboard.press("Escape");
  },
  /** The name of the document. */
  async documentName() {
    return (await this.documentMenu.locator(".title").textContent()).trim();
  },
  get documents() {
    return this.dialog("Documents");
  },
  /** Opens the list of documents, and waits until it has been read. */
  async openDocuments() {
    await this.chooseOfDocument("All documents");
    await this.documents.getByRole("status").filter({ hasText: /^(\d+ of|There are|No document)/ }).waitFor();
  },
  /** The names in the list. */
  async documentNames() {
    return this.documents.getByRole("listitem").locator(".title").allTextContents();
  },
  /** Opens a document of the list, which is open. */
  async openDocument(name) {
    await this.documents.getByRole("listitem").filter({ hasText: name }).locator(".open").click();
  },
  /** A button of a document in the list. */
  documentButton(what, name) {
    return this.documents.getByRole("button", { name: `${what} “${name}”`, exact: true });
  },
  get history() {
    return this.dialog("History");
  },
  /** Opens the history of the document. */
  async openHistory() {
    await this.chooseOfDocument("History");
    await this.history.waitFor();
  },
  /** The versions in the history: names and times. */
  async versions() {
    return this.history.getByRole("listitem").locator("> span").allTextContents();
  },
  /** The notice of the page that has this text. */
  notice(text) {
    return this.page.getByRole("region", { name: "Notice", exact: true }).filter({ hasText: text });
  },
};
