//! Moments of a run, such as `join.started`, `upload.ended#2`, `level.2.ended` and `run.ended`.

use alloc::{borrow::ToOwned as _, format, string::String};
use core::{fmt, str::FromStr};

use super::words;
use crate::{
    EventKind, ProcessorIdx, Trace,
    text::suggest::{nearest, question},
};

/// A moment of a run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// The run starts, or ends.
    Run(Point),
    /// A level starts, or ends.
    Level(u32, Point),
    /// Something happens to a processor.
    Processor {
        /// Its id.
        id: String,
        /// What happens.
        point: Point,
        /// The attempt, from 1. By default the first one; for the end, the last one.
        attempt: Option<u32>,
    },
}

/// What happens at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// It becomes ready. Only processors do.
    Ready,
    /// It starts.
    Started,
    /// It ends.
    Ended,
}

impl Point {
    const ALL: [Self; 3] = [Self::Ready, Self::Started, Self::Ended];

    fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Started => "started",
            Self::Ended => "ended",
        }
    }
}

/// A text is not a moment. The phrase says what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAMoment(String);

impl fmt::Display for NotAMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for NotAMoment {}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let form = "write a moment as `ID.started`, `ID.ended`, `ID.ready`, `level.2.ended` or `run.ended`";
        let (moment, attempt) = match text.rsplit_once('#') {
            Some((moment, attempt)) => {
                let attempt = attempt.parse().ok().filter(|&attempt: &u32| attempt > 0);
                (
                    moment,
                    Some(attempt.ok_or_else(|| {
                        NotAMoment("the number of an attempt is 1 or more, as in `ID.ended#2`".into())
                    })?),
                )
            }
            None => (text, None),
        };
        let (of, point) = moment.rsplit_once('.').ok_or_else(|| NotAMoment(form.into()))?;
        let known = Point::ALL
            .into_iter()
            .find(|known| known.name() == point)
            .ok_or_else(|| NotAMoment(format!("{form}{}", question(nearest(point, Point::ALL.map(Point::name))))))?;
        let level = of.strip_prefix("level.").and_then(|level| level.parse().ok());
        let of_run = of == "run" || level.is_some();
        if of_run && (known == Point::Ready || attempt.is_some()) {
            return Err(NotAMoment("a run and a level only start and end, once".into()));
        }
        match level {
            _ if of.is_empty() => Err(NotAMoment(form.into())),
            _ if of == "run" => Ok(Self::Run(known)),
            Some(level) => Ok(Self::Level(level, known)),
            None => Ok(Self::Processor { id: of.to_owned(), point: known, attempt }),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run(point) => write!(f, "run.{}", point.name()),
            Self::Level(level, point) => write!(f, "level.{level}.{}", point.name()),
            Self::Processor { id, point, attempt } => {
                write!(f, "{id}.{}", point.name())?;
                attempt.map_or(Ok(()), |attempt| write!(f, "#{attempt}"))
            }
        }
    }
}

/// Why a moment never comes in a run.
pub(super) enum Never {
    /// There is no such processor.
    NoProcessor(String),
    /// It does not happen. `near` is the last event of its processor, if there is one.
    Not { sentence: String, near: Option<usize>, processor: Option<ProcessorIdx> },
}

impl Moment {
    /// The step at the moment; `None` if it never comes. O(events).
    #[must_use]
    pub fn step(&self, trace: &Trace) -> Option<usize> {
        self.find(trace).ok().map(|(seq, _)| seq + 1)
    }

    /// The processor.
    #[must_use]
    pub fn processor(&self) -> Option<&str> {
        match self {
            Self::Processor { id, .. } => Some(id),
            Self::Run(_) | Self::Level(..) => None,
        }
    }

