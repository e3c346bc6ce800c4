/**
 * The workflow editor. The page loads this file after its first paint, and shows a plain text area until then.
 *
 * All offsets are in UTF-16 code units of the text that `text()` gives, in which every line ends with "\n".
 */

import { isolateHistory } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { search } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  lineNumbers,
} from "@codemirror/view";
import { ahead } from "./ahead.js";
import { applied } from "./apply.js";
import { clampRange } from "./clamp.js";
import { completion } from "./completion.js";
import { diagnostics, showDiagnostics } from "./diagnostics.js";
import { folding } from "./folding.js";
import { hover } from "./hover.js";
import { inSight } from "./in-sight.js";
import { keys } from "./keys.js";
import { memory } from "./memory.js";
import { moduleNames } from "./modules.js";
import { scalars } from "./scalars.js";
import { select, selection, setPlaces } from "./selection.js";
import "./styles.js";
import { tabFocus } from "./tab-focus.js";
import { theme } from "./theme.js";
import { wrapping } from "./wrapping.js";

/**
 * @typedef {object} Options
 * @property {string} doc The text to begin with.
 * @property {string} label The accessible name of the text box.
 * @property {string} [describedBy] The id of an element that describes it: its keys, the number of problems.
 * @property {string} [nonce] For a content security policy that allows styles by nonce only.
 * @property {(number: number) => void} onShow Called with the processor to show in the graph.
 * @property {(text: Uint8Array) => void} onChange Called immediately with the whole text in UTF-8, whenever it changes:
 * bytes cross to WebAssembly in one copy, strings character by character.
 */

/**
 * @typedef {object} Editor
 * @property {() => string} text The text.
 * @property {(text: string) => void} replace Replaces the whole text, as one undo step.
 * @property {(changes: import("./apply.js").Change[]) => void} apply Applies changes, as one undo step.
 * @property {(list: import("./diagnostics.js").Problem[]) => void} setDiagnostics Shows exactly these problems.
 * @property {(names: string[]) => void} offerModules Completes exactly these names for modules.
 * @property {(from: number, to: number) => void} focusAt Selects a range, scrolls to it and focuses the editor.
 * @property {(places: Uint32Array) => void} setProcessors Sets the range of each processor: from, to, from, to, ...
 * @property {(number: number | undefined) => void} select Marks the lines of a processor, or none.
 * @property {() => void} focus Focuses the editor.
 * @property {() => void} destroy Removes the editor from the page.
 */

const encoder = new TextEncoder();

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Puts an editor into `parent` when it is complete. It is built in several tasks, so that the page responds in between.
 *
 * @param {HTMLElement} parent
 * @param {Options} options
 * @returns {Promise<Editor>}
 */
export async function create(parent, options) {
  // axe requires scrollable regions to be reachable by keyboard, and looks for this attribute.
  const attributes = { "aria-label": options.label, tabindex: "0" };
  if (options.describedBy) attributes["aria-describedby"] = options.describedBy;

  const parts = {
    language: [yaml(), scalars, indentOnInput(), bracketMatching()],
    help: [ahead, completion, hover, selection(options.onShow), folding],
    findings: [search({ top: true }), diagnostics],
  };
  const places = Object.fromEntries(Object.keys(parts).map((part) => [part, new Compartment()]));

  await nextTask();
  const view = new EditorView({
    state: EditorState.create({
      doc: options.doc,
      extensions: [
        options.nonce ? EditorView.cspNonce.of(options.nonce) : [],
        EditorView.contentAttributes.of(attributes),
        // An error of the page in this callback must reach `public/rescue.js`.
        EditorView.exceptionSink.of((error) => reportError(error)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(encoder.encode(update.state.doc.toString()));
        }),
        places.help.of([]),
        keys,
        tabFocus,
        memory,
        places.language.of([]),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        places.findings.of([]),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        wrapping,
        inSight,
        theme,
      ],
    }),
  });

  for (const [part, extension] of Object.entries(parts)) {
    await nextTask();
    view.dispatch({ effects: places[part].reconfigure(extension) });
  }
  await nextTask();
  parent.append(view.dom);
  view.requestMeasure();

  const text = () => view.state.doc.toString();
  // For `public/rescue.js`, which saves the text if the page no longer can.
  parent.keptText = text;

  return {
    text,
    replace(text) {
      const insert = view.state.toText(text);
      if (insert.eq(view.state.doc)) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert },
        selection: { anchor: 0 },
        annotations: isolateHistory.of("full"),
        userEvent: "replace",
        scrollIntoView: true,
      });
    },
    apply: (changes) => view.dispatch(applied(view.state, changes)),
    setDiagnostics: (list) => showDiagnostics(view, list),
    offerModules: (names) => view.dispatch({ effects: moduleNames.of(names) }),
    focusAt(from, to) {
      const range = clampRange(view.state, from, to);
      view.dispatch({
        selection: { anchor: range.from, head: range.to },
        effects: EditorView.scrollIntoView(range.from, { y: "center" }),
      });
      view.focus();
    },
    // A copy: arrays from WebAssembly are views of its memory.
    setProcessors: (places) => view.dispatch({ effects: setPlaces.of(places.slice()) }),
    select: (number) => select(view, number ?? null),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
