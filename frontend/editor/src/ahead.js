/** Reads a new text in short slices, so that completion and help are quick when the user asks for them. */

import { ViewPlugin } from "@codemirror/view";
import { readAhead } from "./outline.js";
import { described } from "./processors.js";

/** How long to wait after a change before reading, in milliseconds. */
const REST = 300;
/** The length of a slice, in milliseconds. */
const SLICE = 8;
/** The longest text to read ahead, in UTF-16 units: finding the changes in a longer text takes longer than a slice. */
const MOST = 2_000_000;
/** How much new text may be read in one go when the user asks, in UTF-16 units. */
const AT_ONCE = 10_000;

class Ahead {
  /** @param {import("@codemirror/view").EditorView} view */
  constructor(view) {
    this.view = view;
    this.isEnded = false;
    /** How much text is new since the last reading, in UTF-16 units. */
    this.fresh = view.state.doc.length;
    /** The reading in progress. @type {Promise<void> | null} */
    this.reading = null;
    this.rest();
  }

  /** @param {import("@codemirror/view").ViewUpdate} update */
  update({ docChanged, changes }) {
    if (!docChanged) return;
    changes.iterChanges((_fromA, _toA, from, to) => (this.fresh += to - from));
    this.rest();
  }

  rest() {
    clearTimeout(this.timer);
    if (this.view.state.doc.length <= MOST) this.timer = setTimeout(() => this.read(), REST);
  }

  /** Waits until little text is new, so that the rest can be read in one go. */
  async caughtUp() {
    while (this.isBehind()) await this.read();
  }

  isBehind() {
    const isUnread = this.reading !== null || this.fresh > AT_ONCE;
    return isUnread && this.view.state.doc.length <= MOST && !this.isEnded;
  }

  read() {
    this.reading ??= this.slices().finally(() => (this.reading = null));
    return this.reading;
  }

  async slices() {
    this.fresh = 0;
    const steps = readAhead(this.view.state.doc.toString());
    for (let isWhole = false; !isWhole && !this.isEnded; ) {
      const end = performance.now() + SLICE;
      while (!isWhole && performance.now() < end) {
        const { done, value } = steps.next();
        if (value) described(value.value);
        isWhole = done ?? false;
      }
      await new Promise((next) => setTimeout(next));
    }
  }

  destroy() {
    clearTimeout(this.timer);
    this.isEnded = true;
  }
}

export const ahead = ViewPlugin.fromClass(Ahead);
