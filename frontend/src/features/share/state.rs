//! The content of a share link.

use dagwood_core::Overrides;
use dagwood_proto::{
    share::{Link, LinkError, Options, Query, remove_shared},
    v1::Document,
};

use crate::{panels::of_link, state::PanelId};

/// The content of a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The workflow file.
    pub workflow: String,
    /// The input; characters that are not text are replaced.
    pub input: String,
    /// Whether characters of the input were replaced.
    pub input_is_altered: bool,
    /// The options that override those of the file.
    pub overrides: Overrides,
    /// The step to go to, after a run.
    pub step: Option<usize>,
    /// The processor to select.
    pub node: Option<String>,
    /// The open panel below the graph.
    pub view: PanelId,
}

impl Moment {
    /// Reads a link. Options with invalid values are ignored.
    ///
    /// # Errors
    /// Every [`LinkError`].
    pub fn open(link: &str) -> Result<Self, LinkError> {
        let Link { document, query } = Link::decode(link)?;
        let Options { overrides, step, node, view } = Options::read(&query);
        Ok(Self {
            workflow: document.workflow,
            input: String::from_utf8_lossy(&document.input).into_owned(),
            input_is_altered: std::str::from_utf8(&document.input).is_err(),
            overrides,
            step,
            node,
            view: view.as_deref().and_then(of_link).unwrap_or_default(),
        })
    }

    /// The link, from its `?` or `#` on. `present` is the query of the page's address; its other options are kept.
    ///
    /// # Errors
    /// [`LinkError::TooLarge`].
    pub fn link(&self, present: &str) -> Result<String, LinkError> {
        let mut query = Query::parse(present.trim_start_matches('?'));
        let view = (self.view != PanelId::default()).then(|| self.view.name().into());
        Options { overrides: self.overrides, step: self.step, node: self.node.clone(), view }.write(&mut query);
        let document = Document {
            workflow: self.workflow.clone(),
            input: self.input.clone().into_bytes(),
            engine: env!("CARGO_PKG_VERSION").into(),
        };
        Link { document, query }.encode()
    }

    /// The query of the page's address without the options of a link.
    #[must_use]
    pub fn query_without(present: &str) -> String {
        let mut query = Query::parse(present.trim_start_matches('?'));
        remove_shared(&mut query);
        query.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::{FailureStrategy, Priority, Strategy};

    fn moment() -> Moment {
        Moment {
            workflow: "strategy: level\n".into(),
            input: "héllo\n".into(),
            input_is_altered: false,
            overrides: Overrides {
                strategy: Some(Strategy::Reactive),
                priority: Some(Priority::Fifo),
                failure_strategy: Some(FailureStrategy::BestEffort),
                workers: Some(3),
            },
            step: Some(12),
            node: Some("a b/ü".into()),
            view: PanelId::WHAT_IF,
        }
    }

    #[test]
    fn opens_what_it_links() {
        for moment in [moment(), Moment::default(), Moment { step: None, ..moment() }] {
            let link = moment.link("").expect("it is small");
            assert_eq!(Moment::open(&link), Ok(moment));
        }
    }

    #[test]
    fn keeps_the_options_that_are_not_its_own() {
        let link = Moment::default().link("?embed=1&step=4&theme=dark").expect("it is small");
        assert!(link.starts_with("?embed=1&theme=dark#code/d1."), "{link}");
    }

    #[test]
    fn ignores_options_that_make_no_sense() {
        let link = moment().link("").expect("it is small");
        let (_, code) = link.split_once('#').expect("a link has a fragment");
        for query in ["strategy=fastest", "workers=0", "workers=65", "workers=x", "step=-1", "step=", "what=ever"] {
            let opened = Moment::open(&format!("?{query}#{code}")).expect("its code is sound");
            assert_eq!((opened.overrides, opened.step), (Overrides::default(), None), "{query}");
        }
    }
}
