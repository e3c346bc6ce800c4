//! The parts of a link as the page has them.

use dagwood_core::counted;
use dagwood_proto::share::{ComparedRun, LinkError, MAX_WORKERS, Moment, Query, remove_shared};

use super::{broken::explanation, family::Family, text};
use crate::{
    control::document::as_in_editor,
    features::compare::Variant,
    panels::of_link,
    state::{Breakpoints, PanelId, Region, RunNumber, Session},
};

/// Something on the page that a link does not carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// The live run on display.
    LiveRun,
    /// The run on display, because the workflow, the input or the options have changed since.
    OldRun,
    /// The run on display, because it has too many forks.
    ManyForks,
    /// This many other runs of the history.
    OtherRuns(usize),
    /// The rows of the comparison.
    Comparison,
    /// The replay of a completion order.
    Order,
    /// The options of the views.
    Views,
    /// The user's large modules that the workflow names.
    Modules(Vec<String>),
}

impl LeftOut {
    /// What is left out, and why.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::LiveRun => text::LIVE_RUN.into(),
            Self::OldRun => text::OLD_RUN.into(),
            Self::ManyForks => text::MANY_FORKS.into(),
            Self::OtherRuns(runs) => text::other_runs(&counted(*runs, "other run")),
            Self::Comparison => text::COMPARISON.into(),
            Self::Order => text::ORDER.into(),
            Self::Views => text::VIEWS.into(),
            Self::Modules(names) => text::modules(&names.join(", ")),
        }
    }
}

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Lines and text.
    Svg,
    /// Pixels.
    Png,
}

impl PictureFormat {
    /// The extension of its files.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

/// What the user can share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The link.
    pub link: String,
    /// The link, the moment in words and the graph, as Markdown.
    pub markdown: String,
    /// What the link carries, as a sentence.
    pub carried: String,
    /// What it does not carry.
    pub left_out: Vec<LeftOut>,
    /// What programs do to links of this length.
    pub advice: Option<&'static str>,
}

impl Offer {
    /// The offer of a link to a moment.
    #[must_use]
    pub fn new(link: String, markdown: String, moment: &Moment, left_out: Vec<LeftOut>) -> Self {
        let mut parts = vec![text::WORKFLOW.to_owned()];
        if !moment.input.is_empty() {
            parts.push(text::input(&counted(moment.input.len(), "byte")));
        }
        for (number, what) in [(moment.forks.len(), "fork"), (moment.breakpoints.len(), "breakpoint")] {
            if number > 0 {
                parts.push(counted(number, what));
            }
        }
        let modules: Vec<_> = moment.modules.iter().filter(|module| module.bytes().is_some()).collect();
        if !modules.is_empty() {
            let names: Vec<_> = modules.iter().map(|module| module.name()).collect();
            parts.push(text::your_modules(&names.join(", ")));
        }
        let advice = advice(link.chars().count());
        Self { link, markdown, carried: text::carried(&parts.join(", ")), left_out, advice }
    }
}

/// What programs do to links of this many characters; nothing to short ones.
fn advice(characters: usize) -> Option<&'static str> {
    match characters {
        0..=2_000 => None,
        2_001..=8_000 => Some(text::LONG),
        8_001..=32_000 => Some(text::VERY_LONG),
        _ => Some(text::TOO_LONG),
    }
}

/// The rows of a comparison as in a link. `None` if one of them is not in a link.
#[must_use]
pub fn rows_of(variants: &[Variant], family: Option<&Family>) -> Option<Vec<ComparedRun>> {
    let row = |&variant: &Variant| match variant {
        Variant::Options { strategy, priority, workers } => {
            let is_possible = workers.is_none_or(|workers| (1..=MAX_WORKERS).contains(&workers));
            is_possible.then_some(ComparedRun::Options { strategy, priority, workers })
        }
        Variant::Made(number) => family?.place(number).map(ComparedRun::Run),
    };
    variants.iter().map(row).collect()
}

/// The rows of a link's comparison, once its runs have been made. `None` if one of them has not.
#[must_use]
pub fn variants_of(rows: &[ComparedRun], runs: &[RunNumber]) -> Option<Vec<Variant>> {
    let variant = |&row: &ComparedRun| match row {
        ComparedRun::Options { strategy, priority, workers } => Some(Variant::Options { strategy, priority, workers }),
        ComparedRun::Run(run) => runs.get(run).copied().map(Variant::Made),
    };
    rows.iter().map(variant).collect()
}

