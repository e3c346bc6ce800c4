//! The scroller of a long list of rows of equal height. Only the visible rows are drawn.

use std::ops::Range;

use leptos::{html::Div, prelude::*};
use web_sys::Element;

use crate::{interop::page as document, state::Window};

/// A scroller: [`Scroller::element`] refers to its element, which calls [`Scroller::measure`] when it is scrolled.
#[derive(Clone, Copy)]
pub(super) struct Scroller {
    pub(super) element: NodeRef<Div>,
    /// The height of a row, in the root element's font size.
    row: f64,
    /// The same in pixels.
    row_height: RwSignal<f64>,
    window: RwSignal<Window>,
    /// Whether any part of it is visible.
    is_shown: Memo<bool>,
}

impl Scroller {
    /// A scroller of rows of this height, in the root element's font size.
    pub(super) fn new(row: f64) -> Self {
        let window = RwSignal::<Window>::default();
        let is_shown = Memo::new(move |_| window.read().height > 0.0);
        let scroller = Self { element: NodeRef::new(), row, row_height: RwSignal::new(1.0), window, is_shown };
        let resizes = StoredValue::new_local(None);
        scroller.element.on_load(move |element| {
            let element: Element = element.into();
            resizes.set_value(document::on_resize(&element, move |_| scroller.measure()).ok());
        });
        scroller
    }

    /// Updates which rows are visible.
    pub(super) fn measure(self) {
        if let Some(element) = self.element.get_untracked() {
            self.row_height.set(self.row * document::rem());
            self.window.set(Window { top: element.scroll_top().into(), height: element.client_height().into() });
        }
    }

    /// The rows to draw, of this total.
    pub(super) fn rows(self, count: usize) -> Range<usize> {
        self.window.get().rows(self.row_height.get(), count)
    }

    /// Scrolls to a row, if it is not visible; for effects, which run again when the scroller itself becomes visible.
    /// This moves only this scroller.
    pub(super) fn reveal(self, row: usize) {
        if !self.is_shown.get() {
            return;
        }
        let top = self.window.read_untracked().reveal(row, self.row_height.get_untracked());
        if let Some(top) = top {
            // The visible rows are drawn before scrolling to them, so that one layout is enough for both.
            self.window.update(|window| window.top = top);
            request_animation_frame(move || {
                if let Some(element) = self.element.get_untracked() {
                    element.set_scroll_top(top as i32);
                }
            });
        }
    }
}
