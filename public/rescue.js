// A fallback for when the page fails. It needs only this file, and works without the page's own code.
//
// - If the page does not start, it says so instead of the page, offers to reload, and shows the saved text.
// - If the page has started and its program stops, it says so above the page, offers to reload and to copy the text,
//   and continues to save the text, which is still in the editor.
//
// - Until the page has started, the text box of the shell has the saved text. The page takes over what is typed there:
//   frontend/src/interop/shell.rs.
//
// Elements with `data-kept` contain a text of the user; its value is the storage key: frontend/src/state/session.rs.

(() => {
  const PREFIX = "dagwood-playground/";
  /** How often the text is saved after the program has stopped, in milliseconds. */
  const SAVE_MS = 250;

  const shell = () => document.getElementById("shell");
  /** The page replaces the shell when it starts. */
  const hasStarted = () => document.readyState !== "loading" && !shell();

  /** The text that the browser has stored under a name. */
  const kept = (name) => {
    try {
      return localStorage.getItem(PREFIX + name);
    } catch {
      return null;
    }
  };

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

  /** Shows the saved text. With a link, the page shows the text of the link, so nothing can be typed before. */
  function fill() {
    const area = shell()?.querySelector("textarea");
    if (!area) return;
    area.defaultValue = kept("workflow") ?? area.defaultValue;
    area.readOnly = location.hash.length > 1;
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

  /** Saves the texts on the page. Returns whether the browser stores them. */
  function save() {
    try {
      for (const element of document.querySelectorAll("[data-kept]")) {
        const [name, text] = [PREFIX + element.dataset.kept, textOf(element)];
        if (text !== undefined && localStorage.getItem(name) !== text) {
          localStorage.setItem(name, text);
          // The text is now different from the link: a reload must not restore the link.
          if (location.hash) history.replaceState(null, "", location.pathname + location.search);
        }
      }
      return true;
    } catch {
      return false;
    }
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
