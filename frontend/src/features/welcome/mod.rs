//! The welcome view of a first visit: one workflow under two strategies, and three choices.
//!
//! It is static HTML of the shell (`frontend/welcome.html`), shown before any program is loaded. The page moves it into its own
//! tree; `data-welcome` of the root element shows or hides it. `public/before-paint.js` sets it for a first visit.

mod commands;

pub use self::commands::Choice;
