//! A tooltip as WCAG 2.2 (1.4.13) has it: it comes with the pointer or the focus and stays as long as one of them, the pointer
//! may move onto it, and Escape closes it.

use std::{cell::RefCell, rc::Rc};

use dagwood_export::drawing::Decimal;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, HtmlElement, KeyboardEvent, Node, PointerEvent};

/// The attribute of elements that have a tooltip: its topic.
const TOPIC: &str = "data-term";

/// Shows `tip`, a popover, beside every element with `data-term`. `fill` gives the popover its content for that topic.
pub fn attach(tip: HtmlElement, fill: impl Fn(&str) + 'static) {
    let tooltip = Rc::new(Tooltip { tip, fill: Box::new(fill), owner: RefCell::default() });
    let listen = |name: &'static str, act: fn(&Tooltip, &Event)| {
        let tooltip = tooltip.clone();
        let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
        EventListener::new_with_options(&window(), name, options, move |event| act(&tooltip, event)).forget();
    };
    listen("pointerover", Tooltip::point);
    listen("focusin", |tooltip, event| tooltip.show_or_settle(owner(event.target())));
    listen("focusout", |tooltip, _| tooltip.settle(false));
    // A touch gives neither of the two before it is a click.
    listen("click", |tooltip, event| tooltip.show_or_settle(owner(event.target())));
    listen("keydown", Tooltip::key);
    listen("scroll", |tooltip, _| tooltip.place());
}

/// The element with a tooltip that this one is, or is in.
fn owner(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(&["[", TOPIC, "]"].concat()).ok().flatten()
}

struct Tooltip {
    tip: HtmlElement,
    fill: Box<dyn Fn(&str)>,
    /// The element whose tooltip is open.
    owner: RefCell<Option<Element>>,
}

impl Tooltip {
    fn show_or_settle(&self, owner: Option<Element>) {
        match owner {
            Some(owner) => self.show(owner),
            None => self.settle(false),
        }
    }

    fn show(&self, owner: Element) {
        (self.fill)(&owner.get_attribute(TOPIC).unwrap_or_default());
        self.owner.replace(Some(owner));
        self.place();
        // It fails if it is open already.
        let _ = self.tip.show_popover();
    }

    fn hide(&self) {
        if self.owner.take().is_some() {
            // It fails if it is closed already.
            let _ = self.tip.hide_popover();
        }
    }

    /// Hides it unless its element has the focus, or it is itself under the pointer.
    fn settle(&self, is_pointed_at: bool) {
        let is_used = self.owner.borrow().as_ref().is_some_and(|owner| {
            let is = |element: &Element, state| element.matches(state).unwrap_or_default();
            is_pointed_at || is(owner, ":focus") || is(owner, ":hover") || is(&self.tip, ":hover")
        });
        if !is_used {
            self.hide();
        }
    }

    fn point(&self, event: &Event) {
        let Some(event) = event.dyn_ref::<PointerEvent>().filter(|event| event.pointer_type() != "touch") else {
            return;
        };
        match owner(event.target()) {
            // A move within an element does not open what Escape has closed.
            Some(to) if owner(event.related_target()).as_ref() != Some(&to) => self.show(to),
            Some(_) => {}
            None => {
                let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
                self.settle(self.tip.contains(target.as_ref()));
            }
        }
    }

    fn key(&self, event: &Event) {
        let is_escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
        if is_escape && self.owner.borrow().is_some() {
            self.hide();
            // What else Escape closes or clears stays for the next press.
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// Puts it below its element, or above it in the lower half of the window. It touches the element, so that the pointer
    /// reaches it.
    fn place(&self) {
        let Some(owner) = self.owner.borrow().clone() else { return };
        let area = owner.get_bounding_client_rect();
        let height = window().inner_height().as_ref().ok().and_then(JsValue::as_f64).unwrap_or_default();
        let px = |number: f64| format!("{}px", Decimal::new(number as f32, 2));
        let (top, bottom) = if area.bottom() < height / 2.0 {
            (px(area.bottom()), "auto".into())
        } else {
            ("auto".into(), px(height - area.top()))
        };
        let style = self.tip.style();
        for (name, value) in [("--left", px(area.left())), ("top", top), ("bottom", bottom)] {
            // It fails only for styles that are set with priority.
            let _ = style.set_property(name, &value);
        }
    }
}
