//! Panics of the page.

use leptos::prelude::window;
use web_sys::Event;

/// Writes panics to the console, and tells `public/rescue.js` of them: after a panic the page does nothing any more.
pub fn report() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let Ok(event) = Event::new("dagwood:panic") {
            // Nothing is left to do if it cannot be told.
            let _ = window().dispatch_event(&event);
        }
    }));
}
