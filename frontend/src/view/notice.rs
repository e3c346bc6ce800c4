//! The messages under the bar: the troubles of the page, until they are resolved, and the last notice.

use leptos::prelude::*;

use crate::{
    control::{Notice, NoticeKind, Page},
    state::{Trouble, command::Command},
    text::notice as text,
};

#[component]
pub(super) fn Notices() -> impl IntoView {
    let page = Page::of_view();
    let notice = move || {
        page.notices.notice().get().map(|Notice { kind, text, offer, .. }| {
            let is_error = kind == NoticeKind::Error;
            let offer = offer.map(|(command, label)| {
                view! {
                    <button type="button" on:click=move |_| page.give(command.clone())>
                        {label}
                    </button>
                }
            });
            view! {
                <section class="notice" aria-label=text::NOTICE role="region" class:error=is_error>
                    <p role=is_error.then_some("alert")>{text}</p>
                    {offer}
                    <button type="button" class="quiet" on:click=move |_| page.give(Command::DismissNotice)>
                        {text::DISMISS}
                    </button>
                </section>
            }
        })
    };
    let troubles = move || page.notices.troubles().read().iter().cloned().collect::<Vec<_>>();
    view! {
        <div class="notices">
            <For
                each=troubles
                key=|trouble| trouble.text.clone()
                children=|trouble| view! { <TroubleView trouble /> }
            />
            {notice}
        </div>
    }
}

#[component]
fn TroubleView(trouble: Trouble) -> impl IntoView {
    let page = Page::of_view();
    let Trouble { about, text, remedies } = trouble;
    let buttons = remedies.iter().map(|&remedy| {
        view! {
            <button type="button" on:click=move |_| page.give(Command::Remedy(about, remedy))>
                {remedy.title()}
            </button>
        }
    });
    view! {
        <section class="notice error" aria-label=text::PROBLEM role="region">
            <p role="alert">{text}</p>
            <div class="remedies">
                {buttons.collect_view()}
                <button type="button" class="quiet" on:click=move |_| page.give(Command::DismissTrouble(about))>
                    {text::DISMISS}
                </button>
            </div>
        </section>
    }
}
