// What the inspector says of the selected processor.

export const inspector = {
  /** What it received and produced; null where the inspector says nothing of it. */
  async inspected() {
    const text = async (label) => {
      const payload = this.region("Inspector").getByLabel(label, { exact: true });
      return (await payload.count()) === 0 ? null : payload.textContent();
    };
    return { received: await text("Received"), produced: await text("Produced") };
  },
};
