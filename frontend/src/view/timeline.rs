//! The timeline: which worker ran which processor when, and what the others waited for.

use std::sync::Arc;

use dagwood_core::{Micros, ProcessorIdx, ProcessorState, trace::Span};
use dagwood_export::drawing::{Tick, fitted};
use leptos::{
    ev::{PointerEvent, WheelEvent},
    html::Div,
    prelude::*,
    svg::Svg,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{
    fan::Fan,
    gradual::gradually,
    icon::{IconButton, glyph},
    keys::by_key,
    later::later,
    waiting::{ROW, WaitLegend, Waits},
};
use crate::{
    control::Page,
    features::settings::ViewOption,
    interop::page as document,
    parts,
    scene::{Gap, Ghost, Lanes, Phase, Range, Scale},
    state::{
        Size,
        command::{Command, Motion, Place, View, label},
    },
    text::timeline as text,
};

/// The height of a lane, in pixels.
const LANE: u32 = 24;
/// The height of a bar, in pixels.
const BAR: u32 = 18;
/// The factor by which a button zooms.
const ZOOM: f64 = 1.5;
/// The maximum zoom.
const CLOSEST: f64 = 64.0;

/// The visible part of the timeline.
#[derive(Clone, Copy)]
struct Lens {
    /// The ratio of the whole length to the visible length.
    zoom: RwSignal<f64>,
    /// Whether idle times are shortened.
    compresses: Memo<bool>,
    /// Whether waits are shown.
    shows_waits: Memo<bool>,
    scroller: NodeRef<Div>,
    plot: NodeRef<Svg>,
    /// The width of the plot, in pixels.
    width: RwSignal<f64>,
}

impl Lens {
    fn new(page: Page) -> Self {
        let lens = Self {
            zoom: RwSignal::new(1.0),
            compresses: page.settings.is_on(ViewOption::CompressGaps),
            shows_waits: page.settings.is_on(ViewOption::Waits),
            scroller: NodeRef::new(),
            plot: NodeRef::new(),
            width: RwSignal::new(0.0),
        };
        let resizes = StoredValue::new_local(None);
        // Each run has its own plot.
        Effect::new(move |_| {
            let plot: Option<Element> = lens.plot.get().map(Into::into);
            let resized = move |size: Size| lens.width.set(size.width.into());
            resizes.set_value(plot.and_then(|plot| document::on_resize(&plot, resized).ok()));
        });
        lens
    }

    /// Zooms around `x` in the window, or else around the middle.
    fn zoom(self, factor: f64, x: Option<f64>) {
        let Some((scroller, plot)) = self.scroller.get_untracked().zip(self.plot.get_untracked()) else { return };
        let before = plot.get_bounding_client_rect();
        let window = scroller.get_bounding_client_rect();
        let x = x.unwrap_or_else(|| f64::midpoint(before.left().max(window.left()), window.right()));
        let fraction = (x - before.left()) / before.width().max(1.0);
        self.zoom.update(|zoom| *zoom = (*zoom * factor).clamp(1.0, CLOSEST));
        // After the plot has its new width; the new drawing is another element.
        request_animation_frame(move || {
            if let Some(plot) = self.plot.get_untracked() {
                let after = plot.get_bounding_client_rect();
                self.pan(after.left() + fraction * after.width() - x);
            }
        });
    }

    /// Moves the visible part, in pixels.
    fn pan(self, pixels: f64) {
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_left(scroller.scroll_left() + pixels.round() as i32);
        }
    }

    /// Moves the visible part so that it contains this position, in percent.
    fn reveal(self, percent: f64) {
        // All of it is visible, or the run has left before this frame; measuring would force a layout in the middle of a step.
        if self.zoom.try_get_untracked().is_none_or(|zoom| zoom <= 1.0) {
            return;
        }
        let Some((scroller, plot)) = self.scroller.get_untracked().zip(self.plot.get_untracked()) else { return };
        let (plot, window) = (plot.get_bounding_client_rect(), scroller.get_bounding_client_rect());
        // The names of the lanes stay visible: the visible part of the plot begins at its left edge before any
        // scrolling.
        let left = plot.left() + f64::from(scroller.scroll_left());
        let x = plot.left() + plot.width() * percent / 100.0;
        let seen = window.right() - left;
        if x < left || x > window.right() {
            self.pan(x - left - seen / 3.0);
        }
    }

    /// Moves the visible part. `false` for motions that a timeline does not support.
    fn go(self, motion: Motion) -> bool {
        match motion {
            Motion::ZoomIn => self.zoom(ZOOM, None),
            Motion::ZoomOut => self.zoom(1.0 / ZOOM, None),
            Motion::Fit => self.zoom.set(1.0),
            Motion::PanLeft => self.pan(-80.0),
            Motion::PanRight => self.pan(80.0),
            _ => return false,
        }
        true
    }

    /// Zooms by the wheel with Ctrl; without Ctrl, the timeline scrolls.
    fn wheel(self, event: &WheelEvent) {
        if event.ctrl_key() {
            event.prevent_default();
            self.zoom(2f64.powf(-event.delta_y() / 240.0), Some(event.client_x().into()));
        }
    }
}

