//! The controls for stepping through a run.

use leptos::prelude::*;

use super::{
    icon::{Glyph, glyph},
    jumps::Jumps,
    later::{later, nothing},
};
use crate::{
    control::Page,
    parts,
    scene::{Mark, marks, moment_sentence},
    state::{
        Pace, Replay, Step,
        command::{Command, label},
        scale_sentence,
    },
    text::{notice, transport as text},
};

#[component]
pub(super) fn Transport() -> impl IntoView {
    let page = Page::of_view();
    let none = move || page.player.recording().read().is_none();
    let has_run = Memo::new(move |_| !none());
    let at_start = move || none() || page.player.cursor().get() == 0;
    let len = move || page.player.recording().read().as_ref().map_or(0, |recording| recording.trace.len());
    let at_end = move || none() || page.player.cursor().get() == len();
    let moment = Memo::new(move |_| {
        page.player.replay().read().as_ref().map(|replay: &Replay| {
            let sentence = moment_sentence(replay.trace(), replay.cursor());
            (replay.cursor(), replay.len(), replay.snapshot().now().to_string(), sentence)
        })
    });
    let in_words = move || match moment.get() {
        Some((cursor, len, now, sentence)) => text::moment(cursor, len, &now, &sentence),
        None => text::NO_RUN.into(),
    };
    let choose = move |name: &str| {
        if let Some(pace) = Pace::from_name(name) {
            page.give(Command::ChoosePace(pace));
        }
    };
    let as_it_happened = move || {
        let recording = page.player.recording().read();
        scale_sentence(recording.as_ref().map_or_else(Default::default, |recording| recording.trace.makespan()))
    };
    let scrub = move |step: f64| page.give(Command::Scrub(step as usize));
    view! {
        <section class="transport" aria-label=text::TITLE role="region" data-keys="run">
            <div class="controls">
                <StepButton d=glyph::FIRST step=Step::First disabled=at_start why=text::AT_START />
                <StepButton d=glyph::PREVIOUS step=Step::Previous disabled=at_start why=text::AT_START />
                <button
                    type="button"
                    class="play"
                    aria-label=move || if page.player.playing().get() { text::PAUSE } else { text::PLAY }
                    aria-disabled=move || none().to_string()
                    on:click=move |_| page.give(Command::Play)
                >
                    <Glyph d=Signal::derive(move || {
                        if page.player.playing().get() { glyph::PAUSE } else { glyph::PLAY }
                    }) />
                </button>
                <StepButton d=glyph::NEXT step=Step::Next disabled=at_end why=text::AT_END />
                <StepButton d=glyph::LAST step=Step::Last disabled=at_end why=text::AT_END />
                <div class="way">
                    {move || has_run.get().then(|| later(parts::marks, nothing))}
                    <input
                        type="range"
                        aria-label=text::STEP
                        aria-valuetext=in_words
                        min="0"
                        max=len
                        step="1"
                        disabled=none
                        prop:value=move || page.player.cursor().get().to_string()
                        on:input:target=move |event| scrub(event.target().value_as_number())
                    />
                </div>
                <Jumps />
                <label class="speed">
                    <span class="unseen">{text::SPEED}</span>
                    <select on:change:target=move |event| choose(&event.target().value())>
                        <optgroup label=text::SPEED>
                            {Pace::STEPS.map(|pace| pace_option(page, pace)).collect_view()}
                        </optgroup>
                        <optgroup label=as_it_happened>
                            {Pace::AS_IT_HAPPENED.map(|pace| pace_option(page, pace)).collect_view()}
                        </optgroup>
                    </select>
                </label>
            </div>
            <p class="moment" aria-hidden="true">
                {move || match moment.get() {
                    Some((cursor, len, now, sentence)) => {
                        view! {
                            <span class="count">{cursor} " / " {len}</span>
                            <span class="now">{now}</span>
                            <span class="sentence">{sentence}</span>
                        }
                            .into_any()
                    }
                    None => view! { <span class="sentence">{text::RUN_FIRST}</span> }.into_any(),
                }}
            </p>
        </section>
    }
}

fn pace_option(page: Page, pace: Pace) -> impl IntoView {
    view! {
        <option value=pace.name() prop:selected=move || page.player.pace().get() == pace>
            {pace.name()}
        </option>
    }
}

/// The positions of failures and breakpoints on the slider; the list of events has them in words.
#[component]
pub(crate) fn Marks() -> impl IntoView {
    let page = Page::of_view();
    let marks = Memo::new(move |_| {
        let (recording, breakpoints) = (page.player.recording().read(), page.player.breakpoints().read());
        recording.as_ref().map(|recording| marks(&recording.trace, &breakpoints)).unwrap_or_default()
    });
    let mark = |Mark { place, is_breakpoint }| {
        view! {
            <span
                class=if is_breakpoint { "stop" } else { "failure" }
                style=format!("--place: {}.{:03}", place / 1_000, place % 1_000)
            />
        }
    };
    view! {
        <div class="marks" aria-hidden="true">
            {move || marks.get().into_iter().map(mark).collect_view()}
        </div>
    }
}

/// At its end it does nothing. It is not `disabled`, which would take the focus away.
#[component]
fn StepButton(
    d: &'static str,
    step: Step,
    disabled: impl Fn() -> bool + Copy + Send + Sync + 'static,
    why: &'static str,
) -> impl IntoView {
    let page = Page::of_view();
    let command = Command::Step(step);
    let name = label(&command);
    let title = move || match (disabled(), page.player.recording().read().is_some()) {
        (false, _) => name,
        (true, true) => why,
        (true, false) => notice::RUN_FIRST,
    };
    view! {
        <button
            type="button"
            aria-label=name
            title=title
            aria-disabled=move || disabled().to_string()
            on:click=move |_| page.give(command.clone())
        >
            <Glyph d=Signal::stored(d) />
        </button>
    }
}
