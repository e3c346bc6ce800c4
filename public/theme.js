// The theme that the person has chosen, before anything is painted. The page itself keeps it: frontend/src/state/appearance.rs.
try {
  const stored = localStorage.getItem("dagwood-playground/appearance");
  const [, theme] = /[?&]theme=(light|dark)\b/.exec(location.search) ?? /[?&]theme=(light|dark)\b/.exec(stored) ?? [];
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing shows the theme of the system.
}
