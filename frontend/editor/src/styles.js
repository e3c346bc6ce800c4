/**
 * Makes CodeMirror's styles comply with a content security policy of `style-src 'self'`.
 *
 * CodeMirror writes them into a `<style>` element, which such a policy blocks. Only in shadow roots it uses a
 * constructed style sheet, which is allowed. So it gets the document's sheets in the shape of a shadow root.
 */

import { StyleModule } from "style-mod";

const adopting = {
  ownerDocument: document,
  get adoptedStyleSheets() {
    return document.adoptedStyleSheets;
  },
  set adoptedStyleSheets(sheets) {
    document.adoptedStyleSheets = sheets;
  },
};

const mount = StyleModule.mount;

StyleModule.mount = (root, modules, options) => {
  const adopts = root === document && "adoptedStyleSheets" in document;
  mount.call(StyleModule, adopts ? adopting : root, modules, options);
};
