//! Runs side by side, on one time axis and with one cursor.

use std::sync::Arc;

use dagwood_core::{Micros, Priority, Strategy};
use leptos::{ev::PointerEvent, prelude::*, svg::Svg};

use super::{
    COLUMNS, CompareBar, Compared, Comparison, FEWEST_VARIANTS, MORE_COLUMNS, MOST_VARIANTS, Rows, Variant, text,
};
use crate::{
    control::Page,
    state::{
        MAX_WORKERS, PanelId,
        command::{Command, label},
    },
    view::{Radio, Term, axis, focus_panel},
};

/// The height of a row of the chart, in pixels.
const LANE: usize = 20;
/// The height of a bar.
const BAR: usize = 15;

#[component]
pub(crate) fn ComparePanel() -> impl IntoView {
    let page = Page::of_view();
    let comparison = Memo::new(move |_| {
        let state = page.compare.state().read();
        state.complete().map(|runs| Arc::new(Comparison::new(&runs, state.rows)))
    });
    let has_any = Memo::new(move |_| comparison.read().is_some());
    let count = Memo::new(move |_| page.compare.state().read().variants.len());
    let rows = move || (0..count.get()).map(|row| view! { <VariantRow row /> }).collect_view();
    let progress = move || match page.runs.running().read().as_ref().and_then(|running| running.of) {
        Some((at, of)) => text::progress(at, of),
        None => String::new(),
    };
    view! {
        <section class="compare" aria-label=text::TITLE role="region" data-keys="run">
            <div class="bench">
                <ol class="variants" aria-label=text::RUNS_TO_COMPARE>
                    {rows}
                </ol>
                <button
                    type="button"
                    aria-disabled=move || (count.get() == MOST_VARIANTS).to_string()
                    on:click=move |_| page.give(Command::AddVariant)
                >
                    {label(&Command::AddVariant)}
                </button>
                <button
                    type="button"
                    class="primary"
                    aria-disabled=move || page.runs.running().read().is_some().to_string()
                    on:click=move |_| page.give(Command::Compare)
                >
                    {label(&Command::Compare)}
                </button>
                <span class="hint">{progress}</span>
            </div>
            {move || match comparison.get() {
                Some(comparison) => view! { <Result comparison /> }.into_any(),
                None => view! { <p class="empty">{text::EMPTY}</p> }.into_any(),
            }}
            {move || has_any.get().then(|| view! { <More comparison /> })}
        </section>
    }
}

/// The content of a row: a strategy and a number of workers, or a run of the run history.
#[component]
fn VariantRow(row: usize) -> impl IntoView {
    let page = Page::of_view();
    let chosen = Memo::new(move |_| page.compare.state().read().variants.get(row).copied());
    let workers = move || match chosen.get() {
        Some(Variant::Options { workers, .. }) => {
            workers.unwrap_or_else(|| page.document.options().read().effective().workers).to_string()
        }
        _ => String::new(),
    };
    let choose = move |name: String| {
        let workers = match chosen.get_untracked() {
            Some(Variant::Options { workers, .. }) => workers,
            _ => None,
        };
        let variant = match (Strategy::from_name(&name), name.parse()) {
            (Some(strategy), _) => Variant::Options { strategy, priority: Priority::default(), workers },
            (None, Ok(number)) => Variant::Made(number),
            _ => return,
        };
        page.give(Command::ChooseVariant(row, variant));
    };
    let choose_workers = move |text: String| {
        if let Some(Variant::Options { strategy, priority, .. }) = chosen.get_untracked() {
            // An empty field means the number of the page.
            let workers = text.parse::<u32>().ok().map(|workers| workers.clamp(1, MAX_WORKERS));
            let variant = Variant::Options { strategy, priority, workers };
            page.give(Command::ChooseVariant(row, variant));
        }
    };
    let strategy = move |strategy: Strategy| {
        let is_chosen =
            move || matches!(chosen.get(), Some(Variant::Options { strategy: chosen, .. }) if chosen == strategy);
        view! {
            <option value=strategy.name() prop:selected=is_chosen>
                {strategy.name()}
            </option>
        }
    };
    let made = move || {
        let runs = page.runs.made().read();
        let option = |(_, made): (usize, &crate::state::Made)| {
            let number = made.number;
            let is_chosen = move || chosen.get() == Some(Variant::Made(number));
            view! {
                <option value=number.to_string() prop:selected=is_chosen>
                    {text::run(number)}
                </option>
            }
        };
        runs.tree().into_iter().map(option).collect_view()
    };
    let name = row + 1;
    let can_remove = move || page.compare.state().read().variants.len() > FEWEST_VARIANTS;
    view! {
        <li>
            <span class="hint" aria-hidden="true">
                {text::STRATEGY}
            </span>
            <select aria-label=text::strategy_of(name) on:change:target=move |event| choose(event.target().value())>
                {Strategy::ALL.map(strategy).collect_view()}
                {made}
            </select>
            <span class="hint" aria-hidden="true">
                {text::WORKERS}
            </span>
            <input
                type="number"
                min="1"
                max=MAX_WORKERS
                aria-label=text::workers_of(name)
                disabled=move || !matches!(chosen.get(), Some(Variant::Options { .. }))
                prop:value=workers
                on:change:target=move |event| choose_workers(event.target().value())
            />
            <button
                type="button"
                class="quiet"
                aria-label=text::remove(name)
                aria-disabled=move || (!can_remove()).to_string()
                on:click=move |_| page.give(Command::RemoveVariant(row))
            >
                "✕"
            </button>
        </li>
    }
}

