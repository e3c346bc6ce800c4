/** The style of the editor. Every colour is a custom property of the page, listed in README.md. */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const focusRing = { outline: "2px solid var(--focus)", outlineOffset: "-2px" };

/** @param {string} colour */
const underline = (colour) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${colour}`,
  textDecorationSkipInk: "none",
  textUnderlineOffset: "3px",
});

/**
 * A mark next to a line, distinguished by shape as well as by colour.
 *
 * @param {string} colour
 * @param {string} shape
 */
const marker = (colour, shape) => ({ content: "normal", backgroundColor: colour, clipPath: shape });

const look = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--surface)", height: "100%" },
  "&.cm-focused": { outline: "none" },
  // Above the gutters and the lines, which would cover an outline; immediately, while the editor's own class comes some milliseconds later.
  "&:has(> .cm-scroller > .cm-content:focus)::after": {
    content: "''",
    position: "absolute",
    inset: "0",
    zIndex: "400",
    border: "2px solid var(--focus)",
    pointerEvents: "none",
  },
  ".cm-scroller": { fontFamily: "var(--ed-font, ui-monospace, monospace)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-content ::selection, .cm-line::selection, .cm-line ::selection": { backgroundColor: "var(--ed-selection)" },
  ".cm-gutters": {
    color: "var(--ed-gutter)",
    backgroundColor: "var(--surface)",
    borderRight: "1px solid var(--border)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--ed-active-line)" },
  ".cm-activeLineGutter": { color: "var(--text)" },
  ".cm-marked": { backgroundColor: "var(--ed-marked)", boxShadow: "inset 3px 0 var(--focus)" },
  ".cm-foldGutter .cm-gutterElement": { cursor: "pointer" },
  ".cm-foldPlaceholder": {
    color: "var(--text)",
    backgroundColor: "var(--ed-active-line)",
    border: "1px solid var(--border)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--ed-match)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--error)" },
  ".cm-specialChar": { color: "var(--error)" },
  ".cm-searchMatch": { backgroundColor: "var(--ed-match)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--ed-match)", outline: "2px solid var(--focus)" },
  ".cm-number": { color: "var(--ed-number)" },
  ".cm-word": { color: "var(--ed-keyword)" },
});

const problems = EditorView.theme({
  ".cm-lintRange-error": underline("var(--error)"),
  ".cm-lintRange-warning": underline("var(--warning)"),
  ".cm-lintRange-info": underline("var(--ed-info)"),
  ".cm-lintRange-active": { backgroundColor: "var(--ed-match)" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--error)" },
  ".cm-lintPoint-warning:after": { borderBottomColor: "var(--warning)" },
  ".cm-lintPoint-info:after": { borderBottomColor: "var(--ed-info)" },
  ".cm-lint-marker-error": marker("var(--error)", "circle(45%)"),
  ".cm-lint-marker-warning": marker("var(--warning)", "polygon(50% 5%, 98% 92%, 2% 92%)"),
  ".cm-lint-marker-info": marker("var(--ed-info)", "inset(12%)"),
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--ed-info)" },
  ".cm-diagnosticSource": { fontSize: "inherit", opacity: "1", color: "var(--ed-gutter)" },
});

const surroundings = EditorView.theme({
  ".cm-tooltip": {
    color: "var(--text)",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--border)",
    maxWidth: "min(36rem, 90vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--ed-font)", fontSize: "0.8125rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--text)",
    backgroundColor: "var(--ed-selection)",
  },
  ".cm-completionDetail": { color: "var(--ed-gutter)", fontStyle: "normal" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-tooltip.cm-completionInfo, .cm-docs": { padding: "6px 10px", lineHeight: "1.4", maxWidth: "min(28rem, 90vw)" },
  // If there is no room next to the list, it goes below or above, so that a description covers no other completion.
  ".cm-tooltip > [class*=-narrow]": { left: "-1px !important", right: "-1px !important" },
  ".cm-tooltip-below > [class*=-narrow]": { top: "100% !important", bottom: "auto !important" },
  ".cm-tooltip-above > [class*=-narrow]": { top: "auto !important", bottom: "100% !important" },
  ".cm-docs code": { fontFamily: "var(--ed-font)", fontWeight: "700" },
  ".cm-docs p": { margin: "4px 0 0" },
  ".cm-fixes": { display: "flex", flexDirection: "column", padding: "4px" },
  ".cm-fixes button, .cm-diagnosticAction": {
    font: "inherit",
    color: "var(--text)",
    backgroundColor: "var(--ed-active-line)",
    border: "1px solid var(--ed-gutter)",
    borderRadius: "4px",
    minHeight: "24px",
    padding: "0 8px",
    justifyContent: "flex-start",
    cursor: "pointer",
  },
  ".cm-fixes button": { borderColor: "transparent", backgroundColor: "transparent", minHeight: "28px" },
  ".cm-fixes button:focus": { ...focusRing, backgroundColor: "var(--ed-selection)" },
  ".cm-snippetField": { backgroundColor: "var(--ed-match)" },
  ".cm-snippetFieldPosition": { borderLeftColor: "var(--text)" },
  ".cm-tooltip-section:not(:first-child)": { borderTop: "1px solid var(--border)" },
  ".cm-panels": { color: "var(--text)", backgroundColor: "var(--surface)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--border)" },
  ".cm-panel.cm-search": { fontSize: "0.875rem", padding: "6px 36px 6px 8px" },
  ".cm-textfield, .cm-button": {
    color: "var(--text)",
    backgroundColor: "var(--surface)",
    backgroundImage: "none",
    border: "1px solid var(--ed-gutter)",
    borderRadius: "4px",
    minHeight: "24px",
    fontSize: "inherit",
  },
  ".cm-textfield::placeholder": { color: "var(--ed-gutter)", opacity: "1" },
  ".cm-button:active": { backgroundImage: "none", backgroundColor: "var(--ed-active-line)" },
  ".cm-panel.cm-search label": { fontSize: "inherit", display: "inline-flex", alignItems: "center", minHeight: "24px" },
  ".cm-panel.cm-search [name=close]": { color: "inherit", width: "24px", height: "24px", top: "6px", right: "6px" },
  ".cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel button:focus-visible": focusRing,
});

const syntax = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--ed-key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ed-string)" },
  { tag: tags.keyword, color: "var(--ed-keyword)" },
  { tag: tags.comment, color: "var(--ed-comment)", fontStyle: "italic" },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: "var(--ed-label)" },
  { tag: [tags.separator, tags.punctuation, tags.bracket], color: "var(--ed-punctuation)" },
]);

export const theme = [look, problems, surroundings, syntaxHighlighting(syntax)];
