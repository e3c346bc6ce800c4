// A fallback for when the page fails. It needs only this file, and works without the page's own code.
//
// - If the page does not start, it says so instead of the page, offers to reload, and shows the saved text.
// - If the page has started and its program stops, it says so above the page, offers to reload and to copy the text,
//   and continues to save the text, which is still in the editor.
//
// - Until the page has started, the text box of the shell has the saved text. The page takes over what is typed there:
//   frontend/src/interop/shell.rs.
//
// Elements with `data-kept` contain a text of the user; its value is the name of the text. The draft of this tab has the
// texts of its document in the form of frontend/src/state/session.rs; where it is stored is in frontend/src/store/drafts.rs.

(() => {
  const PREFIX = "dagwood-playground/";
  /** How often the text is saved after the program has stopped, in milliseconds. */
  const SAVE_MS = 250;

  const shell = () => document.getElementById("shell");
  /** The page replaces the shell when it starts. */
  const hasStarted = () => document.readyState !== "loading" && !shell();

  /** The key of the draft of this tab, if it has one. */
  function draftKey() {
    const writer = sessionStorage.getItem(`${PREFIX}draft`);
    return writer === null ? null : `${PREFIX}draft/${writer}`;
  }

  /** The draft of this tab: its first line as parameters, and its texts. */
  function draft() {
    const key = draftKey();
    const stored = key === null ? null : localStorage.getItem(key);
    if (stored === null) return null;
    const start = stored.indexOf("\n") + 1;
    const head = new URLSearchParams(stored.slice(0, start - 1));
    const end = start + Number(head.get("length"));
    return { head, workflow: stored.slice(start, end), input: stored.slice(end) };
  }

  /** A stored text of the tab's document; in a new tab, the most recent text of any tab. */
  const kept = (name) => {
    try {
      return draft()?.[name] ?? (isNew() ? localStorage.getItem(PREFIX + name) : null);
    } catch {
      return null;
    }
  };

  const isNew = () => sessionStorage.getItem(`${PREFIX}document`) === null;

  /** The text of an element: the value of a text box, or the text that the editor provides. */
  const textOf = (element) => element.value ?? element.keptText?.();

  /** The workflow, from the page if it has it. */
  const workflow = () => {
    const elements = [...document.querySelectorAll('[data-kept="workflow"]')];
    return elements.map(textOf).find((text) => text !== undefined) ?? kept("workflow") ?? "";
  };

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const button = (text, act) => element("button", { type: "button", textContent: text, onclick: act });

  const reload = () => button("Reload", () => location.reload());

  const copy = () =>
    button("Copy my text", async ({ target }) => {
      try {
        await navigator.clipboard.writeText(workflow());
        target.textContent = "Copied";
      } catch {
        target.textContent = "Not copied: select the text and press Ctrl+C";
      }
    });

  const notice = (text, ...buttons) => {
    const sentence = element("p", { textContent: text });
    sentence.setAttribute("role", "alert");
    return element("section", { className: "notice error rescue" }, sentence, element("div", { className: "remedies" }, ...buttons));
  };

  /**
   * Shows the saved text. It is read-only if the page will replace it with the text of a link, or of a document without a
   * draft.
   */
  function fill() {
    const area = shell()?.querySelector("textarea");
    if (!area) return;
    const text = kept("workflow");
    area.defaultValue = text ?? area.defaultValue;
    area.readOnly = location.hash.length > 1 || (text === null && !isNewOrOff());
  }

  /** Whether the tab has no document to return to. */
  function isNewOrOff() {
    try {
      return isNew();
    } catch {
      return true;
    }
  }
  document.addEventListener("DOMContentLoaded", fill);

  let isTold = false;

  /** The page does not start. */
  function notStarted(why) {
    if (isTold) return;
    const place = shell();
    // The body may not have been parsed yet.
    if (!place) return document.addEventListener("DOMContentLoaded", () => notStarted(why), { once: true });
    isTold = true;
    const text = kept("workflow");
    const isKept = text !== null;
    place.querySelector(".late")?.remove();
    place.querySelector(".progress")?.replaceChildren("The playground has not started.");
    const saved = isKept ? " Your workflow is saved and shown below." : "";
    place.prepend(notice(`The playground could not start: ${why}.${saved}`, reload(), ...(isKept ? [copy()] : [])));
    if (isKept) {
      fill();
      // The drawing shows a different workflow.
      place.querySelector(".frame").replaceChildren();
      const input = kept("input");
      if (input) place.querySelector("textarea").after(element("h2", { textContent: "Input" }), element("pre", { textContent: input }));
    }
  }

  /** Saves the texts on the page as the draft of this tab. Returns whether the browser stores them. */
  function save() {
    try {
      const texts = {};
      for (const element of document.querySelectorAll("[data-kept]")) {
        const text = textOf(element);
        if (text !== undefined) texts[element.dataset.kept] ??= text;
      }
      const stored = draft() ?? { head: begin(), workflow: null, input: "" };
      const { workflow = stored.workflow ?? "", input = stored.input } = texts;
      if (workflow === stored.workflow && input === stored.input) return true;
      advance(stored.head, workflow);
      localStorage.setItem(draftKey(), `?${stored.head}\n${workflow}${input}`);
      localStorage.setItem(`${PREFIX}workflow`, workflow);
      // The text is now different from the link: a reload must not restore the link.
      if (location.hash) history.replaceState(null, "", location.pathname + location.search);
      return true;
    } catch {
      return false;
    }
  }

  /** The first line of a new document, which this tab opens from now on. */
  function begin() {
    const id = () => Math.floor(Math.random() * 2 ** 52).toString(16);
    const document = id();
    sessionStorage.setItem(`${PREFIX}document`, document);
    sessionStorage.setItem(`${PREFIX}draft`, id());
    return new URLSearchParams({ id: document, history: "" });
  }

  /** The first line of the next state of a document. */
  function advance(head, workflow) {
    // A stamp for each writer, and the newest last: frontend/src/state/history.rs.
    const writer = sessionStorage.getItem(`${PREFIX}draft`);
    const stamps = head.get("history").split(" ").filter(Boolean);
    const isOwn = (stamp) => stamp.startsWith(`${writer}.`);
    const count = Number(stamps.find(isOwn)?.split(".")[1] ?? 0) + 1;
    head.set("history", [...stamps.filter((stamp) => !isOwn(stamp)), `${writer}.${count}`].join(" "));
    head.set("changed", Date.now());
    head.set("length", workflow.length);
  }

  /** The program of the page has stopped. */
  function stopped() {
    if (isTold) return;
    isTold = true;
    document.documentElement.dataset.stopped = "true";
    const safe = "The page has stopped because of an internal error. Your text is still being saved.";
    const lost = "The page has stopped because of an internal error, and the browser does not save your text: copy it.";
    const told = notice(save() ? safe : lost, reload(), copy());
    document.body.prepend(told);
    setInterval(() => {
      const sentence = told.querySelector("p");
      const text = save() ? safe : lost;
      if (sentence.textContent !== text) sentence.textContent = text;
    }, SAVE_MS);
    addEventListener("pagehide", save);
    document.addEventListener("visibilitychange", save);
  }

  /** An uncaught error: a missing or invalid file, or a program that has stopped. */
  function failed(error, file) {
    if (!hasStarted()) {
      const name = file && new URL(file, location.href).pathname.split("/").pop();
      return notStarted(name ? `its file ${name} could not be loaded` : `${error?.message ?? error ?? "one of its files is damaged"}`);
    }
    // Other errors come from browser extensions, or do not stop the page.
    const isOverflow = error instanceof RangeError && /wasm/.test(error.stack ?? "");
    if (error instanceof WebAssembly.RuntimeError || isOverflow) stopped();
  }

  addEventListener(
    "error",
    (event) => {
      if (event instanceof ErrorEvent) return failed(event.error ?? event.message);
      const { target } = event;
      if (target instanceof HTMLScriptElement && !hasStarted()) failed(null, target.src);
    },
    true,
  );
  addEventListener("unhandledrejection", ({ reason }) => failed(reason));
  // A panic hook sends this event: the code that called the program may catch the error and not report it.
  addEventListener("dagwood:panic", () => (hasStarted() ? stopped() : notStarted("its program has stopped")));
})();