/// The main measures, the first difference, and the attempts of all runs.
#[component]
fn Result(comparison: Arc<Comparison>) -> impl IntoView {
    let cells = |run: &Compared| run.cells.to_vec();
    view! {
        <Costs comparison=comparison.clone() label=text::COSTS columns=&COLUMNS cells shows=true />
        <p class="parting">{comparison.parting.clone()}</p>
        <Picture comparison />
    }
}

/// A table with a row for each run.
#[component]
fn Costs(
    comparison: Arc<Comparison>,
    label: &'static str,
    columns: &'static [&'static str],
    cells: fn(&Compared) -> Vec<String>,
    /// Whether the rows have a button that shows their run.
    #[prop(optional)]
    shows: bool,
) -> impl IntoView {
    let rows = comparison.runs.iter().enumerate().map(|(row, run)| {
        let Compared { name, is_fastest, .. } = run;
        view! {
            <tr class:best=*is_fastest>
                <th scope="row">
                    {name.clone()} {is_fastest.then_some(" ★")}
                    {is_fastest.then(|| view! { <span class="unseen">{text::FASTEST}</span> })}
                </th>
                {cells(run).into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}
                {shows
                    .then(|| {
                        view! {
                            <td>
                                <ShowButton row name=text::show(name) />
                            </td>
                        }
                    })}
            </tr>
        }
    });
    let head = columns.iter().map(|&column| {
        view! {
            <th scope="col">
                <Term label=column />
            </th>
        }
    });
    view! {
        <div class="scrolled" tabindex="0" role="group" aria-label=label>
            <table class="costs" aria-label=label>
                <thead>
                    <tr>
                        <th scope="col">{text::RUN}</th>
                        {head.collect_view()}
                        {shows
                            .then(|| {
                                view! {
                                    <th scope="col">
                                        <span class="unseen">{text::SHOW}</span>
                                    </th>
                                }
                            })}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The button that shows the run of a row in the graph.
#[component]
fn ShowButton(row: usize, name: String) -> impl IntoView {
    let page = Page::of_view();
    let show = move |_| {
        page.give(Command::ShowVariant(row));
        // The graph replaces the comparison, and this button with it.
        focus_panel(PanelId::GRAPH);
    };
    view! {
        <button type="button" aria-label=name on:click=show>
            {text::SHOW}
        </button>
    }
}

/// The other measures, and the grouping of the chart. It stays open when the comparison changes.
#[component]
fn More(comparison: Memo<Option<Arc<Comparison>>>) -> impl IntoView {
    let page = Page::of_view();
    let rows = move |rows: Rows, title: &'static str| {
        let is_chosen = move || page.compare.state().read().rows == rows;
        view! { <Radio name="rows" title is_chosen command=Command::ChooseRows(rows) /> }
    };
    let measures = move || {
        let comparison = comparison.get()?;
        let cells = |run: &Compared| run.more.to_vec();
        Some(view! {
            <Costs comparison=comparison.clone() label=text::MORE_COSTS columns=&MORE_COLUMNS cells />
            <Plot comparison />
        })
    };
    view! {
        <details class="more">
            <summary>{text::MORE}</summary>
            <fieldset class="choices">
                <legend class="unseen">{text::ROWS}</legend>
                {rows(Rows::ByWorker, text::BY_WORKER)}
                {rows(Rows::ByProcessor, text::BY_PROCESSOR)}
            </fieldset>
            {measures}
        </details>
    }
}

/// The makespan, the utilisation and the lower bound of each run.
#[component]
fn Plot(comparison: Arc<Comparison>) -> impl IntoView {
    let rows = comparison.runs.iter().enumerate().map(|(row, run)| {
        let (makespan, busy, bound) = run.plot;
        let y = row * LANE;
        let bound = format!("{bound}%");
        view! {
            <rect class="idle" x="0" y=y + 3 width=format!("{makespan}%") height=BAR rx="3" />
            <rect class="busy" x="0" y=y + 3 width=format!("{busy}%") height=BAR rx="3" />
            <line class="bound" x1=bound.clone() x2=bound y1=y + 1 y2=y + LANE - 1 />
        }
    });
    let labels = comparison.runs.iter().map(|run| view! { <li>{run.name.clone()}</li> });
    view! {
        <div class="side-by-side" aria-hidden="true">
            <ul class="labels" style=("--lane", format!("{LANE}px"))>
                {labels.collect_view()}
            </ul>
            <svg class="costs-plot" width="100%" height=comparison.runs.len() * LANE>
                {rows.collect_view()}
            </svg>
            <p class="hint key">
                <span class="busy">"■"</span>
                {text::BUSY}
                <span class="idle">"□"</span>
                {text::IDLE}
                <span class="bound">"┃"</span>
                {text::LOWER_BOUND}
            </p>
        </div>
    }
}

#[component]
fn Picture(comparison: Arc<Comparison>) -> impl IntoView {
    let page = Page::of_view();
    let plot = NodeRef::<Svg>::new();
    let labels = comparison
        .lanes
        .iter()
        .map(|lane| view! { <li class:first=lane.is_first>{lane.label.clone()}</li> })
        .collect_view();
    let bars =
        comparison.lanes.iter().enumerate().map(|(row, lane)| {
            lane.bars.iter().map(|bar| view! { <Bar bar=bar.clone() y=row * LANE /> }).collect_view()
        });
    let bars = bars.collect_view();
    let (grid, labels_of_axis) = axis(&comparison.ticks);
    let parting = comparison.parts_at.map(|at| {
        let x = format!("{at}%");
        // The label is on the side that has room for it.
        let anchor = if at > 50.0 { "end" } else { "start" };
        let label = view! {
            <svg class="flag" width="100%" height="18" aria-hidden="true">
                <text x=x.clone() y="13" text-anchor=anchor>
                    {text::PARTING}
                </text>
            </svg>
        };
        (label, view! { <line class="parts" x1=x.clone() x2=x y1="0" y2="100%" /> })
    });
    let (flag, line) = parting.unzip();
    let left_out =
        (comparison.left_out > 0).then(|| view! { <p class="hint warn">{text::left_out(comparison.left_out)}</p> });
    let height = comparison.lanes.len() * LANE;
    let cursor = {
        let comparison = comparison.clone();
        Memo::new(move |_| {
            let now = page.player.replay().read().as_ref().map(|replay| replay.snapshot().now());
            comparison.percent(now.unwrap_or(Micros::ZERO))
        })
    };
    let seek = move |event: PointerEvent| {
        let Some(plot) = plot.get_untracked().filter(|_| event.buttons() & 1 != 0) else { return };
        let area = plot.get_bounding_client_rect();
        let fraction = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        page.give(Command::ScrubTo(comparison.instant(fraction)));
    };
    view! {
        <div class="side-by-side picture" role="group" aria-label=text::PICTURE tabindex="0">
            {flag}
            <ul class="labels" aria-hidden="true" style=("--lane", format!("{LANE}px"))>
                {labels}
            </ul>
            <svg
                node_ref=plot
                class="plot"
                role="img"
                aria-label=text::ATTEMPTS
                width="100%"
                height=height
                on:pointerdown=seek.clone()
                on:pointermove=seek
            >
                {grid}
                {bars}
                {line}
                <rect
                    class="ahead"
                    x=move || format!("{}%", cursor.get())
                    width=move || format!("{}%", 100.0 - cursor.get())
                    height="100%"
                />
                <line
                    class="cursor"
                    x1=move || format!("{}%", cursor.get())
                    x2=move || format!("{}%", cursor.get())
                    y1="0"
                    y2="100%"
                />
            </svg>
            <svg class="axis" width="100%" height="20" aria-hidden="true">
                {labels_of_axis}
            </svg>
            <p class="hint key">{text::DIVERGES}</p>
        </div>
        {left_out}
    }
}

#[component]
fn Bar(bar: CompareBar, y: usize) -> impl IntoView {
    let page = Page::of_view();
    let CompareBar { id, from_to: (from, to), outcome, diverges } = bar;
    let is_selected = {
        let id = id.clone();
        move || page.selection.id().read().as_deref() == Some(&id)
    };
    let label = if diverges { format!("◆ {id}") } else { id.clone() };
    view! {
        <svg
            class="bar"
            class:selected=is_selected
            data-state=outcome.name()
            x=format!("{from}%")
            y=y + (LANE - BAR) / 2
            width=format!("{}%", to - from)
            height=BAR
            on:pointerdown=move |_| page.give(Command::Select(id.clone()))
        >
            <rect class="whole" width="100%" height="100%" rx="3" />
            <rect class="done" width="100%" height="100%" rx="3" />
            <rect class="rim" width="100%" height="100%" rx="3" />
            <text x="4" y="11">
                {label}
            </text>
        </svg>
    }
}
