//! Playing a run: how far the clock has advanced it.

use dagwood_core::Micros;
use dagwood_export::drawing::Decimal;

use super::Replay;

/// The speed at which a run is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// This many steps a second.
    Steps(f64),
    /// Original timing, this many times as fast.
    AsItHappened(f64),
}

impl Pace {
    /// Every speed in steps.
    pub const STEPS: [Self; 7] = [
        Self::Steps(0.5),
        Self::Steps(1.0),
        Self::Steps(2.0),
        Self::Steps(4.0),
        Self::Steps(8.0),
        Self::Steps(16.0),
        Self::Steps(64.0),
    ];
    /// Every speed relative to the time of the run.
    pub const AS_IT_HAPPENED: [Self; 6] = [
        Self::AsItHappened(0.25),
        Self::AsItHappened(0.5),
        Self::AsItHappened(1.0),
        Self::AsItHappened(2.0),
        Self::AsItHappened(4.0),
        Self::AsItHappened(8.0),
    ];

    /// The speed that plays a whole run of this duration in this time, in milliseconds.
    #[must_use]
    pub fn within(makespan: Micros, ms: f64) -> Self {
        Self::AsItHappened(makespan.get() as f64 / (scale(makespan) * ms))
    }

    /// Its label.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Steps(steps) => format!("{} / s", Decimal::new(steps as f32, 2)),
            Self::AsItHappened(times) => format!("{} ×", Decimal::new(times as f32, 2)),
        }
    }

    /// The speed of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::STEPS.into_iter().chain(Self::AS_IT_HAPPENED).find(|pace| pace.name() == name)
    }
}

/// The microseconds of a run that pass in a millisecond of the clock, with original timing: as in reality if the run
/// takes from one second to a minute; shorter and longer runs take ten seconds.
#[must_use]
fn scale(makespan: Micros) -> f64 {
    const WHOLE_MS: f64 = 10_000.0;
    match makespan.get() {
        1_000_000..=60_000_000 => 1_000.0,
        micros => micros.max(1) as f64 / WHOLE_MS,
    }
}

/// The duration of playing a run with original timing at 1 ×, in words.
#[must_use]
pub fn scale_sentence(makespan: Micros) -> String {
    let is_scaled = scale(makespan) != 1_000.0;
    if is_scaled { format!("Original timing, {makespan} in 10 s") } else { "Original timing".into() }
}

/// A clock that advances a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Playback {
    /// The time up to which the run has been advanced, in milliseconds of the browser's clock.
    since: f64,
    /// The time in the run, in microseconds.
    at: f64,
}

impl Playback {
    /// Starts at this instant of the browser's clock.
    #[must_use]
    pub fn start(now: f64) -> Self {
        Self { since: now, at: 0.0 }
    }

    /// The cursor to reach by `now`.
    pub fn cursor(&mut self, now: f64, pace: Pace, replay: &Replay) -> usize {
        // A hidden page gets no frames: playing then continues from the same position instead of jumping.
        const LONGEST_MS: f64 = 2_000.0;
        self.since = self.since.max(now - LONGEST_MS);
        // The user may have moved the cursor meanwhile.
        self.at = self.at.max(replay.snapshot().now().get() as f64);
        match pace {
            Pace::Steps(steps) => replay.cursor() + self.due(now, steps),
            Pace::AsItHappened(times) => {
                self.at += (now - self.since).max(0.0) * scale(replay.trace().makespan()) * times;
                self.since = now;
                replay.cursor_at(Micros::new(self.at as u64)).max(replay.cursor())
            }
        }
    }

    /// The steps that are due by `now`. The remaining fraction of a step counts towards the next one, so that the speed
    /// does not depend on the frame rate.
    fn due(&mut self, now: f64, steps_per_second: f64) -> usize {
        let steps = ((now - self.since) * steps_per_second / 1_000.0).floor().max(0.0);
        self.since += steps * 1_000.0 / steps_per_second;
        steps as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn keeps_its_speed_at_any_frame_rate() {
        for frame in [4.0, 16.7, 33.0, 700.0] {
            let mut playback = Playback::start(100.0);
            let mut now = 100.0;
            let mut steps = 0;
            while now < 10_100.0 {
                now += frame;
                steps += playback.due(now, 2.0);
            }
            assert_eq!(steps, ((now - 100.0) / 500.0) as usize, "frames of {frame} ms");
        }
    }

    #[test]
    fn does_not_leap_after_a_pause() {
        let mut replay = Replay::at_end(recording());
        replay.seek(1);
        assert_eq!(Playback::start(0.0).cursor(3_600_000.0, Pace::Steps(2.0), &replay), 5);
    }

    #[test]
    fn goes_as_it_happened() {
        // 15 ms in 10 s.
        let mut replay = Replay::at_end(recording());
        let end = replay.len();
        for (frame, times) in [(10.0, 1.0), (16.7, 2.0), (1_000.0, 0.25)] {
            replay.seek(0);
            let mut playback = Playback::start(0.0);
            let mut now = 0.0;
            while replay.cursor() < end {
                now += frame;
                let cursor = playback.cursor(now, Pace::AsItHappened(times), &replay);
                assert!(cursor >= replay.cursor());
                let run_now = now * times * 1.5;
                assert_eq!(cursor, replay.cursor_at(Micros::new((run_now + 0.01) as u64)), "at {now} ms");
                replay.seek(cursor);
            }
            assert!((now * times - 10_000.0).abs() <= frame * times + 0.01, "it took {now} ms");
        }
    }

    #[test]
    fn a_run_of_any_duration_is_played_within_a_time() {
        let replay = Replay::at_end(recording());
        for micros in [1, 540_000, 5_000_000, 3_600_000_000] {
            let Pace::AsItHappened(times) = Pace::within(Micros::new(micros), 3_000.0) else {
                panic!("it has no steps")
            };
            assert!((times * scale(Micros::new(micros)) * 3_000.0 - micros as f64).abs() < 1.0, "{micros}");
        }
        let mut start = replay.clone();
        start.seek(0);
        let pace = Pace::within(replay.trace().makespan(), 1_000.0);
        assert!(Playback::start(0.0).cursor(900.0, pace, &start) < replay.len());
        assert_eq!(Playback::start(0.0).cursor(1_000.1, pace, &start), replay.len());
    }

    #[test]
    fn runs_are_scaled_to_be_watched() {
        for (micros, expected, said) in [
            (0, 0.0001, "Original timing, 0 ms in 10 s"),
            (50, 0.005, "Original timing, 50 µs in 10 s"),
            (2_000_000, 1_000.0, "Original timing"),
            (3_600_000_000, 360_000.0, "Original timing, 1 h in 10 s"),
        ] {
            let makespan = Micros::new(micros);
            assert!((scale(makespan) - expected).abs() < 1e-9, "{makespan}");
            assert_eq!(scale_sentence(makespan), said);
        }
    }

    #[test]
    fn paces_have_names() {
        for pace in Pace::STEPS.into_iter().chain(Pace::AS_IT_HAPPENED) {
            assert_eq!(Pace::from_name(&pace.name()), Some(pace));
        }
        assert_eq!(Pace::from_name("2 s"), None);
    }
}
