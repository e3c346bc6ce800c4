//! The contents of a link: everything that its sender sees.

use std::collections::BTreeSet;

use dagwood_core::{Overrides, run::Fork};

use super::{
    ComparedRun, Fingerprint, Link, LinkError, LinkOption, LinkedModule, Query,
    options::{list, read_compared, read_list, read_overrides, remove_shared, write_overrides},
};
use crate::v1;

/// The most forks of a link.
pub const MAX_FORKS: usize = 23;

/// What the sender of a link sees. Page and command line make and open links with it.
///
/// Texts and changes of the user are in the document of the link, which stays in the browser; the rest is readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The workflow file.
    pub workflow: String,
    /// The input.
    pub input: Vec<u8>,
    /// The sender's own modules that the workflow names.
    pub modules: Vec<LinkedModule>,
    /// The version of the page or command line that made the link.
    pub version: String,
    /// The example that the workflow is.
    pub example: Option<String>,
    /// The options that override those of the file.
    pub overrides: Overrides,
    /// The forks of the run, each after the run that it forks.
    pub forks: Vec<LinkedFork>,
    /// The run on display: 0 is the workflow's run, n is the nth fork.
    pub run: usize,
    /// The step at which it is shown.
    pub step: Option<usize>,
    /// The run on display, as it was for the sender.
    pub fingerprint: Option<Fingerprint>,
    /// The rows of the comparison, unless they are the default rows.
    pub compared: Option<Vec<ComparedRun>>,
    /// The ids of the processors with breakpoints.
    pub breakpoints: BTreeSet<String>,
    /// The names of the kinds of events at which playing stops.
    pub stop_at: Vec<String>,
    /// The id of the selected processor.
    pub node: Option<String>,
    /// The names of the shown views, separated by commas.
    pub view: Option<String>,
}

/// A fork of one of the runs of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedFork {
    /// The run that is forked: 0 is the workflow's run, n is the nth fork.
    pub parent: usize,
    /// The change.
    pub fork: Fork,
}

impl Moment {
    /// Opens a link. Options with invalid values are as if they were not there.
    ///
    /// # Errors
    /// Every [`LinkError`].
    pub fn open(link: &str) -> Result<Self, LinkError> {
        Link::decode(link)?.try_into()
    }

    /// The link, from its `?` or `#` on. The other options of `query` are kept.
    ///
    /// # Errors
    /// [`LinkError::TooLarge`].
    pub fn link(&self, mut query: Query) -> Result<String, LinkError> {
        // Equal moments have equal links, in any order of the options before.
        remove_shared(&mut query);
        write_overrides(self.overrides, &mut query);
        query.put(LinkOption::RUN.name, Some(self.run).filter(|&run| run > 0));
        query.put(LinkOption::STEP.name, self.step);
        query.put(LinkOption::NODE.name, self.node.as_ref());
        query.put(LinkOption::VIEW.name, self.view.as_ref());
        query.put(LinkOption::COMPARE.name, self.compared.as_deref().and_then(list));
        query.put(LinkOption::STOP_AT.name, list(&self.stop_at));
        query.put(LinkOption::EXAMPLE.name, self.example.as_ref());
        let fork = |LinkedFork { parent, fork }: &_| v1::LinkedFork { parent: *parent as u32, fork: Some(fork.into()) };
        let document = v1::Document {
            workflow: self.workflow.clone(),
            input: self.input.clone(),
            engine: self.version.clone(),
            forks: self.forks.iter().map(fork).collect(),
            breakpoints: self.breakpoints.iter().cloned().collect(),
            fingerprint: self.fingerprint.as_ref().map(Into::into),
            modules: self.modules.iter().map(Into::into).collect(),
        };
        Link { document, query }.encode()
    }
}

impl TryFrom<Link> for Moment {
    type Error = LinkError;

    fn try_from(Link { document, query }: Link) -> Result<Self, LinkError> {
        let v1::Document { workflow, input, engine, forks, breakpoints, fingerprint, modules } = document;
        let forks = read_forks(&forks)?;
        let fingerprint = fingerprint.as_ref().map(Fingerprint::try_from).transpose();
        let is_there = |run: &usize| *run <= forks.len();
        let text = |option: LinkOption| query.get(option.name).map(String::from);
        let number = |option: LinkOption| option.number(&query).and_then(|number| usize::try_from(number).ok());
        let compared = read_compared(&query)
            .filter(|rows| rows.iter().all(|row| !matches!(row, ComparedRun::Run(run) if !is_there(run))));
        Ok(Self {
            workflow,
            input,
            modules: LinkedModule::read_all(modules).map_err(LinkError::Inconsistent)?,
            version: engine,
            example: text(LinkOption::EXAMPLE),
            overrides: read_overrides(&query),
            run: number(LinkOption::RUN).filter(is_there).unwrap_or_default(),
            step: number(LinkOption::STEP),
            fingerprint: fingerprint.map_err(LinkError::Inconsistent)?,
            compared,
            breakpoints: breakpoints.into_iter().collect(),
            stop_at: read_list(LinkOption::STOP_AT, &query),
            node: text(LinkOption::NODE),
            view: text(LinkOption::VIEW),
            forks,
        })
    }
}

