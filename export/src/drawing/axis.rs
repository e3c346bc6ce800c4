//! The marks of a time axis.

use dagwood_core::Micros;

/// A mark of the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The time.
    pub at: Micros,
    /// The position, in percent of the axis.
    pub percent: f64,
    /// The label.
    pub label: String,
}

/// About `count` round instants, and at most one more.
#[must_use]
pub fn ticks(makespan: Micros, count: u64) -> Vec<Tick> {
    let end = makespan.get();
    if end == 0 {
        return vec![Tick { at: Micros::ZERO, percent: 0.0, label: Micros::ZERO.to_string() }];
    }
    let rough = (end / count.max(1)).max(1);
    let power = 10u64.pow(rough.ilog10());
    let step = [1, 2, 5, 10].map(|factor| factor * power).into_iter().find(|&step| step >= rough).unwrap_or(rough);
    let ticks = (0..=end / step).map(|i| i * step);
    let tick = |at: u64| {
        let instant = Micros::new(at);
        Tick { at: instant, percent: at as f64 * 100.0 / end as f64, label: instant.to_string() }
    };
    ticks.map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        let labels = |micros| ticks(Micros::new(micros), 5).into_iter().map(|tick| tick.label).collect::<Vec<_>>();
        assert_eq!(labels(0), ["0 ms"]);
        assert_eq!(labels(3), ["0 ms", "1 µs", "2 µs", "3 µs"]);
        assert_eq!(labels(15_000), ["0 ms", "5 ms", "10 ms", "15 ms"]);
        assert_eq!(labels(104_000), ["0 ms", "50 ms", "100 ms"]);
    }
}
