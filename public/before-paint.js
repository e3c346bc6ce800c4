// Runs before the first paint: applies the stored theme, and shows the welcome view on a first visit
// (frontend/src/features/welcome). An early choice in that view is kept until the page has started.
(() => {
  const { dataset } = document.documentElement;
  const PREFIX = "dagwood-playground/";
  const SETTINGS = `${PREFIX}appearance`;
  try {
    const stored = localStorage.getItem(SETTINGS);
    const [, theme] = /[?&]theme=(light|dark)\b/.exec(location.search) ?? /[?&]theme=(light|dark)\b/.exec(stored) ?? [];
    if (theme) dataset.theme = theme;
    const isOwn = (key) => key.startsWith(PREFIX) && key !== SETTINGS;
    const isNew = ![localStorage, sessionStorage].some((storage) => Object.keys(storage).some(isOwn));
    if (isNew && !location.hash) dataset.welcome = "true";
  } catch {
    // Without storage, the system's theme applies.
  }
  document.addEventListener("click", ({ target }) => {
    const choice = target.closest?.("#shell [data-choice]")?.dataset.choice;
    if (choice) dataset.choice = choice;
  });
})();
