//! Panics of the page.

use leptos::prelude::window;
use web_sys::Event;

/// Writes panics to the console, and reports them to `public/rescue.js`: after a panic the page does nothing any more.
pub fn report() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let Ok(event) = Event::new("dagwood:panic") {
            // If this fails, nothing more can be done.
            let _ = window().dispatch_event(&event);
        }
    }));
}
