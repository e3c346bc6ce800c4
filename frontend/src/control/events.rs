//! The listeners to events of the page.

use std::rc::Rc;

use leptos::prelude::*;

use crate::state::Event;

type Listener = Rc<dyn Fn(&Event)>;

/// The listeners to events of the page.
#[derive(Clone, Copy)]
pub struct Events {
    listeners: StoredValue<Vec<Listener>, LocalStorage>,
}

impl Events {
    pub(super) fn new() -> Self {
        Self { listeners: StoredValue::new_local(Vec::new()) }
    }

    /// Calls `hear` with every future event, after all earlier listeners.
    pub fn listen(self, hear: impl Fn(&Event) + 'static) {
        self.listeners.update_value(|listeners| listeners.push(Rc::new(hear)));
    }

    /// Calls all listeners.
    pub(super) fn tell(self, event: &Event) {
        // A listener may give commands, which cause events: the list must not be borrowed during the call.
        let listeners = self.listeners.get_value();
        untrack(|| listeners.iter().for_each(|hear| hear(event)));
    }
}
