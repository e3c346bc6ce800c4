//! What a task says while it works: one line when a step starts, one with the time taken when it ends, one for what
//! was in place already.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// Runs one step, saying so before and after. `what` reads as an action in progress: "building the page".
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("=> {what} ...");
    let start = Instant::now();
    let value = work().with_context(|| format!("{what} failed after {}", elapsed(start.elapsed())))?;
    println!("   {what}: done in {}", elapsed(start.elapsed()));
    Ok(value)
}

/// Says that there was nothing to do.
pub(crate) fn already(what: &str) {
    println!("ok {what}");
}

/// Says something worth knowing in the middle of a step.
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
