//! The completion orders: with payloads that follow the graph they all give the same output; with one shared payload they do
//! not, and each output has an example.

use std::sync::Arc;

use leptos::prelude::*;

use super::{OrderStep, offer, order_sentence, quoted, text};
use crate::{
    control::Page,
    state::{
        Explored,
        command::{Command, label},
    },
    view::{IconButton, Term, glyph},
};

#[component]
pub(crate) fn OrdersPanel() -> impl IntoView {
    let page = Page::of_view();
    let is_exploring = move || page.orders.exploring().get().is_some();
    let progress = move || match page.orders.exploring().get() {
        Some(0) => text::EXPLORING.into(),
        Some(states) => text::exploring(states),
        None => String::new(),
    };
    let found = move || match page.orders.explored().get() {
        Some(explored) => view! { <Found explored /> }.into_any(),
        None => {
            let chart = page.document.chart().get();
            let words = chart.map_or_else(|| text::EMPTY.into(), |chart| offer(&chart.graph));
            view! { <p class="empty">{words}</p> }.into_any()
        }
    };
    view! {
        <section class="orders" aria-label=text::TITLE role="region">
            <div class="bench">
                <button
                    type="button"
                    class="primary"
                    aria-disabled=move || is_exploring().to_string()
                    on:click=move |_| page.give(Command::Explore)
                >
                    {label(&Command::Explore)}
                </button>
                <button
                    type="button"
                    aria-disabled=move || (!is_exploring()).to_string()
                    on:click=move |_| page.give(Command::StopExploring)
                >
                    {label(&Command::StopExploring)}
                </button>
                <span class="hint">{progress}</span>
            </div>
            {found}
        </section>
    }
}

#[component]
fn Found(explored: Arc<Explored>) -> impl IntoView {
    if let Some(refusal) = explored.refusal.clone() {
        return view! { <p class="hint warn">{refusal}</p> }.into_any();
    }
    let orders = text::orders(&explored.orders);
    let tried = if explored.tried.to_string() == explored.orders { "all".into() } else { explored.tried.to_string() };
    let by_graph = if explored.is_same {
        text::same_output(&tried, &quoted(&explored.output))
    } else {
        text::different_outputs(&tried)
    };
    let shared = text::shared(explored.outcome_count);
    let outcomes =
        (0..explored.outcomes.len()).map(|i| view! { <OutcomeRow explored=explored.clone() i /> }).collect_view();
    view! {
        <p>{orders}</p>
        <p>{by_graph}</p>
        <p>{shared}</p>
        <table class="ends">
            <caption class="unseen">{text::OUTPUTS}</caption>
            <thead>
                <tr>
                    <th scope="col">
                        <Term label=text::FINAL_PAYLOAD />
                    </th>
                    <th scope="col">
                        <Term label=text::TITLE />
                    </th>
                    <th scope="col">
                        <Term label=text::EXAMPLE />
                    </th>
                </tr>
            </thead>
            <tbody>{outcomes}</tbody>
        </table>
        <OrderSteps explored />
    }
    .into_any()
}

#[component]
fn OutcomeRow(explored: Arc<Explored>, i: usize) -> impl IntoView {
    let page = Page::of_view();
    let outcome = &explored.outcomes[i];
    let is_by_graph = outcome.payload == explored.output;
    let payload = quoted(&outcome.payload);
    view! {
        <tr>
            <th scope="row">{payload.clone()} {is_by_graph.then_some(text::SAME_AS_GRAPH)}</th>
            <td>{outcome.orders.clone()}</td>
            <td>
                <button
                    type="button"
                    aria-label=text::play(&payload)
                    on:click=move |_| page.give(Command::PlayOrder(i))
                >
                    {text::PLAY}
                </button>
            </td>
        </tr>
    }
}

/// The steps of an order: the graph shows the states after the current one.
#[component]
fn OrderSteps(explored: Arc<Explored>) -> impl IntoView {
    let page = Page::of_view();
    move || {
        let explored = explored.clone();
        page.orders.order_step().get().map(|order_step| {
            let len = order_step.of(&explored).map_or(0, |outcome| outcome.steps.len());
            let go =
                move |step: usize| page.give(Command::SeekInOrder(OrderStep { step: step.min(len), ..order_step }));
            view! {
                <div class="order-steps" role="group" aria-label=text::STEPS>
                    <IconButton name=text::FIRST d=glyph::FIRST act=move || go(0) />
                    <IconButton
                        name=text::PREVIOUS
                        d=glyph::PREVIOUS
                        act=move || go(order_step.step.saturating_sub(1))
                    />
                    <IconButton name=text::NEXT d=glyph::NEXT act=move || go(order_step.step + 1) />
                    <IconButton name=text::LAST d=glyph::LAST act=move || go(len) />
                    <span class="count">{order_step.step} " / " {len}</span>
                    <span class="sentence">{order_sentence(&explored, order_step)}</span>
                    <button type="button" on:click=move |_| page.give(Command::LeaveOrder)>
                        {label(&Command::LeaveOrder)}
                    </button>
                </div>
            }
        })
    }
}
