//! The warning `horizon`: a run that can last longer than virtual time covers.

use alloc::{format, vec::Vec};

use crate::{Diagnostic, Micros, Plan, Workflow, plan::Settings, text::Code};

/// The longest time that a processor can take: every attempt, each for its expected duration or up to its timeout, and
/// the backoffs between them; in microseconds, without saturation.
fn longest(settings: &Settings) -> u128 {
    let Settings { retry, timeout, .. } = *settings;
    let attempt = timeout.map_or(settings.expected(), |timeout| timeout.min(settings.expected()));
    let attempts = u128::from(retry.attempts) + 1;
    // Each backoff is twice the previous one. From 2^64 times the first on, the number no longer matters.
    let backoffs = u128::from(retry.backoff.get()) * ((1 << retry.attempts.min(64)) - 1);
    u128::from(attempt.get()) * attempts + backoffs
}

/// A warning for each processor that can exceed virtual time, or one if all of them together can, one after the other.
/// A run with `timeout_seconds` cannot.
pub(crate) fn diagnostics(plan: &Plan, workflow: &Workflow) -> Vec<Diagnostic> {
    if plan.options().timeout.is_some() {
        return Vec::new();
    }
    let warning = |range, who| {
        let message = format!(
            "{who} can take longer than virtual time covers (2,283 years), after which nothing takes any time; \
             use fewer `attempts`, a shorter `backoff_ms`, or `timeout_seconds`"
        );
        Diagnostic::warning(Code::Horizon, range, message)
    };
    let end = u128::from(Micros::MAX.get());
    let (mut warnings, mut together) = (Vec::new(), 0);
    for (p, spec) in plan.graph().processors().zip(&workflow.processors) {
        let time = longest(plan.settings(p));
        together += time;
        if time > end {
            let range = spec.id.as_ref().map_or(spec.range, |id| id.range);
            warnings.push(warning(range, format!("with all its attempts, `{}`", plan.graph().id(p))));
        }
    }
    if warnings.is_empty() && together > end {
        warnings.push(warning(workflow.processors_range, "with all attempts, these processors".into()));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Payload, VirtualDriver, compile,
        text::{Retry, TextRange},
    };
    use alloc::string::String;

    #[test]
    fn the_longest_is_every_attempt_and_every_backoff() {
        let ms = Micros::from_millis;
        let settings = |duration, timeout, attempts, backoff| Settings {
            retry: Retry { attempts, backoff: ms(backoff) },
            timeout,
            duration,
            fail_attempts: 0,
            memory: 0,
        };
        for (settings, expected) in [
            (settings(None, None, 0, 0), 1_000),
            (settings(Some(ms(7)), None, 0, 5), 7_000),
            (settings(Some(ms(7)), None, 3, 0), 28_000),
            (settings(Some(ms(7)), Some(ms(2)), 3, 10), 78_000),
            (settings(Some(ms(2)), Some(ms(7)), 3, 10), 78_000),
            (settings(Some(ms(0)), None, 64, 1), 1_000 * u128::from(u64::MAX)),
            (settings(Some(ms(0)), None, 1_000, 86_400_000), 86_400_000_000 * u128::from(u64::MAX)),
            (settings(Some(ms(0)), None, 1_000, 0), 0),
        ] {
            assert_eq!(longest(&settings), expected, "{settings:?}");
        }
    }

    /// The codes of the warnings, and the text that they underline.
    fn warnings(text: &str) -> Vec<(Code, &str)> {
        let covers = |TextRange { start, end }: TextRange| &text[start as usize..end as usize];
        let warnings = compile(text).diagnostics.into_iter().filter(|d| d.severity == crate::Severity::Warning);
        warnings.map(|d| (d.code, covers(d.range))).collect()
    }

    #[test]
    fn a_run_that_can_last_too_long_is_a_warning() {
        let processor = |retry: &str| {
            format!("strategy: reactive\nprocessors:\n- {{ id: a, type: local, processor: reverse_text, {retry} }}\n")
        };
        let one = [(Code::Horizon, "a")];
        for (retry, expected) in [
            // 2^36 s is less than 2^56 µs, 2^37 s more.
            ("retry: { attempts: 36, backoff_ms: 1000 }", &[][..]),
            ("retry: { attempts: 37, backoff_ms: 1000 }", &one),
            ("retry: { attempts: 1000, backoff_ms: 1 }", &one),
            ("retry: { attempts: 1000, backoff_ms: 0 }, simulate: { duration_ms: 86400000 }", &[]),
        ] {
            assert_eq!(warnings(&processor(retry)), expected, "{retry}");
        }
        let cut_off =
            processor("retry: { attempts: 37, backoff_ms: 1000 }") + "executor_options: { timeout_seconds: 1 }";
        assert_eq!(warnings(&cut_off), []);
    }

    #[test]
    fn many_that_can_last_too_long_together_are_one_warning() {
        // A day each, and a thousand extra attempts: 833 of them fit.
        let many = |n: usize| {
            let mut text =
                String::from("strategy: reactive\nexecutor_options: { retry_attempts: 1000 }\nprocessors:\n");
            for i in 0..n {
                text += &format!(
                    "- {{ id: p{i}, type: local, processor: reverse_text, simulate: {{ duration_ms: 86400000 }} }}\n"
                );
            }
            text
        };
        assert_eq!(warnings(&many(833)), []);
        assert_eq!(warnings(&many(834)), [(Code::Horizon, "processors")]);
    }

    #[test]
    fn the_clock_stands_still_at_the_end_of_time() {
        let compiled = compile(
            "strategy: reactive\nprocessors:\n- { id: a, type: local, processor: reverse_text, \
             retry: { attempts: 37, backoff_ms: 1000 }, simulate: { duration_ms: 1000, fail_attempts: 37 } }\n",
        );
        let plan = compiled.plan.expect("it only warns");
        let trace = VirtualDriver::new(&plan, plan.options(), Payload::from("ab")).run_to_end();
        assert_eq!((trace.makespan(), trace.output()), (Micros::MAX, Some(&Payload::from("ba"))));
    }
}
