// The outcome of a run.

export const output = {
  async outcome() {
    const output = this.region("Output");
    const result = output.getByLabel("Result", { exact: true });
    return {
      output: (await result.count()) === 0 ? null : await result.textContent(),
      trace_hash: (await output.getByRole("code").textContent()).trim(),
    };
  },
};
