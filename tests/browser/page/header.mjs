// The header: its menus, and the options of a run, with their summary.

/** An option of a run. Its value is read from the summary, and changed in the popover. */
class Option {
  constructor(app, read) {
    Object.assign(this, { app, read });
  }

  async inputValue() {
    return this.read(await this.app.howItRuns());
  }
}

class Choice extends Option {
  constructor(app, group, read) {
    super(app, read);
    this.group = group;
  }

  /** The radio button of a value, in the popover. */
  radio(name) {
    return this.app.runOptions.getByRole("group", { name: this.group, exact: true }).getByRole("radio", { name, exact: true });
  }

  selectOption(name) {
    return this.app.inRunOptions(() => this.radio(name).check());
  }
}

class Workers extends Option {
  /** The field, in the popover. */
  get field() {
    return this.app.runOptions.getByRole("spinbutton", { name: "Workers", exact: true });
  }

  fill(number) {
    return this.app.inRunOptions(() => this.field.fill(number));
  }
}

class Live extends Option {
  /** The checkbox, in the popover. */
  get box() {
    return this.app.runOptions.getByRole("checkbox", { name: "Live", exact: true });
  }

  setChecked(live) {
    return this.app.inRunOptions(() => this.box.setChecked(live));
  }

  check() {
    return this.setChecked(true);
  }

  isChecked() {
    return this.inputValue();
  }
}

const PRIORITIES = ["critical_path", "fifo"];
const FAILURE = ["fail_fast", "continue_on_error", "best_effort"];
const workers = (part) => /^(\d+) workers?$/.exec(part)?.[1];

export const header = {
  get header() {
    return this.page.getByRole("banner");
  },
  /** The button with the options of a run. */
  get how() {
    return this.page.getByRole("button", { name: /^How it runs: / });
  },
  /** The parts of the summary. */
  async howItRuns() {
    const line = await this.how.textContent();
    return line.replace(/^How it runs: /, "").replace(/≠.*$/, "").split(" · ");
  },
  /** Whether the options differ from the file. */
  async differs() {
    return (await this.how.textContent()).endsWith(", not as in the file");
  },
  /** The options, open. */
  get runOptions() {
    return this.dialog("How it runs");
  },
  /** Opens the options, calls `act`, and closes them. */
  async inRunOptions(act) {
    await this.how.click();
    await act();
    await this.page.keyboard.press("Escape");
    await this.runOptions.waitFor({ state: "hidden" });
  },
  get strategy() {
    return new Choice(this, "Strategy", (parts) => parts[0]);
  },
  get failureStrategy() {
    return new Choice(this, "Failure strategy", (parts) => parts.find((part) => FAILURE.includes(part)));
  },
  get priority() {
    return new Choice(this, "Priority", (parts) => parts.find((part) => PRIORITIES.includes(part)) ?? "rank");
  },
  get workers() {
    return new Workers(this, (parts) => parts.map(workers).find(Boolean));
  },
  get live() {
    return new Live(this, (parts) => parts.includes("live"));
  },
  get writeOptions() {
    return this.runOptions.getByRole("button", { name: "Put these into the file", exact: true });
  },

  /** The button of the menu of the document. */
  get documentMenu() {
    return this.header.getByRole("group", { name: "Document", exact: true }).getByRole("button");
  },
  /** Chooses an item of the menu of the document. */
  async chooseOfDocument(name) {
    await this.documentMenu.click();
    await this.menuItem(name).click();
  },
  menuItem(name) {
    return this.page.getByRole("menuitem", { name, exact: true });
  },
  /** Opens Shortcuts or Glossary. */
  async openHelp(name) {
    await this.button("Help").click();
    await this.menuItem(name).click();
    await this.dialog(name).waitFor();
  },
  /** Presses a button of the header, or its menu item on narrow screens. */
  async pressInHeader(name) {
    if (await this.button(name).isVisible()) await this.button(name).click();
    else await this.chooseOfDocument(name);
  },
};
