//! Links that act on the page: `do:set=join.simulate.duration_ms:150,run`.

use dagwood_core::{
    Strategy,
    check::Moment,
    limits as core_limits,
    text::{edit::Script, yaml::shorten},
};

use crate::limits;

/// A step of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Runs the workflow.
    Run,
    /// Goes to a moment of the run.
    Go(Moment),
    /// Selects a processor.
    Select(String),
    /// Shows a view.
    View(View),
    /// Compares runs.
    Compare(Vec<String>),
    /// Chooses a strategy beside the text.
    Strategy(Strategy),
    /// Chooses a number of workers beside the text.
    Workers(u32),
    /// Edits the text.
    Set {
        /// The processor and key: `join.simulate.duration_ms`.
        path: String,
        /// The value.
        value: String,
    },
}

/// A view of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// The graph.
    Graph,
    /// The table.
    Table,
    /// The timeline.
    Timeline,
    /// The comparison.
    Compare,
    /// The completion orders.
    Orders,
    /// The modules.
    Modules,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 6] = [Self::Graph, Self::Table, Self::Timeline, Self::Compare, Self::Orders, Self::Modules];

    /// `graph`, `table`, `timeline`, `compare`, `orders` or `modules`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Table => "table",
            Self::Timeline => "timeline",
            Self::Compare => "compare",
            Self::Orders => "orders",
            Self::Modules => "modules",
        }
    }
}

impl Step {
    /// The edit of a step that edits the text, as a line.
    #[must_use]
    pub fn edit(&self) -> Option<String> {
        match self {
            Self::Set { path, value } => Some(format!("set {path} = {value}")),
            _ => None,
        }
    }
}

/// Reads the steps of a link, without its `do:`. The error is a phrase that says what to write.
pub(crate) fn steps(text: &str) -> Result<Vec<Step>, String> {
    let steps: Vec<Step> =
        text.split(',').take(limits::STEPS + 1).map(|text| step(text.trim())).collect::<Result<_, _>>()?;
    if steps.len() > limits::STEPS {
        return Err(format!("a link has at most {} steps", limits::STEPS));
    }
    Ok(steps)
}

fn step(text: &str) -> Result<Step, String> {
    const FORMS: &str = "`run`, `go=MOMENT`, `select=ID`, `view=VIEW`, `compare=RUN+RUN`, `strategy=S`, `workers=N` or `set=ID.KEY:VALUE`";
    let (verb, value) = text.split_once('=').unwrap_or((text, ""));
    let value = value.trim();
    if value.is_empty() && verb != "run" {
        return Err(format!("`{}` is no step of a link; write {FORMS}", shorten(text)));
    }
    match verb {
        "run" if !text.contains('=') => Ok(Step::Run),
        "go" => value.parse().map(Step::Go).map_err(|error| format!("`{}`: {error}", shorten(value))),
        "select" => Ok(Step::Select(value.into())),
        "view" => {
            let names = View::ALL.map(View::name).join("`, `");
            let found = View::ALL.into_iter().find(|view| view.name() == value);
            found.map(Step::View).ok_or_else(|| format!("`{}` is no view; there are `{names}`", shorten(value)))
        }
        "compare" => {
            let runs: Vec<String> = value.split('+').map(|run| run.trim().into()).collect();
            if runs.iter().any(String::is_empty) || runs.len() > limits::RUNS {
                return Err("write the names of runs as `compare=RUN+RUN`".into());
            }
            Ok(Step::Compare(runs))
        }
        "strategy" => {
            let names = Strategy::ALL.map(Strategy::name).join("`, `");
            Strategy::from_name(value)
                .map(Step::Strategy)
                .ok_or_else(|| format!("`{}` is no strategy; there are `{names}`", shorten(value)))
        }
        "workers" => {
            let workers = value.parse().ok().filter(|workers| (1..=core_limits::WORKERS).contains(workers));
            workers
                .map(Step::Workers)
                .ok_or_else(|| format!("the number of workers is from 1 to {}", core_limits::WORKERS))
        }
        "set" => {
            let (path, value) = value.split_once(':').ok_or("write `set=ID.KEY:VALUE`")?;
            let step = Step::Set { path: path.trim().into(), value: value.trim().into() };
            let line = step.edit().unwrap_or_default();
            match Script::read(&line) {
                Ok(script) if script.len() == 1 => Ok(step),
                Ok(_) => Err("write `set=ID.KEY:VALUE`".into()),
                Err(errors) => Err(errors.into_iter().next().map_or_else(String::new, |error| error.message)),
            }
        }
        _ => Err(format!("`{}` is no step of a link; write {FORMS}", shorten(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_step_and_says_what_else_to_write() {
        for text in [
            "run",
            "go=join.started#2,run",
            "select=a b",
            "view=orders",
            "compare=run+level",
            "strategy=hybrid,workers=3",
            "set=reverse.simulate.duration_ms:150, run",
        ] {
            assert!(steps(text).is_ok(), "{text}: {:?}", steps(text));
        }
        for (text, part) in [
            ("", "write `run`"),
            ("walk", "write `run`"),
            ("run=", "write `run`"),
            ("go=join", "write a moment"),
            ("view=tree", "there are `graph`"),
            ("compare=a+", "compare=RUN+RUN"),
            ("strategy=random", "there are `work_queue`"),
            ("workers=0", "from 1 to"),
            ("set=a", "set=ID.KEY:VALUE"),
            ("set=a.b:[", "put a text in double quotes"),
            ("set=a b.c:1", "set ID.KEY = VALUE"),
            ("set=a.timeout_ms:1\nremove a", "set=ID.KEY:VALUE"),
        ] {
            let error = steps(text).expect_err(text);
            assert!(error.contains(part), "{text}: {error}");
        }
        assert!(steps(&["run"; 17].join(",")).is_err());
    }
}