    /// The event, and its processor.
    pub(super) fn find(&self, trace: &Trace) -> Result<(usize, Option<ProcessorIdx>), Never> {
        match self {
            Self::Run(point) => {
                let is_it = |kind: &EventKind| match point {
                    Point::Ended => matches!(kind, EventKind::RunEnded { .. }),
                    Point::Ready | Point::Started => matches!(kind, EventKind::RunStarted { .. }),
                };
                let found = trace.events().find(|event| is_it(&event.kind));
                found.map(|event| (event.seq, None)).ok_or_else(|| self.never(None, None))
            }
            Self::Level(level, point) => {
                let is_it = |kind: &EventKind| match *kind {
                    EventKind::LevelStarted { level: found, .. } => *point != Point::Ended && found == *level,
                    EventKind::LevelEnded { level: found, .. } => *point == Point::Ended && found == *level,
                    _ => false,
                };
                let found = trace.events().find(|event| is_it(&event.kind));
                found.map(|event| (event.seq, None)).ok_or_else(|| self.never(None, None))
            }
            Self::Processor { id, point, attempt } => {
                let Some(p) = trace.graph().find(id) else { return Err(Never::NoProcessor(id.clone())) };
                self.of_processor(trace, p, *point, *attempt)
            }
        }
    }

    fn of_processor(
        &self,
        trace: &Trace,
        p: ProcessorIdx,
        point: Point,
        wanted: Option<u32>,
    ) -> Result<(usize, Option<ProcessorIdx>), Never> {
        // The current attempt, and the last event of the processor.
        let (mut running, mut last) = (0, None);
        let mut found = None;
        for event in trace.events().filter(|event| event.processor == Some(p)) {
            let is_it = match event.kind {
                EventKind::Ready { attempt } => point == Point::Ready && attempt == wanted.unwrap_or(1),
                EventKind::Started { attempt, .. } => {
                    running = attempt;
                    point == Point::Started && attempt == wanted.unwrap_or(1)
                }
                EventKind::Completed { .. } | EventKind::Failed { .. } | EventKind::Cancelled { .. } => {
                    point == Point::Ended && wanted.is_none_or(|wanted| wanted == running)
                }
                EventKind::Skipped { .. } => point == Point::Ended && wanted.is_none(),
                // A retry follows, so the failure was not the end.
                EventKind::RetryScheduled { .. } => {
                    if wanted.is_none() {
                        found = None;
                    }
                    false
                }
                _ => continue,
            };
            last = Some(event.seq);
            if is_it && (point == Point::Ended || found.is_none()) {
                found = Some(event.seq);
            }
        }
        found.map(|seq| (seq, Some(p))).ok_or_else(|| self.never(Some(p), last.map(|seq| (trace, seq))))
    }

    fn never(&self, processor: Option<ProcessorIdx>, last: Option<(&Trace, usize)>) -> Never {
        let state = last.and_then(|(trace, seq)| Some((trace, processor?, trace.event(seq).kind.state()?)));
        let because = state
            .map_or_else(String::new, |(trace, p, state)| format!(": {} is {}", trace.graph().id(p), state.name()));
        Never::Not { sentence: format!("`{self}` never comes{because}."), near: last.map(|(_, seq)| seq), processor }
    }

    /// What happens, as a phrase: `join starts`, `level 2 ends`.
    pub(super) fn phrase(&self) -> String {
        let verb = |point: Point| match point {
            Point::Ready => "is ready",
            Point::Started => "starts",
            Point::Ended => "ends",
        };
        match self {
            Self::Run(point) => format!("the run {}", verb(*point)),
            Self::Level(level, point) => format!("level {level} {}", verb(*point)),
            Self::Processor { id, point, attempt: None } => format!("{id} {}", verb(*point)),
            Self::Processor { id, point, attempt: Some(attempt) } => {
                format!("{id} {} in attempt {attempt}", verb(*point))
            }
        }
    }

    /// The phrase at the beginning of a sentence. Ids are not capitalised.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Run(_) | Self::Level(..) => words::capital(&self.phrase()),
            Self::Processor { .. } => self.phrase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;

    #[test]
    fn reads_what_it_writes_and_says_what_else_to_write() {
        for text in
            ["run.started", "run.ended", "level.2.ended", "a.ready#3", "a.b.started", "level.x.ended", "x#y.ended#2"]
        {
            assert_eq!(text.parse::<Moment>().map(|moment| moment.to_string()).as_deref(), Ok(text));
        }
        for (text, part) in [
            ("", "write a moment as"),
            ("join", "write a moment as"),
            (".ended", "write a moment as"),
            ("join.startd", "did you mean `started`?"),
            ("join.ended#0", "1 or more"),
            ("join.ended#x", "1 or more"),
            ("run.ready", "only start and end"),
            ("level.1.started#2", "only start and end"),
        ] {
            let error = text.parse::<Moment>().expect_err(text).to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
