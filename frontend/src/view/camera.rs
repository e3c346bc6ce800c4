//! The visible part of the graph, and how wheel and pointer change it.

use leptos::{
    ev::{MouseEvent, PointerEvent, TouchEvent, WheelEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    scene::Chart,
    state::{Drag, Pinch, Pinched, Point, Size, Viewport},
};

/// The visible part of the drawing.
#[derive(Clone, Copy)]
pub(crate) struct Camera {
    window: ReadSignal<Size>,
    set_window: WriteSignal<Size>,
    viewport: ReadSignal<Viewport>,
    set_viewport: WriteSignal<Viewport>,
    /// The whole drawing is shown, at any size, until the user moves it.
    is_free: RwSignal<bool>,
    drag: RwSignal<Option<Drag>>,
    pinch: StoredValue<Pinch>,
}

impl Camera {
    pub(super) fn new() -> Self {
        let (window, set_window) = signal(Size::default());
        let (viewport, set_viewport) = signal(Viewport::default());
        Self {
            window,
            set_window,
            viewport,
            set_viewport,
            is_free: RwSignal::new(false),
            drag: RwSignal::new(None),
            pinch: StoredValue::new(Pinch::default()),
        }
    }

    /// The size of the window that shows the drawing.
    pub(super) fn window(self) -> ReadSignal<Size> {
        self.window
    }

    /// The part of the drawing in the window.
    pub(super) fn viewport(self) -> ReadSignal<Viewport> {
        self.viewport
    }

    /// Takes the new size of the window.
    pub(super) fn resize(self, window: Size) {
        self.set_window.set(window);
    }

    /// Shows the whole drawing, if the user has not moved it.
    pub(super) fn follow(self, chart: &Chart) {
        if !self.is_free.get_untracked() {
            self.fit(chart);
        }
    }

    pub(super) fn fit(self, chart: &Chart) {
        self.is_free.set(false);
        self.set_viewport.set(Viewport::fit(chart.size, self.window.get_untracked()));
    }

    /// Whether the whole drawing is in the window, which has no size before it is measured.
    pub(super) fn shows_all(self, chart: &Chart) -> bool {
        let window = self.window.get();
        // The viewport follows a new drawing, or a new window, a moment later.
        let viewport = if self.is_free.get() { self.viewport.get() } else { Viewport::fit(chart.size, window) };
        window == Size::default() || viewport.shows_all(chart.size, window)
    }

    /// Centres a point.
    pub(super) fn show(self, place: Point) {
        self.is_free.set(true);
        let window = self.window.get_untracked();
        self.set_viewport.update(|viewport| *viewport = viewport.centred(place, window));
    }

    /// Centres a point at the drawn size; if it is already there, shows the whole drawing.
    pub(super) fn fit_or_show(self, chart: &Chart, place: Point) {
        let near = Viewport::default().centred(place, self.window.get_untracked());
        if self.viewport.get_untracked() == near {
            self.fit(chart);
        } else {
            self.is_free.set(true);
            self.set_viewport.set(near);
        }
    }

    pub(super) fn zoom(self, factor: f32, fixed: Option<Point>) {
        let window = self.window.get_untracked();
        let fixed = fixed.unwrap_or(Point { x: window.width / 2.0, y: window.height / 2.0 });
        self.is_free.set(true);
        self.set_viewport.update(|viewport| *viewport = viewport.zoom(factor, fixed));
    }

    pub(super) fn pan(self, x: f32, y: f32) {
        self.is_free.set(true);
        self.set_viewport.update(|viewport| *viewport = viewport.pan(x, y));
    }

    pub(super) fn reveal(self, centre: Point, size: Size) {
        let window = self.window.get_untracked();
        let revealed = self.viewport.get_untracked().reveal(centre, size, window);
        if revealed != self.viewport.get_untracked() {
            self.set_viewport.set(revealed);
        }
    }

    pub(super) fn is_dragged(self) -> bool {
        self.drag.read().is_some_and(|drag| drag.is_moving())
    }

    /// Zooms by the wheel with Ctrl; without Ctrl, the page scrolls.
    pub(super) fn wheel(self, event: &WheelEvent) {
        if !event.ctrl_key() {
            return;
        }
        event.prevent_default();
        self.zoom(2f32.powf(-event.delta_y() as f32 / 240.0), at(event));
    }

    /// Starts a drag. A second finger starts a pinch.
    pub(super) fn hold(self, event: &PointerEvent) {
        if event.pointer_type() == "touch"
            && let Some(at) = at(event)
        {
            self.pinch.update_value(|pinch| pinch.touch(event.pointer_id(), at));
        }
        if self.is_pinched() {
            self.drag.set(None);
        } else if event.button() == 0 {
            self.drag.set(Some(Drag::start(event.client_x() as f32, event.client_y() as f32)));
        }
    }

    fn is_pinched(self) -> bool {
        self.pinch.with_value(Pinch::is_pinched)
    }

    /// Lifts a finger.
    pub(super) fn release(self, event: &PointerEvent) {
        self.pinch.update_value(|pinch| pinch.lift(event.pointer_id()));
    }

    /// One finger scrolls the page, two do not.
    pub(super) fn touch(self, event: &TouchEvent) {
        if self.is_pinched() {
            event.prevent_default();
        }
    }

    /// Drags or pinches the drawing, if it is held.
    pub(super) fn drag(self, event: &PointerEvent) {
        if self.is_pinched() {
            let Some(at) = at(event) else { return };
            let pinched = self.pinch.try_update_value(|pinch| pinch.go_on(event.pointer_id(), at)).flatten();
            if let Some(Pinched { factor, middle, moved }) = pinched {
                self.pan(moved.0, moved.1);
                self.zoom(factor, Some(middle));
            }
            return;
        }
        let Some(mut drag) = self.drag.get_untracked() else { return };
        // The user may have released the button outside the window.
        if event.buttons() & 1 == 0 {
            return self.drag.set(None);
        }
        let moved = drag.go_on(event.client_x() as f32, event.client_y() as f32);
        self.drag.set(Some(drag));
        if let Some((x, y)) = moved {
            self.pan(x, y);
        }
    }

    /// Ends a drag. The end of a drag is not a click on the element below it.
    pub(super) fn click(self, event: &MouseEvent) {
        if untrack(|| self.is_dragged()) {
            event.stop_propagation();
        }
        self.drag.set(None);
    }
}

/// The position of an event in the element that listens.
pub(super) fn at(event: &MouseEvent) -> Option<Point> {
    let area = event.current_target()?.dyn_into::<Element>().ok()?.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()) - area.left(), f64::from(event.client_y()) - area.top());
    Some(Point { x: x as f32, y: y as f32 })
}
