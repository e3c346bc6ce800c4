// The inspector: the selected processor, or the overview of the run.

export const inspector = {
  /** The shown input and output; null if not shown. */
  async inspected() {
    const text = async (label) => {
      const payload = this.region("Inspector").getByLabel(label, { exact: true });
      return (await payload.count()) === 0 ? null : payload.textContent();
    };
    return { received: await text("Received"), produced: await text("Produced") };
  },
  /** The explanation of the selected processor's state. */
  why() {
    return this.region("Inspector").getByRole("group", { name: "Why" }).getByRole("paragraph").textContent();
  },
  /** The button that goes to the step at which this begins or ends: `Since`, `Released by` or `Next`. */
  turn(what) {
    return this.region("Inspector").getByRole("group", { name: "Why" }).getByRole("button", { name: what });
  },
  /** The choice of the form in which payloads are shown. */
  payloadsAs(form) {
    return this.region("Inspector").getByRole("group", { name: "Payloads as" }).getByRole("radio", { name: form, exact: true });
  },
  /** The lines of a list in the overview. */
  async listed(name) {
    const lines = await this.region("Inspector").getByRole("list", { name }).getByRole("listitem").allTextContents();
    return lines.map((line) => line.trim());
  },
};
