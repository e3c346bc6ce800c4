// The settings, in their dialog.

export const settings = {
  get settings() {
    return this.dialog("Settings");
  },
  /** The button that opens them. */
  get settingsButton() {
    return this.button("Settings");
  },
  /** Opens the settings. */
  async openSettings() {
    await this.pressInHeader("Settings");
    await this.settings.waitFor();
  },
  /** The choice of a theme. */
  theme(name) {
    return this.settings.getByRole("radio", { name, exact: true });
  },
  get presentation() {
    return this.settings.getByRole("checkbox", { name: /^Presentation mode/ });
  },
  /** The switch of the single-letter shortcuts. */
  get letters() {
    return this.settings.getByRole("checkbox", { name: /^Single-letter/ });
  },
  /** The size of a pane. */
  paneSize(name) {
    return this.settings.getByRole("slider", { name, exact: true });
  },
  get resetSizes() {
    return this.settings.getByRole("button", { name: "Reset sizes", exact: true });
  },
};
