//! The orders in which processors can complete: by the rule of the graph they all come to the same, by that of one shared
//! payload they do not, and each different output has an example.

use std::sync::Arc;

use leptos::prelude::*;

use super::{OrderStep, order_sentence, quoted};
use crate::{
    control::Page,
    state::{
        Explored,
        command::{Command, label},
    },
    view::{IconButton, glyph},
};

#[component]
pub(crate) fn OrdersPanel() -> impl IntoView {
    let page = Page::of_view();
    let is_exploring = move || page.orders.exploring().get().is_some();
    let progress = move || match page.orders.exploring().get() {
        Some(0) => "Exploring…".into(),
        Some(states) => format!("Exploring: more than {states} states…"),
        None => String::new(),
    };
    let found = move || {
        match page.orders.explored().get() {
        Some(explored) => view! { <Found explored /> }.into_any(),
        None => {
            view! {
                <p class="empty">
                    "See every order in which the processors can complete, and what would happen if they shared one mutable payload."
                </p>
            }
                .into_any()
        }
    }
    };
    view! {
        <section class="orders" aria-label="Orders" role="region">
            <div class="bench">
                <button type="button" class="primary" aria-disabled=move || is_exploring().to_string() on:click=move |_| page.give(Command::Explore)>
                    {label(&Command::Explore)}
                </button>
                <button type="button" aria-disabled=move || (!is_exploring()).to_string() on:click=move |_| page.give(Command::StopExploring)>
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
    let orders = match explored.orders.as_str() {
        "1" => "The processors can complete in 1 order.".into(),
        orders => format!("The processors can complete in {orders} orders."),
    };
    let tried = if explored.tried.to_string() == explored.orders { "all".into() } else { explored.tried.to_string() };
    let by_graph = if explored.is_same {
        format!("Following the graph, every order tried ({tried}) gives the same output: {}.", quoted(&explored.output))
    } else {
        format!("Following the graph, the orders tried ({tried}) give different outputs. This is a bug.")
    };
    let shared = match explored.outcome_count {
        1 => "With one shared payload, all orders give the same output, too.".into(),
        n => format!("With one shared payload there are {n} possible outputs: the last writer wins."),
    };
    let outcomes =
        (0..explored.outcomes.len()).map(|i| view! { <OutcomeRow explored=explored.clone() i /> }).collect_view();
    view! {
        <p>{orders}</p>
        <p>{by_graph}</p>
        <p>{shared}</p>
        <table class="ends">
            <caption class="unseen">"Outputs with one shared payload"</caption>
            <thead>
                <tr>
                    <th scope="col">"Final payload"</th>
                    <th scope="col">"Orders"</th>
                    <th scope="col">"Example"</th>
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
            <th scope="row">{payload.clone()} {is_by_graph.then_some(" (same as the graph)")}</th>
            <td>{outcome.orders.clone()}</td>
            <td>
                <button type="button" aria-label=format!("Play an example that gives {payload}") on:click=move |_| page.give(Command::PlayOrder(i))>
                    "Play"
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
            let go = move |step: usize| page.give(Command::SeekInOrder(OrderStep { step: step.min(len), ..order_step }));
            view! {
                <div class="order-steps" role="group" aria-label="Steps of one order">
                    <IconButton name="Example: first step" d=glyph::FIRST act=move || go(0) />
                    <IconButton name="Example: previous step" d=glyph::PREVIOUS act=move || go(order_step.step.saturating_sub(1)) />
                    <IconButton name="Example: next step" d=glyph::NEXT act=move || go(order_step.step + 1) />
                    <IconButton name="Example: last step" d=glyph::LAST act=move || go(len) />
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
