//! What a first visit shows: one workflow under two strategies, and three ways to go on.
//!
//! It is HTML of the shell (`frontend/welcome.html`), because it is shown before any program is loaded, and stays in the
//! document: `data-welcome` of the root element says whether it is shown. `public/before-paint.js` decides that for a visit.

mod commands;

pub use self::commands::Choice;