fn read_forks(messages: &[v1::LinkedFork]) -> Result<Vec<LinkedFork>, LinkError> {
    if messages.len() > MAX_FORKS {
        return Err(LinkError::Inconsistent("it has more than 23 forks"));
    }
    let forks = messages.iter().enumerate().map(|(before, v1::LinkedFork { parent, fork })| {
        let parent = Some(*parent as usize).filter(|&parent| parent <= before);
        let parent = parent.ok_or("a fork comes before the run that it forks")?;
        Ok(LinkedFork { parent, fork: fork.as_ref().ok_or("a fork has no change")?.try_into()? })
    });
    forks.collect::<Result<_, _>>().map_err(LinkError::Inconsistent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::{FailureStrategy, Payload, Priority, Strategy, run::Change};

    fn moment() -> Moment {
        Moment {
            workflow: "strategy: level\n".into(),
            input: "héllo\n".into(),
            modules: vec![LinkedModule::new("a.wasm", b"\0asm"), LinkedModule::new("b c.wat", &[1; 9_000])],
            version: "0.2.0".into(),
            example: Some("first-steps".into()),
            overrides: Overrides {
                strategy: Some(Strategy::Reactive),
                priority: Some(Priority::Fifo),
                failure_strategy: Some(FailureStrategy::BestEffort),
                workers: Some(3),
            },
            forks: vec![
                LinkedFork { parent: 0, fork: Fork { at: 3, change: Change::Fail { processor: 1 } } },
                LinkedFork {
                    parent: 1,
                    fork: Fork { at: 9, change: Change::Output { processor: 0, output: Payload::from("&") } },
                },
            ],
            run: 2,
            step: Some(12),
            fingerprint: None,
            compared: Some(vec![ComparedRun::Run(0), ComparedRun::Run(2)]),
            breakpoints: ["a,b\n".into(), "ü".into()].into(),
            stop_at: vec!["failed".into(), "skipped".into()],
            node: Some("a b/ü".into()),
            view: Some("what_if".into()),
        }
    }

    #[test]
    fn opens_what_it_links() {
        for moment in [moment(), Moment::default(), Moment { step: None, compared: None, ..moment() }] {
            let link = moment.link(Query::default()).expect("it is small");
            assert_eq!(Moment::open(&link), Ok(moment));
        }
        let link = moment().link(Query::parse("utm=x&step=4&theme=dark")).expect("it is small");
        let expected = "?utm=x&theme=dark&strategy=reactive&priority=fifo&failure_strategy=best_effort&workers=3\
                        &run=2&step=12&node=a%20b%2F%C3%BC&view=what_if&compare=run:0,run:2&stop_at=failed,skipped\
                        &example=first-steps#";
        assert!(link.starts_with(expected), "{link}");
    }

    #[test]
    fn states_only_what_differs_from_the_defaults() {
        let link = Moment::default().link(Query::parse("embed=1&step=4&run=1&stop_at=failed")).expect("it is small");
        assert!(link.starts_with("?embed=1#code/d2."), "{link}");
    }

    #[test]
    fn values_beyond_their_limits_are_as_if_they_were_not_there() {
        let link = Moment { compared: None, ..moment() }.link(Query::default()).expect("it is small");
        let (_, code) = link.split_once('#').expect("a link has a fragment");
        let plain = Moment::open(&format!("#{code}")).expect("its code is sound");
        for query in [
            "strategy=fastest",
            "workers=0",
            "workers=65",
            "workers=x",
            "step=-1",
            "step=",
            "run=3",
            "run=x",
            "stop_at=",
            "compare=level",
            "compare=level,run:3",
            "compare=level,fast",
            "what=ever",
        ] {
            assert_eq!(Moment::open(&format!("?{query}#{code}")).as_ref(), Ok(&plain), "{query}");
        }
    }

    #[test]
    fn a_document_that_contradicts_itself_is_refused() {
        let fork = |parent, change| LinkedFork { parent, fork: Fork { at: 1, change } };
        let fails = || Change::Fail { processor: 0 };
        for (forks, reason) in [
            (vec![fork(1, fails())], "a fork comes before the run that it forks"),
            (vec![fork(0, Change::Workers { workers: 0 })], "the number of workers is out of range"),
            (vec![fork(0, fails()); MAX_FORKS + 1], "it has more than 23 forks"),
        ] {
            let link = Moment { forks, ..Moment::default() }.link(Query::default()).expect("it is small");
            assert_eq!(Moment::open(&link), Err(LinkError::Inconsistent(reason)));
        }
    }
}
