//! What a task prints while it works: a line when a step starts, a line with its time when it ends, and a line for what
//! was already done.

use anyhow::{Context, Result};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The finished steps, with the time that each took.
static DONE: Mutex<Vec<(String, Duration)>> = Mutex::new(Vec::new());

/// Runs one step, with a message before and after. `what` reads as an action in progress: "building the page".
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("=> {what} ...");
    let start = Instant::now();
    let value = work().with_context(|| format!("{what} failed after {}", elapsed(start.elapsed())))?;
    let took = start.elapsed();
    println!("   {what}: done in {}", elapsed(took));
    done().push((what.to_owned(), took));
    Ok(value)
}

/// Prints the time that each step has taken so far, the longest first, and the time since `start`.
pub(crate) fn print_times(start: Instant) {
    let mut steps = done().clone();
    steps.sort_by_key(|&(_, took)| std::cmp::Reverse(took));
    println!();
    for (what, took) in &steps {
        println!("{:>12}  {what}", elapsed(*took));
    }
    println!("{:>12}  in all", elapsed(start.elapsed()));
}

fn done() -> std::sync::MutexGuard<'static, Vec<(String, Duration)>> {
    // Nothing panics while it holds the list.
    DONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Says that nothing had to be done.
pub(crate) fn already(what: &str) {
    println!("ok {what}");
}

/// Prints a note in the middle of a step.
pub(crate) fn note(text: &str) {
    println!("   {text}");
}

fn elapsed(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_reads_in_seconds_then_in_minutes() {
        assert_eq!(elapsed(Duration::from_millis(1240)), "1.2 s");
        assert_eq!(elapsed(Duration::from_secs(59)), "59.0 s");
        assert_eq!(elapsed(Duration::from_secs(65)), "1 min 05 s");
    }
}
