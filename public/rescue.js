// What helps when the page cannot: it needs nothing but this file, and none of the page's own code has to work.
//
// - If the page does not start, it says so in the place of the page, offers to reload, and shows the text that was saved.
// - If the page has started and its program stops, it says so above the page, offers to reload and to copy the text, and goes
//   on saving the text, which the editor still has.
//
// Elements with `data-kept` hold a text of the user and name what it is kept under: frontend/src/state/session.rs.

(() => {
  const PREFIX = "dagwood-playground/";
  /** How often the text is saved once the program has stopped, in milliseconds. */
  const SAVE_MS = 250;

  const shell = () => document.getElementById("shell");
  /** The page takes the place of the shell when it starts. */
  const hasStarted = () => document.readyState !== "loading" && !shell();

  /** What the browser has kept under a name. */
  const kept = (name) => {
    try {
      return localStorage.getItem(PREFIX + name);
    } catch {
      return null;
    }
  };

  /** The text of an element: of a text box its value, of the editor what it says of itself. */
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

  let isTold = false;

  /** The page does not start. */
  function notStarted(why) {
    if (isTold) return;
    const place = shell();
    // The body may be still to come.
    if (!place) return document.addEventListener("DOMContentLoaded", () => notStarted(why), { once: true });
    isTold = true;
    const text = kept("workflow");
    const isKept = text !== null;
    place.querySelector(".late")?.remove();
    place.querySelector(".progress")?.replaceChildren("The playground has not started.");
    const saved = isKept ? " Your workflow is saved: it is shown below." : "";
    place.prepend(notice(`The playground could not start: ${why}.${saved}`, reload(), ...(isKept ? [copy()] : [])));
    if (isKept) {
      place.querySelector("pre").textContent = text;
      // It is the drawing of another workflow.
      place.querySelector(".frame").replaceChildren();
      const input = kept("input");
      if (input) place.querySelector("pre").after(element("h2", { textContent: "Input" }), element("pre", { textContent: input }));
    }
  }

  /** Saves what is on the page. Whether the browser keeps it. */
  function save() {
    try {
      for (const element of document.querySelectorAll("[data-kept]")) {
        const [name, text] = [PREFIX + element.dataset.kept, textOf(element)];
        if (text !== undefined && localStorage.getItem(name) !== text) {
          localStorage.setItem(name, text);
          // What is typed from now on is not what a link has opened: a reload must not bring that back.
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
    const safe = "The page has stopped because of an error in it. Your text goes on being saved.";
    const lost = "The page has stopped because of an error in it, and the browser does not save your text: copy it.";
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

  /** An error that nothing has caught: a file that is not there, or garbage, or a program that has stopped. */
  function failed(error, file) {
    if (!hasStarted()) {
      const name = file && new URL(file, location.href).pathname.split("/").pop();
      return notStarted(name ? `its file ${name} could not be loaded` : `${error?.message ?? error ?? "a file of it is damaged"}`);
    }
    // Other errors are of extensions of the browser, or do not stop the page.
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
