// Files that are dropped, pasted or opened.

/** Gives an element a clipboard or drag event of these types, with this data. */
const given = (element, types, { files = [], texts = {} }) =>
  element.evaluate(
    (element, { types, files, texts }) => {
      const data = new DataTransfer();
      for (const { name, bytes } of files) data.items.add(new File([new Uint8Array(bytes)], name));
      for (const [type, text] of Object.entries(texts)) data.setData(type, text);
      const init = { bubbles: true, cancelable: true };
      return types.map((type) => {
        const event =
          type === "paste"
            ? new ClipboardEvent(type, { ...init, clipboardData: data })
            : new DragEvent(type, { ...init, dataTransfer: data });
        element.dispatchEvent(event);
        return event.defaultPrevented;
      });
    },
    { types, files, texts },
  );

/** Files by name, with their texts or bytes. */
const list = (files) =>
  Object.entries(files).map(([name, content]) => ({ name, bytes: [...Buffer.from(content)] }));

export const files = {
  /** The page accepts files. The code for that is not in the first load. */
  async accepts(on) {
    const over = () => given(on, ["dragover"], { files: list({ "a.yaml": "" }) });
    await this.until(over, [true], "the page accepts files");
  },
  /** Drops files on an element; the graph, unless another one is named. */
  async dropFiles(files, on = this.page.locator("main")) {
    await this.accepts(on);
    await given(on, ["dragenter", "dragover", "drop"], { files: list(files) });
  },
  /** Drops a text of a type on an element. Returns whether the page took the drop from the browser. */
  async dropText(text, { type = "text/plain", on = this.page.locator("main") } = {}) {
    await this.accepts(on);
    return (await given(on, ["dragover", "drop"], { texts: { [type]: text } })).at(-1);
  },
  /** Pastes files, and maybe a text with them, into an element. Returns whether the page took the event. */
  async pasteFiles(files, { text, on = this.page.locator("body") } = {}) {
    await this.accepts(on);
    const texts = text === undefined ? {} : { "text/plain": text };
    return (await given(on, ["paste"], { files: list(files), texts }))[0];
  },
  /** Pastes a text outside of text fields. */
  async pasteText(text) {
    await this.accepts(this.page.locator("body"));
    await given(this.page.locator("body"), ["paste"], { texts: { "text/plain": text } });
  },
  /** Picks files in the list of documents. */
  async pickFiles(files) {
    await this.openDocuments();
    const picked = Object.entries(files).map(([name, content]) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(content),
    }));
    await this.documents.getByLabel("Open files").setInputFiles(picked);
  },
};
