// The list of modules.

export const modules = {
  /** The file names of the modules, as they are listed. */
  async modules() {
    return this.region("Modules").getByRole("listitem").locator("code:first-child").allTextContents();
  },
  /** Opens the list of modules. */
  async openModules() {
    // A report in it may have groups of its own.
    const details = this.region("Modules").getByRole("group").first();
    if (!(await details.evaluate((details) => details.open))) await details.locator("summary").click();
  },
  /** Adds modules from files. */
  async addModules(paths) {
    await this.openModules();
    await this.region("Modules").getByLabel("Add modules").setInputFiles(paths);
  },
};
