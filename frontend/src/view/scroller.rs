//! The scroller of a long list of rows of one height, of which only those in sight are drawn.

use std::ops::Range;

use leptos::{html::Div, prelude::*};
use web_sys::Element;

use crate::{interop::page as document, state::Window};

/// A scroller: the element that [`Scroller::element`] is given to, which calls [`Scroller::measure`] when it is scrolled.
#[derive(Clone, Copy)]
pub(super) struct Scroller {
    pub(super) element: NodeRef<Div>,
    /// The height of a row, in the root element's font size.
    row: f64,
    /// The same in pixels.
    row_height: RwSignal<f64>,
    window: RwSignal<Window>,
}

impl Scroller {
    /// A scroller of rows of this height, in the root element's font size.
    pub(super) fn new(row: f64) -> Self {
        let scroller =
            Self { element: NodeRef::new(), row, row_height: RwSignal::new(1.0), window: RwSignal::default() };
        let resizes = StoredValue::new_local(None);
        scroller.element.on_load(move |element| {
            let element: Element = element.into();
            resizes.set_value(document::on_resize(&element, move |_| scroller.measure()).ok());
        });
        scroller
    }

    /// Sees anew which rows are in sight.
    pub(super) fn measure(self) {
        if let Some(element) = self.element.get_untracked() {
            self.row_height.set(self.row * document::rem());
            self.window.set(Window { top: element.scroll_top().into(), height: element.client_height().into() });
        }
    }

    /// The rows to draw, of so many.
    pub(super) fn rows(self, count: usize) -> Range<usize> {
        self.window.get().rows(self.row_height.get(), count)
    }

    /// Scrolls to a row, if it is out of sight. Nothing but this scroller is scrolled for it.
    pub(super) fn reveal(self, row: usize) {
        if let Some(element) = self.element.get_untracked()
            && let Some(top) = self.window.read_untracked().reveal(row, self.row_height.get_untracked())
        {
            element.set_scroll_top(top as i32);
        }
    }
}
