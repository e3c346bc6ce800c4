/** Keeps the cursor visible when the editor becomes smaller, for example when the list of problems grows. */

import { ViewPlugin } from "@codemirror/view";

export const inSight = ViewPlugin.define((view) => {
  const { scrollDOM } = view;
  let height = scrollDOM.clientHeight;
  const observer = new ResizeObserver(() => {
    const before = height;
    height = scrollDOM.clientHeight;
    if (height === 0 || height >= before || !view.hasFocus) return;
    const bottom = view.lineBlockAt(view.state.selection.main.head).bottom + view.documentPadding.top;
    const below = bottom - scrollDOM.scrollTop - height;
    // If the cursor was not visible before, the user has scrolled away from it.
    if (below > 0 && bottom <= scrollDOM.scrollTop + before) scrollDOM.scrollTop += below;
  });
  observer.observe(scrollDOM);
  return { destroy: () => observer.disconnect() };
});
