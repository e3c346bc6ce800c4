//! Choices: rules, strategies of regions, and the options of a run.

use alloc::{format, string::String, vec::Vec};

use super::On;
use crate::{
    EventKind, ProcessorIdx, Snapshot,
    check::{Uses, Verdict, number::Unit, runs::Runs},
    run::Choice,
    text::{TextRange, edit::value_at},
    trace::{Rule, Why, explain},
};

/// `picked`: the start of the last attempt.
pub(super) fn picked(on: On, p: ProcessorIdx, wanted: Rule) -> Verdict {
    let start = match on.last_start(p) {
        Ok(start) => start,
        Err(verdict) => return verdict,
    };
    let snapshot = Snapshot::at(on.trace(), start.seq + 1);
    let explanation = explain(on.trace(), &snapshot, p);
    let sentence = explanation.sentence(on.trace(), &snapshot);
    match explanation.why {
        Why::Picked { rule, .. } if rule == wanted => on.verdict(true, sentence, start.seq, Some(p)),
        Why::Picked { rule, .. } => {
            let sentence = format!("{sentence} The rule is `{}`, not `{}`.", rule.name(), wanted.name());
            on.verdict(false, sentence, start.seq, Some(p))
        }
        _ => on.moot(sentence, Some(start.seq), Some(p)),
    }
}

/// `chosen`: the choice of the processor's region.
pub(super) fn chosen(on: On, p: ProcessorIdx, wanted: Choice) -> Verdict {
    let trace = on.trace();
    let region = trace.regions().and_then(|regions| regions.get(p as usize)).copied();
    let (Some(analysis), Some(region)) = (trace.analysis(), region) else {
        let strategy = trace.options().strategy.name();
        return on.moot(format!("The run uses {strategy}, and only hybrid chooses."), Some(0), Some(p));
    };
    let Some(choice) = analysis.regions.get(region as usize).map(|region| region.choice) else {
        return on.moot(format!("{} is in no region.", on.id(p)), Some(0), Some(p));
    };
    let is_it = |event: &crate::Event| event.kind == EventKind::StrategyChosen { region };
    let seq = trace.events().find(is_it).map_or(0, |event| event.seq);
    let sentence = analysis.choice_sentence(region as usize);
    if choice == wanted {
        return on.verdict(true, sentence, seq, Some(p));
    }
    on.verdict(false, format!("{sentence} That is not {wanted}."), seq, Some(p))
}

/// `uses`: the key in the file that sets the option, if no control overrides it.
pub(super) fn uses(on: On, uses: &Uses, runs: &Runs) -> Verdict {
    let options = on.trace().options();
    let chosen = runs.options();
    let is_plain = on.made.is_of_learner() && on.made.name == super::RUN;
    let range = |key: &str, overridden: bool| -> Option<TextRange> {
        if overridden || !is_plain { None } else { value_at(runs.text(), None, key).map(|value| value.range) }
    };
    let mut said: Vec<String> = Vec::new();
    let words = [
        uses.strategy.map(|wanted| (options.strategy.name(), wanted.name(), "strategy", chosen.strategy.is_some())),
        uses.priority.map(|wanted| {
            (options.priority.name(), wanted.name(), "executor_options.priority", chosen.priority.is_some())
        }),
        uses.failure_strategy.map(|wanted| {
            (options.failure_strategy.name(), wanted.name(), "failure_strategy", chosen.failure_strategy.is_some())
        }),
    ];
    for (found, wanted, key, overridden) in words.into_iter().flatten() {
        if found != wanted {
            let verdict = on.verdict(false, format!("The run uses {found}, not {wanted}."), 0, None);
            return Verdict { range: range(key, overridden), ..verdict };
        }
        said.push(found.into());
    }
    if let Some(bounds) = &uses.workers {
        let number = options.workers.into();
        let found = crate::counted(options.workers, "worker");
        if !bounds.hold(number) {
            let miss = bounds.miss(number, Unit::Plain);
            let verdict = on.verdict(false, format!("The run uses {found}{miss}."), 0, None);
            return Verdict { range: range("executor_options.max_concurrency", chosen.workers.is_some()), ..verdict };
        }
        said.push(found);
    }
    let said = crate::check::words::list(said.iter().map(String::as_str));
    on.verdict(true, format!("The run uses {said}."), 0, None)
}