/// The input of a link as text; characters that are not text are replaced.
#[must_use]
pub fn input_of(moment: &Moment) -> String {
    String::from_utf8_lossy(&moment.input).into_owned()
}

/// The document that a link opens as.
#[must_use]
pub fn document_of(moment: &Moment, link: String) -> Session {
    Session {
        workflow: as_in_editor(&moment.workflow),
        input: input_of(moment),
        overrides: moment.overrides,
        example: moment.example.clone(),
        link: Some(link),
        breakpoints: Breakpoints::of_link(moment.breakpoints.clone(), &moment.stop_at),
        ..Session::default()
    }
}

/// The document that a link opens as; a document that explains it if the link cannot be opened, with the error.
#[must_use]
pub fn document_of_link(link: String) -> (Session, Option<LinkError>) {
    match Moment::open(&link) {
        Ok(moment) => (document_of(&moment, link), None),
        Err(error) => (explanation(error, link), Some(error)),
    }
}

/// The panel that a region shows.
#[must_use]
pub fn panel_of(moment: &Moment, region: Region) -> PanelId {
    of_link(moment.view.as_deref().unwrap_or_default(), region)
}

/// The query of the page's address.
#[must_use]
pub fn query(present: &str) -> Query {
    Query::parse(present.trim_start_matches('?'))
}

/// The query of the page's address without the options of a link.
#[must_use]
pub fn query_without(present: &str) -> String {
    let mut query = query(present);
    remove_shared(&mut query);
    query.to_string()
}

#[cfg(test)]
mod tests {
    use dagwood_core::{Priority, Strategy};
    use dagwood_proto::share::LinkedModule;

    use super::*;

    #[test]
    fn an_offer_says_what_travels_and_what_long_links_meet() {
        let modules = vec![LinkedModule::new("a.wasm", b"x"), LinkedModule::new("b.wasm", &[0; 5_000])];
        let moment = Moment { input: b"abc".into(), modules, breakpoints: ["a".into()].into(), ..Moment::default() };
        let of = |length: usize| Offer::new("x".repeat(length), String::new(), &moment, Vec::new());
        assert_eq!(
            of(1).carried,
            text::carried("the workflow, its input (3 bytes), 1 breakpoint, your modules (a.wasm)")
        );
        for (length, advice) in [
            (2_000, None),
            (2_001, Some(text::LONG)),
            (8_000, Some(text::LONG)),
            (8_001, Some(text::VERY_LONG)),
            (32_000, Some(text::VERY_LONG)),
            (32_001, Some(text::TOO_LONG)),
        ] {
            assert_eq!(of(length).advice, advice, "{length}");
        }
        let all = [LeftOut::LiveRun, LeftOut::OtherRuns(2), LeftOut::Modules(vec!["a.wasm".into(), "b.wasm".into()])];
        assert_eq!(
            all.map(|left_out| left_out.sentence()),
            [text::LIVE_RUN.into(), text::other_runs("2 other runs"), text::modules("a.wasm, b.wasm")]
        );
    }

    #[test]
    fn rows_of_a_comparison_are_those_of_a_link() {
        let of = |workers| Variant::Options { strategy: Strategy::Level, priority: Priority::Fifo, workers };
        let rows = rows_of(&[of(None), of(Some(3))], None).expect("they are in links");
        assert_eq!(variants_of(&rows, &[]), Some(vec![of(None), of(Some(3))]));
        assert_eq!((rows_of(&[of(Some(65))], None), rows_of(&[Variant::Made(1)], None)), (None, None));
        let rows = [ComparedRun::Run(0), ComparedRun::Run(2)];
        assert_eq!(variants_of(&rows, &[7, 8, 9]), Some(vec![Variant::Made(7), Variant::Made(9)]));
        assert_eq!(variants_of(&rows, &[7, 8]), None);
    }

    #[test]
    fn reads_a_link_as_the_page_shows_it() {
        for (view, panel) in [(None, PanelId::GRAPH), (Some("compare"), PanelId::COMPARE), (Some("x"), PanelId::GRAPH)]
        {
            let moment = Moment { view: view.map(Into::into), input: b"a\xff".into(), ..Moment::default() };
            assert_eq!((panel_of(&moment, Region::Centre), input_of(&moment)), (panel, "a\u{fffd}".into()));
        }
        assert_eq!(query_without("?embed=1&step=4&theme=dark&compare=x"), "?embed=1&theme=dark");
    }
}
