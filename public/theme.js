// Applies the user's theme before anything is painted. The page stores it: frontend/src/features/settings/state.rs.
try {
  const stored = localStorage.getItem("dagwood-playground/appearance");
  const [, theme] = /[?&]theme=(light|dark)\b/.exec(location.search) ?? /[?&]theme=(light|dark)\b/.exec(stored) ?? [];
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Without storage, the system's theme applies.
}
