//! A page without a browser, for tests.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;

use super::Page;
use crate::state::Event;

/// A page that has not been opened, and the events on it. It lives as long as its owner.
pub(super) fn page() -> (Owner, Page, Rc<RefCell<Vec<Event>>>) {
    let owner = Owner::new();
    owner.set();
    let (page, events) = (Page::new(), Rc::new(RefCell::new(Vec::new())));
    // There are no frames to play in.
    page.settings.play_new_runs(false);
    let heard = events.clone();
    page.events.listen(move |event| heard.borrow_mut().push(event.clone()));
    (owner, page, events)
}
