//! What can be shared of the page: a link, Markdown and a QR code.

use std::fmt::Write as _;

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};
use web_sys::{FocusEvent, HtmlInputElement};

use super::{
    state::{Offer, PictureFormat},
    text,
};
use crate::{control::Page, state::command::Command};

/// The content of the dialog.
#[component]
pub(crate) fn ShareDialog() -> impl IntoView {
    let page = Page::of_view();
    let offered = move || page.share.offer().get().map(|offer| view! { <Offered offer /> });
    let status = move || if page.share.is_copied().get() { "" } else { text::NOT_COPIED };
    view! { <div class="share">{offered} <p role="status">{status}</p></div> }
}

#[component]
fn Offered(offer: Offer) -> impl IntoView {
    let page = Page::of_view();
    let Offer { link, markdown: _, carried, left_out, advice } = offer;
    let left_out = (!left_out.is_empty()).then(|| {
        let items = left_out.iter().map(|left_out| view! { <li>{left_out.sentence()}</li> }).collect_view();
        view! {
            <h3>{text::NOT_CARRIED}</h3>
            <ul>{items}</ul>
        }
    });
    let select = |event: FocusEvent| event_target::<HtmlInputElement>(&event).select();
    let code = code(&link);
    view! {
        <p>{carried}</p>
        {left_out}
        <label class="link">
            <span>{text::LINK}</span>
            <input type="text" readonly prop:value=link.clone() on:focus=select />
        </label>
        <p class="hint">{text::length(link.chars().count())} " " {advice}</p>
        <div class="ways">
            <button type="button" class="primary" on:click=move |_| page.give(Command::CopyLink)>
                {text::COPY_LINK}
            </button>
            <button type="button" on:click=move |_| page.give(Command::CopyMarkdown)>
                {text::COPY_MARKDOWN}
            </button>
            <button type="button" on:click=move |_| page.give(Command::SavePicture(PictureFormat::Svg))>
                {text::SAVE_SVG}
            </button>
            <button type="button" on:click=move |_| page.give(Command::SavePicture(PictureFormat::Png))>
                {text::SAVE_PNG}
            </button>
        </div>
        <details>
            <summary>{text::QR}</summary>
            {code}
        </details>
    }
}

/// The QR code of a link as a picture, or why there is none.
fn code(link: &str) -> AnyView {
    // The lowest redundancy holds the longest link; a screen does not get scratches.
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::L) else {
        return view! { <p>{text::NO_QR}</p> }.into_any();
    };
    // Readers need a border of four modules.
    let size = code.width() + 8;
    view! {
        <svg
            class="qr"
            role="img"
            aria-label=text::QR_LINK
            viewBox=format!("0 0 {size} {size}")
            shape-rendering="crispEdges"
        >
            <rect width=size height=size fill="#fff" />
            <path d=dark_modules(&code) fill="#000" />
        </svg>
    }
    .into_any()
}

/// The dark modules of a code as a path, within a border of four modules.
fn dark_modules(code: &QrCode) -> String {
    let mut path = String::new();
    for (i, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            // Writing to a string does not fail.
            let _ = write!(path, "M{} {}h1v1h-1z", i % code.width() + 4, i / code.width() + 4);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_modules_of_the_link_within_a_border() {
        let code =
            QrCode::with_error_correction_level("https://example.org/#code/d1.x", EcLevel::L).expect("it is short");
        let path = dark_modules(&code);
        let dark = code.to_colors().iter().filter(|&&color| color == Color::Dark).count();
        assert_eq!(path.matches('M').count(), dark);
        // The corner of the first finder pattern.
        assert!(path.starts_with("M4 4h1v1h-1zM5 4"), "{path:.40}");
        assert!(QrCode::with_error_correction_level("x".repeat(2_953), EcLevel::L).is_ok());
        assert!(QrCode::with_error_correction_level("x".repeat(2_954), EcLevel::L).is_err());
    }
}
