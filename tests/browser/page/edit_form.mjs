// The form that edits the selected processor.

export const editForm = {
  /** Opens the form of the selected processor. */
  async editSelected() {
    const summary = this.region("Inspector").locator("summary", { hasText: "Edit" });
    const isOpen = () => summary.evaluate((summary) => summary.parentElement.open);
    if (!(await isOpen())) await summary.click();
  },
  /** A field of the form. */
  editField(name) {
    return this.region("Inspector").getByLabel(name, { exact: true });
  },
  /** The button that adds a processor after the selected one. */
  get addAfter() {
    return this.region("Inspector").getByRole("button", { name: "Add processor after this one", exact: true });
  },
  /** The button that deletes the selected processor. */
  get deleteSelected() {
    return this.region("Inspector").getByRole("button", { name: "Delete", exact: true });
  },
  /** The button that adds the dependency of the field `Depend on`. */
  get connect() {
    return this.region("Inspector").getByRole("button", { name: "Connect", exact: true });
  },
  /** The button that removes a dependency of the selected processor. */
  disconnect(id) {
    return this.region("Inspector").getByRole("button", { name: `Remove dependency on ${id}`, exact: true });
  },
};