/// The timeline, or what is in its place until there is a run.
#[component]
pub(crate) fn TimelinePanel() -> impl IntoView {
    let page = Page::of_view();
    // Before the first run it shows the plan, as soon as the page is idle.
    let has_any = Memo::new(move |_| page.workspace.idle().get() || page.player.recording().read().is_some());
    move || if has_any.get() { later(parts::timeline, placeholder) } else { placeholder() }
}

fn placeholder() -> AnyView {
    view! {
        <section class="timeline" aria-label=text::TITLE role="region">
            <div class="head">
                <h2 class="unseen">{text::TITLE}</h2>
            </div>
            <p class="empty">{text::EMPTY}</p>
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn Timeline() -> impl IntoView {
    let page = Page::of_view();
    let lens = Lens::new(page);
    let now = Memo::new(move |_| {
        let replay = page.player.replay().read();
        replay.as_ref().map(|replay| replay.snapshot().now())
    });
    page.workspace.serve(View::Timeline, move |motion| match motion {
        Motion::Left | Motion::Right => extend(page, now, motion == Motion::Right),
        Motion::Clear => page.results().range().get_untracked().is_some_and(|_| {
            page.mark(None);
            true
        }),
        _ => lens.go(motion),
    });
    let hint = move || match (page.player.is_stale().get(), now.get()) {
        (true, Some(_)) => text::STALE.into(),
        (false, Some(now)) => text::at(now),
        (_, None) => {
            page.results().plan().read().as_ref().map_or_else(String::new, |plan| text::planned(plan.makespan))
        }
    };
    let has_any = Memo::new(move |_| shown(page).is_some());
    let before = move || {
        let (ghost, lanes) = (page.results().ghost().get()?, page.results().lanes().get()?);
        // A failed run ends early, so its time is not compared.
        let says = match *page.results().since().read() {
            Some(_) => ghost.difference(lanes.makespan),
            None => text::in_grey(ghost.number),
        };
        Some(view! { <span class="before">{says}</span> })
    };
    view! {
        <section
            class="timeline"
            aria-label=text::TITLE
            role="region"
            data-keys="timeline"
            on:keydown=move |event| by_key(page, Place::Timeline, &event)
        >
            <div class="head">
                <h2 class="unseen">{text::TITLE}</h2>
                <p class="hint">{hint} {before}</p>
                <Tools />
            </div>
            {move || {
                if has_any.get() {
                    view! { <Scroller lens now /> }.into_any()
                } else {
                    view! { <p class="empty">{text::EMPTY}</p> }.into_any()
                }
            }}
        </section>
    }
}

/// The timeline of the run, or the planned one.
fn shown(page: Page) -> Option<Arc<Lanes>> {
    page.results().lanes().get().or_else(|| page.results().plan().get())
}

/// Marks a range from the cursor, or extends the marked range, to the next start or end of an attempt.
fn extend(page: Page, now: Memo<Option<Micros>>, is_later: bool) -> bool {
    let Some((lanes, now)) = page.results().lanes().get_untracked().zip(now.get_untracked()) else { return false };
    let range = page.results().range().get_untracked().unwrap_or(Range::at(now)).step(&lanes, is_later);
    page.mark(Some(range).filter(|range| !range.is_empty()));
    true
}

/// What happened in the marked range.
#[component]
fn RangeInWords() -> impl IntoView {
    let page = Page::of_view();
    move || {
        let (range, lanes) = (page.results().range().get()?, page.results().lanes().get()?);
        Some(view! {
            <p class="causes">
                <span>{range.in_words(&lanes)}</span>
                <button type="button" class="quiet" on:click=move |_| page.mark(None)>
                    {label(&Command::Move(View::Timeline, Motion::Clear))}
                </button>
            </p>
        })
    }
}

#[component]
fn Tools() -> impl IntoView {
    let page = Page::of_view();
    let tool = move |motion: Motion, d: &'static str| {
        let command = Command::Move(View::Timeline, motion);
        view! { <IconButton name=label(&command) d act=move || page.give(command.clone()) /> }
    };
    let toggle = move |option: ViewOption| {
        let (command, is_on) = (Command::Toggle(option), page.settings.is_on(option));
        let name = label(&command);
        view! {
            <label>
                <input type="checkbox" prop:checked=move || is_on.get() on:change=move |_| page.give(command.clone()) />
                {name}
            </label>
        }
    };
    view! {
        <div class="tools">
            {toggle(ViewOption::Waits)} {toggle(ViewOption::CompressGaps)} {tool(Motion::ZoomOut, glyph::SMALLER)}
            {tool(Motion::ZoomIn, glyph::LARGER)} {tool(Motion::Fit, glyph::FIT)}
        </div>
    }
}

#[component]
fn Scroller(lens: Lens, now: Memo<Option<Micros>>) -> impl IntoView {
    let page = Page::of_view();
    let scale = Memo::new(move |_| {
        let lanes = shown(page);
        let (bars, axis) = (lanes.as_ref().map_or(&[][..], |lanes| &lanes.bars), page.results().axis().get());
        Arc::new(if lens.compresses.get() {
            Scale::without_gaps(axis, bars, lens.zoom.get())
        } else {
            Scale::even(axis)
        })
    });
    // The view follows the cursor.
    Effect::new(move |_| {
        let percent = scale.read().percent(now.get().unwrap_or_default());
        request_animation_frame(move || lens.reveal(percent));
    });
    view! {
        <div
            class="lanes"
            role="group"
            aria-label=text::LANES
            tabindex="0"
            node_ref=lens.scroller
            on:wheel=move |event| lens.wheel(&event)
        >
            <div
                class="sheet"
                style:width=move || format!("calc(var(--names) + (100% - var(--names)) * {})", lens.zoom.get())
            >
                {move || shown(page).map(|lanes| view! { <Chart lanes scale=scale.get() lens now /> })}
                <Axis scale lens now />
            </div>
        </div>
        <div class="foot" class:measuring=move || page.results().range().read().is_some()>
            {move || lens.shows_waits.get().then(|| view! { <WaitLegend /> })}
            <RangeInWords />
        </div>
    }
}

/// The time axis. Dragging along it marks a range; a click marks one from the cursor to there.
#[component]
fn Axis(scale: Memo<Arc<Scale>>, lens: Lens, now: Memo<Option<Micros>>) -> impl IntoView {
    /// How far from the start or the end of an attempt the pointer may be to mark it, in pixels.
    const REACH: f64 = 6.0;
    let page = Page::of_view();
    let held = StoredValue::new(None::<Range>);
    let instant = move |event: &PointerEvent| {
        let area = lens.plot.get_untracked()?.get_bounding_client_rect();
        let (scale, width) = (scale.get_untracked(), area.width().max(1.0));
        let at = |x: f64| scale.round_instant(x / width, width);
        let x = f64::from(event.client_x()) - area.left();
        let instant = at(x);
        let reach = instant.since(at(x - REACH)).max(at(x + REACH).since(instant));
        Some(page.results().lanes().read_untracked().as_ref()?.near(instant, reach).unwrap_or(instant))
    };
    let start = move |event: PointerEvent| {
        if event.button() == 0
            && let Some(instant) = instant(&event)
        {
            held.set_value(Some(Range::at(instant)));
            capture(&event);
        }
    };
    let go_on = move |event: PointerEvent| {
        if let Some((held, instant)) = held.get_value().zip(instant(&event)) {
            let range = held.to(instant);
            if !range.is_empty() {
                page.mark(Some(range));
            }
        }
    };
    let end = move |event: PointerEvent| {
        let Some(held) = held.try_update_value(Option::take).flatten() else { return };
        if instant(&event).is_some_and(|instant| held.to(instant).is_empty()) {
            let range = Range::at(now.get_untracked().unwrap_or_default()).to(held.start());
            page.mark(Some(range).filter(|range| !range.is_empty()));
        }
    };
    view! {
        <svg
            class="axis"
            width="100%"
            height="24"
            aria-hidden="true"
            on:pointerdown=start
            on:pointermove=go_on
            on:pointerup=end
            on:pointercancel=move |_| held.set_value(None)
        >
            <rect class="grip" width="100%" height="100%" />
            <Marked scale />
            {move || axis(&scale.read().ticks(lens.zoom.get())).1}
            {move || scale.read().gaps.iter().map(gap_label).collect_view()}
        </svg>
    }
}

/// The marked range, from top to bottom.
#[component]
fn Marked(#[prop(into)] scale: Signal<Arc<Scale>>) -> impl IntoView {
    let page = Page::of_view();
    move || {
        let (range, scale) = (page.results().range().get()?, scale.read());
        let (left, right) = (scale.percent(range.start()), scale.percent(range.end()));
        let (x, width) = (format!("{left}%"), format!("{}%", right - left));
        Some(view! { <rect class="range" x=x width=width height="100%" /> })
    }
}

/// Captures the pointer. If that fails, dragging ends at the edge, which is acceptable.
fn capture(event: &PointerEvent) {
    if let Some(own) = event.current_target().and_then(|own| own.dyn_into::<Element>().ok()) {
        let _ = own.set_pointer_capture(event.pointer_id());
    }
}

#[component]
fn Chart(lanes: Arc<Lanes>, scale: Arc<Scale>, lens: Lens, now: Memo<Option<Micros>>) -> impl IntoView {
    let page = Page::of_view();
    let plot = lens.plot;
    let top = lanes.lanes * LANE;
    let has_waits = lens.shows_waits.get() && lanes.waiting.rows > 0;
    let height = top + if has_waits { lanes.waiting.rows * ROW } else { 0 };
    let labels = (0..lanes.lanes).map(|worker| view! { <li>{text::worker(worker)}</li> }).collect_view();
    let left_out = lanes.waiting.left_out;
    let waiting = has_waits.then(|| {
        let more = (left_out > 0).then(|| view! { <li>{text::more(left_out)}</li> });
        view! {
            <li>{text::WAITING}</li>
            {more}
        }
    });
    let grid = {
        let scale = scale.clone();
        move || axis(&scale.ticks(lens.zoom.get())).0
    };
    let gaps = scale.gaps.iter().map(|gap| zigzag(gap, height)).collect_view();
    let chosen = chosen(page, lanes.clone());
    let bars = if lanes.dense {
        view! { <Bulk lanes=lanes.clone() scale=scale.clone() now /> }.into_any()
    } else {
        let phases = {
            let lanes = lanes.clone();
            Fan::new(move || page.player.cursor().get(), move |&cursor, bar: usize| Phase::of(&lanes.bars[bar], cursor))
        };
        let there = gradually(lanes.bars.len());
        let (lanes, scale) = (lanes.clone(), scale.clone());
        let bar = move |i: usize| {
            let bar = lanes.bars[i];
            let id = lanes.graph.id(bar.processor).to_owned();
            let (phase, is_selected) = (phases.of(i), chosen.of(bar.processor));
            view! { <BarView bar id phase is_selected scale=scale.clone() lens now /> }
        };
        view! { <For each=move || 0..there.get() key=|i| *i children=bar /> }.into_any()
    };
    let waits = has_waits
        .then(|| view! { <Waits lanes=lanes.clone() chosen scale=scale.clone() top width=lens.width.into() /> });
    let cursor = {
        let scale = scale.clone();
        move || format!("{}%", scale.percent(now.get().unwrap_or_default()))
    };
    let ghost = {
        let scale = scale.clone();
        move || page.results().ghost().get().map(|ghost| view! { <GhostView ghost scale=scale.clone() top /> })
    };
    let marked = Signal::stored(scale.clone());
    let summary = text::summary(lanes.bars.len(), lanes.lanes, lanes.makespan);
    let seek = move |event: &PointerEvent| {
        let Some(plot) = plot.get_untracked() else { return };
        let area = plot.get_bounding_client_rect();
        let fraction = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        page.give(Command::ScrubTo(scale.instant(fraction)));
    };
    let start = {
        let seek = seek.clone();
        move |event: PointerEvent| {
            if event.button() == 0 {
                capture(&event);
                seek(&event);
            }
        }
    };
    let go_on = move |event: PointerEvent| {
        if event.buttons() & 1 != 0 {
            seek(&event);
        }
    };
    view! {
        <ul class="workers" aria-hidden="true" style=("--lane", format!("{LANE}px"))>
            {labels}
            {waiting}
        </ul>
        <svg
            node_ref=plot
            class="plot"
            role="img"
            aria-label=summary
            width="100%"
            height=height
            on:pointerdown=start
            on:pointermove=go_on
        >
            <defs>
                <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">
                    <path d="M-1 7L7 -1M-4 4L4 -4M2 10L10 2" />
                </pattern>
            </defs>
            {grid}
            {gaps}
            {ghost}
            {bars}
            {waits}
            <Marked scale=marked />
            <line class="cursor" x1=cursor.clone() x2=cursor y1="0" y2="100%" />
        </svg>
    }
    .into_any()
}

/// The run before: a strip below each lane where its worker was busy, and a line where it ended.
#[component]
fn GhostView(ghost: Arc<Ghost>, scale: Arc<Scale>, top: u32) -> impl IntoView {
    let strip = |&(worker, start, end): &(u32, Micros, Micros)| {
        let (left, right) = (scale.percent(start), scale.percent(end));
        let (x, width) = (format!("{left}%"), format!("{}%", right - left));
        // Lanes that only the run before had are not drawn.
        let y = worker * LANE + LANE - 3;
        (y < top).then(|| view! { <rect x=x y=y width=width height="2" /> })
    };
    let strips = ghost.busy.iter().map(strip).collect_view();
    let end = format!("{}%", scale.percent(ghost.makespan));
    view! { <g class="ghost">{strips} <line x1=end.clone() x2=end y1="0" y2=top /></g> }
}

/// Whether a processor of the run is the selected one.
fn chosen(page: Page, lanes: Arc<Lanes>) -> Fan<ProcessorIdx, bool> {
    let selected = move || lanes.graph.find(page.selection.id().read().as_deref()?);
    Fan::new(selected, |&selected, idx| selected == Some(idx))
}

/// The lines of a time axis, and its labels.
pub(crate) fn axis(ticks: &[Tick]) -> (Vec<impl IntoView + use<>>, Vec<impl IntoView + use<>>) {
    let ticks = ticks.iter().map(|tick| {
        let x = format!("{}%", tick.percent);
        // The last label would extend beyond the edge.
        let anchor = if tick.percent > 90.0 {
            "end"
        } else if tick.percent < 1.0 {
            "start"
        } else {
            "middle"
        };
        let label = tick.label.clone();
        (
            view! { <line class="tick" x1=x.clone() x2=x.clone() y1="0" y2="100%" /> },
            view! {
                <text x=x y="14" text-anchor=anchor>
                    {label}
                </text>
            },
        )
    });
    ticks.unzip()
}

/// A shortened time, across the lanes.
fn zigzag(gap: &Gap, height: u32) -> impl IntoView + use<> {
    let teeth: String = (0..height / 8).map(|i| if i % 2 == 0 { "l6 8" } else { "l-6 8" }).collect();
    view! {
        <svg class="gap" x=format!("{}%", f64::midpoint(gap.from, gap.to)) width="12" height=height overflow="visible">
            <path d=format!("M-3 0{teeth}") />
        </svg>
    }
}

/// Its real duration.
fn gap_label(gap: &Gap) -> impl IntoView + use<> {
    let x = format!("{}%", f64::midpoint(gap.from, gap.to));
    view! {
        <text class="gap" x=x y="14" text-anchor="middle">
            {gap.end.since(gap.start).to_string()}
            {text::IDLE}
        </text>
    }
}

/// An attempt: its past is solid, its future is faint.
#[component]
fn BarView(
    bar: Span,
    id: String,
    phase: Signal<Phase>,
    is_selected: Signal<bool>,
    scale: Arc<Scale>,
    lens: Lens,
    now: Memo<Option<Micros>>,
) -> impl IntoView {
    let page = Page::of_view();
    let (left, right) = (scale.percent(bar.start), scale.percent(bar.end));
    let state = move || match phase.get() {
        Phase::Future => ProcessorState::Waiting,
        Phase::Running => ProcessorState::Executing,
        Phase::Past => bar.outcome,
    };
    let done = move || {
        let until = match phase.get() {
            Phase::Future => left,
            Phase::Running => scale.percent(now.get().unwrap_or_default()).clamp(left, right),
            Phase::Past => right,
        };
        format!("{}%", until - left)
    };
    let label = if bar.attempt > 1 { format!("{id} ({})", bar.attempt) } else { id.clone() };
    let label = Memo::new(move |_| fitted(&label, (right - left) / 100.0 * lens.width.get()));
    let (x, y) = (format!("{left}%"), bar.worker * LANE + (LANE - BAR) / 2);
    let width = format!("{}%", right - left);
    // Positions instead of a nested picture: browsers paint that separately, which takes several times as long.
    view! {
        <g
            class="bar"
            class:selected=move || is_selected.get()
            data-state=move || state().name()
            data-outcome=bar.outcome.name()
            class:future=move || phase.get() == Phase::Future
            // Not on the click, which goes to the element that has captured the pointer.
            on:pointerdown=move |_| page.give(Command::Select(id.clone()))
        >
            <rect class="whole" x=x.clone() y=y width=width.clone() height=BAR rx="3" />
            <rect class="done" x=x.clone() y=y width=done height=BAR rx="3" />
            <rect class="rim" x=x.clone() y=y width=width height=BAR rx="3" />
            <text x=x dx="5" y=y + 13>
                {label}
            </text>
        </g>
    }
}

/// Very many attempts, in a few constant paths: the cursor uncovers their past.
#[component]
fn Bulk(lanes: Arc<Lanes>, scale: Arc<Scale>, now: Memo<Option<Micros>>) -> impl IntoView {
    const OUTCOMES: [ProcessorState; 4] =
        [ProcessorState::Completed, ProcessorState::Failed, ProcessorState::Cancelled, ProcessorState::Executing];
    let height = lanes.lanes * LANE;
    let boxes = |outcomes: &[ProcessorState]| lanes.boxes(&scale, outcomes, LANE, BAR);
    let ahead = boxes(&OUTCOMES);
    let done = OUTCOMES.map(|state| view! { <path class="boxes" data-state=state.name() d=boxes(&[state]) /> });
    let uncovered = move || scale.percent(now.get().unwrap_or_default()) / 100.0 * f64::from(Lanes::ACROSS);
    view! {
        <svg viewBox=format!("0 0 {} {height}", Lanes::ACROSS) preserveAspectRatio="none" width="100%" height="100%">
            <clipPath id="uncovered">
                <rect width=uncovered height=height />
            </clipPath>
            <path class="boxes" data-state="waiting" d=ahead />
            <g clip-path="url(#uncovered)">{done.into_iter().collect_view()}</g>
        </svg>
    }
}
