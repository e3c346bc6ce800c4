//! From time to position: a time axis that can shorten idle times.

use dagwood_core::{Micros, trace::Span};
use dagwood_export::drawing::{Tick, ticks};

/// A time axis. Positions are in percent of its length.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    makespan: Micros,
    /// The shortened times, in their order.
    pub gaps: Vec<Gap>,
}

/// A shortened time in which no attempt runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// When it begins.
    pub start: Micros,
    /// When it ends.
    pub end: Micros,
    /// The position of its start.
    pub from: f64,
    /// The position of its end.
    pub to: f64,
}

/// The length of a gap, in percent of the visible part.
const SHORT: f64 = 6.0;
/// The minimum idle time of a gap, as a fraction of the visible part.
const LONG: f64 = 0.6;

impl Scale {
    /// A linear axis.
    #[must_use]
    pub fn even(makespan: Micros) -> Self {
        Self { makespan, gaps: Vec::new() }
    }

    /// An axis that shortens idle times which would take most of the visible part; the whole axis is `zoom` times as
    /// long as that. `bars` are in the order of their starts.
    #[must_use]
    pub fn without_gaps(makespan: Micros, bars: &[Span], zoom: f64) -> Self {
        let longest = makespan.get() as f64 / zoom * LONG;
        let mut busy_until = Micros::ZERO;
        let mut idle = Vec::new();
        for (start, end) in bars.iter().map(|bar| (bar.start, bar.end)).chain([(makespan, makespan)]) {
            if start.since(busy_until).get() as f64 > longest {
                idle.push((busy_until, start));
            }
            busy_until = busy_until.max(end);
        }
        let left_out: u64 = idle.iter().map(|(start, end)| end.since(*start).get()).sum();
        let short = (SHORT / zoom).min(50.0 / idle.len().max(1) as f64);
        let rest = makespan.get().saturating_sub(left_out).max(1) as f64;
        let per_micro = (100.0 - short * idle.len() as f64) / rest;
        let (mut at, mut until) = (0.0, Micros::ZERO);
        let gap = |(start, end): (Micros, Micros)| {
            let from = at + start.since(until).get() as f64 * per_micro;
            (at, until) = (from + short, end);
            Gap { start, end, from, to: at }
        };
        Self { makespan, gaps: idle.into_iter().map(gap).collect() }
    }

    /// The corners of the piecewise linear function from time to position.
    fn corners(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let gaps = self.gaps.iter().flat_map(|gap| [(gap.start, gap.from), (gap.end, gap.to)]);
        let corners = [(Micros::ZERO, 0.0)].into_iter().chain(gaps).chain([(self.makespan, 100.0)]);
        corners.map(|(at, place)| (at.get() as f64, place))
    }

    /// The position of an instant.
    #[must_use]
    pub fn percent(&self, at: Micros) -> f64 {
        if self.makespan == Micros::ZERO { 0.0 } else { between(self.corners(), at.get() as f64) }
    }

    /// The instant at this fraction of the axis.
    #[must_use]
    pub fn instant(&self, fraction: f64) -> Micros {
        let place = fraction.clamp(0.0, 1.0) * 100.0;
        Micros::new(between(self.corners().map(|(at, place)| (place, at)), place).round() as u64)
    }

    /// The instant at this fraction of the axis, rounded to the resolution of a pixel. `width` is the length of the axis in pixels.
    #[must_use]
    pub fn round_instant(&self, fraction: f64, width: f64) -> Micros {
        let pixel = (self.makespan.get() as f64 / width.max(1.0)).max(1.0) as u64;
        let digit = 10u64.pow(pixel.ilog10());
        Micros::new((self.instant(fraction).get() + digit / 2) / digit * digit).min(self.makespan)
    }

    /// Round instants, about five in each visible part.
    #[must_use]
    pub fn ticks(&self, zoom: f64) -> Vec<Tick> {
        let is_left_out = |at: Micros| self.gaps.iter().any(|gap| gap.start < at && at < gap.end);
        let all = ticks(self.makespan, (5.0 * zoom) as u64).into_iter().filter(|tick| !is_left_out(tick.at));
        all.map(|tick| Tick { percent: self.percent(tick.at), ..tick }).collect()
    }
}

/// The value at `x` of the piecewise linear, increasing function through these corners.
fn between(corners: impl Iterator<Item = (f64, f64)>, x: f64) -> f64 {
    let mut last = (0.0, 0.0);
    for corner in corners {
        if x <= corner.0 {
            let width = corner.0 - last.0;
            return if width > 0.0 { last.1 + (x - last.0) / width * (corner.1 - last.1) } else { corner.1 };
        }
        last = corner;
    }
    last.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Lanes, testing::recording_of};

    const RETRIED: &str = "\
strategy: reactive
processors:
  - { id: flaky, type: local, processor: reverse_text, retry: { attempts: 1, backoff_ms: 980 }, simulate: { duration_ms: 10, fail_attempts: 1 } }
";

    #[test]
    fn an_even_axis_is_proportional() {
        let scale = Scale::even(Micros::from_millis(200));
        assert_eq!([0, 50, 200, 300].map(|ms| scale.percent(Micros::from_millis(ms))), [0.0, 25.0, 100.0, 100.0]);
        assert_eq!(scale.instant(0.25), Micros::from_millis(50));
        for (fraction, width, round) in
            [(0.123_456, 700.0, 24_700), (0.123_456, 70_000.0, 24_691), (1.0, 700.0, 200_000), (0.0, 0.0, 0)]
        {
            assert_eq!(scale.round_instant(fraction, width), Micros::new(round));
        }
        assert_eq!(Scale::even(Micros::ZERO).percent(Micros::ZERO), 0.0);
        assert_eq!(Scale::even(Micros::ZERO).instant(0.5), Micros::ZERO);
        assert!(scale.ticks(8.0).len() > 4 * scale.ticks(1.0).len());
    }

    #[test]
    fn idle_time_is_made_short() {
        let lanes = Lanes::new(&recording_of(RETRIED, None).trace);
        let ms = Micros::from_millis;
        let scale = Scale::without_gaps(lanes.makespan, &lanes.bars, 1.0);
        assert_eq!(scale.gaps, [Gap { start: ms(10), end: ms(990), from: 47.0, to: 53.0 }]);
        assert_eq!([0, 5, 10, 990, 1_000].map(|at| scale.percent(ms(at))), [0.0, 23.5, 47.0, 53.0, 100.0]);
        assert_eq!(scale.instant(0.235), ms(5));
        assert!(scale.ticks(1.0).iter().all(|tick| tick.percent <= 47.0 || tick.percent >= 53.0));
        // Shorter idle times remain unchanged.
        assert_eq!(Scale::without_gaps(ms(12), &lanes.bars[..1], 1.0), Scale::even(ms(12)));
    }
}
