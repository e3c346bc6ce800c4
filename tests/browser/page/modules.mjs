// The list of modules.

export const modules = {
  /** The file names of the modules, as they are listed. */
  async modules() {
    return this.writePanel("Modules").locator(".about code:first-child").allTextContents();
  },
  /** Opens the list of modules. */
  async openModules() {
    return this.write("Modules");
  },
  /** Adds modules from files. */
  async addModules(paths) {
    const list = await this.openModules();
    await list.getByLabel("Add modules").setInputFiles(paths);
  },
};
