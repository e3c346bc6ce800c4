//! The timeline: who worked on what, and when.

use std::sync::Arc;

use dagwood_core::{ProcessorState, Span};
use leptos::{ev::PointerEvent, prelude::*, svg::Svg};

use crate::{
    control::Page,
    scene::{Lanes, Phase, Tick},
};

/// The height of a lane, in pixels.
const LANE: u32 = 24;
/// The height of a bar, in pixels.
const BAR: u32 = 18;

#[component]
pub(super) fn Timeline() -> impl IntoView {
    let page = Page::of_view();
    let now = Memo::new(move |_| {
        let replay = page.replay.read();
        replay.as_ref().map(|replay| replay.snapshot().now())
    });
    let hint = move || match (page.is_stale.get(), now.get()) {
        (true, Some(_)) => "Of an earlier run: run again.".into(),
        (false, Some(now)) => format!("at {now}"),
        (_, None) => String::new(),
    };
    view! {
        <section
            class="timeline"
            aria-label="Timeline"
            role="region"
            data-keys="run"
        >
            <div class="head">
                <h2>"Timeline"</h2>
                <p class="hint">{hint}</p>
            </div>
            {move || match page.lanes.get() {
                Some(lanes) => view! { <Chart lanes /> }.into_any(),
                None => view! { <p class="empty">"Each worker’s attempts appear here once the workflow has run."</p> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Chart(lanes: Arc<Lanes>) -> impl IntoView {
    let page = Page::of_view();
    let plot = NodeRef::<Svg>::new();
    let height = lanes.lanes * LANE;
    let labels = (0..lanes.lanes).map(|worker| view! { <li>{format!("Worker {worker}")}</li> }).collect_view();
    let (grid, axis) = axis(&lanes.ticks);
    let bars = if lanes.dense {
        view! { <Bulk lanes=lanes.clone() /> }.into_any()
    } else {
        lanes.bars.iter().map(|&bar| view! { <BarView bar lanes=lanes.clone() /> }).collect_view().into_any()
    };
    let cursor = {
        let lanes = lanes.clone();
        move || {
            let now = page.replay.read().as_ref().map(|replay| replay.snapshot().now());
            format!("{}%", lanes.percent(now.unwrap_or_default()))
        }
    };
    let summary = format!("{} attempts on {} workers in {}", lanes.bars.len(), lanes.lanes, lanes.makespan);
    let seek = move |event: &PointerEvent| {
        let Some(plot) = plot.get_untracked() else { return };
        let area = plot.get_bounding_client_rect();
        let fraction = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        page.scrub_to(lanes.instant(fraction));
    };
    let start = {
        let seek = seek.clone();
        move |event: PointerEvent| {
            if event.button() == 0 {
                if let Some(plot) = plot.get_untracked() {
                    // Without it, dragging ends at the edge, which is good enough.
                    let _ = plot.set_pointer_capture(event.pointer_id());
                }
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
        <div class="lanes" role="group" aria-label="Lanes" tabindex="0">
            <ul class="workers" aria-hidden="true">{labels}</ul>
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
                {grid}
                {bars}
                <line class="cursor" x1=cursor.clone() x2=cursor y1="0" y2="100%" />
            </svg>
            <svg class="axis" width="100%" height="20" aria-hidden="true">{axis}</svg>
        </div>
    }
}

/// The lines of a time axis, and its labels.
pub(super) fn axis(ticks: &[Tick]) -> (Vec<impl IntoView + use<>>, Vec<impl IntoView + use<>>) {
    let ticks = ticks.iter().map(|tick| {
        let x = format!("{}%", tick.percent);
        // The last label would stand out over the edge.
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
            view! { <text x=x y="14" text-anchor=anchor>{label}</text> },
        )
    });
    ticks.unzip()
}

/// An attempt: what has happened of it is solid, what will happen is faint.
#[component]
fn BarView(bar: Span, lanes: Arc<Lanes>) -> impl IntoView {
    let page = Page::of_view();
    let (left, right) = (lanes.percent(bar.start), lanes.percent(bar.end));
    let id = page
        .recording
        .read_untracked()
        .as_ref()
        .map(|r| r.trace.graph().id(bar.processor).to_owned())
        .unwrap_or_default();
    let phase = Memo::new(move |_| Phase::of(&bar, page.cursor.get()));
    let state = move || match phase.get() {
        Phase::Future => ProcessorState::Waiting,
        Phase::Running => ProcessorState::Executing,
        Phase::Past => bar.outcome,
    };
    let done = move || {
        let now = page.replay.read().as_ref().map(|replay| replay.snapshot().now()).unwrap_or_default();
        let until = match phase.get() {
            Phase::Future => left,
            Phase::Running => lanes.percent(now).clamp(left, right),
            Phase::Past => right,
        };
        format!("{}%", if right > left { (until - left) / (right - left) * 100.0 } else { 100.0 })
    };
    let is_selected = {
        let id = id.clone();
        move || page.selected.read().as_deref() == Some(&id)
    };
    let label = if bar.attempt > 1 { format!("{id} ({})", bar.attempt) } else { id.clone() };
    view! {
        <svg
            class="bar"
            class:selected=is_selected
            data-state=move || state().name()
            data-outcome=bar.outcome.name()
            class:future=move || phase.get() == Phase::Future
            x=format!("{left}%")
            y=bar.worker * LANE + (LANE - BAR) / 2
            width=format!("{}%", right - left)
            height=BAR
            // Not on the click, which goes to whoever has captured the pointer.
            on:pointerdown=move |_| page.select(id.clone())
        >
            <rect class="whole" width="100%" height="100%" rx="3" />
            <rect class="done" width=done height="100%" rx="3" />
            <rect class="rim" width="100%" height="100%" rx="3" />
            <text x="5" y="13">{label}</text>
        </svg>
    }
}

/// Very many attempts, in a few paths that stay as they are: what has happened of them is what the cursor has uncovered.
#[component]
fn Bulk(lanes: Arc<Lanes>) -> impl IntoView {
    const OUTCOMES: [ProcessorState; 4] =
        [ProcessorState::Completed, ProcessorState::Failed, ProcessorState::Cancelled, ProcessorState::Executing];
    let page = Page::of_view();
    let height = lanes.lanes * LANE;
    let boxes = |outcomes: &[ProcessorState]| lanes.boxes(outcomes, LANE as f32, BAR as f32);
    let ahead = boxes(&OUTCOMES);
    let done = OUTCOMES.map(|state| view! { <path class="boxes" data-state=state.name() d=boxes(&[state]) /> });
    let uncovered = move || {
        let now = page.replay.read().as_ref().map(|replay| replay.snapshot().now());
        lanes.percent(now.unwrap_or_default())
    };
    view! {
        <svg viewBox=format!("0 0 100 {height}") preserveAspectRatio="none" width="100%" height="100%">
            <clipPath id="uncovered">
                <rect width=uncovered height=height />
            </clipPath>
            <path class="boxes" data-state="waiting" d=ahead />
            <g clip-path="url(#uncovered)">{done.into_iter().collect_view()}</g>
        </svg>
    }
}
