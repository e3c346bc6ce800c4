//! Playing a run: how far the clock has carried it.

/// Speeds to choose from, in steps per second.
pub const SPEEDS: [f64; 7] = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0];

/// A clock that turns time into steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Playback {
    /// When the last whole step was taken, in milliseconds of the browser's clock.
    since: f64,
}

impl Playback {
    /// Starts at this instant.
    #[must_use]
    pub fn start(now: f64) -> Self {
        Self { since: now }
    }

    /// The steps that are due by `now`. What is left of a step counts towards the next one, so that the speed is kept
    /// whatever the rate of the frames.
    pub fn due(&mut self, now: f64, steps_per_second: f64) -> usize {
        // A page that was hidden gets no frames: it goes on from where it was, it does not leap.
        const LONGEST_MS: f64 = 2_000.0;
        self.since = self.since.max(now - LONGEST_MS);
        let steps = ((now - self.since) * steps_per_second / 1_000.0).floor().max(0.0);
        self.since += steps * 1_000.0 / steps_per_second;
        steps as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Playback;

    #[test]
    fn keeps_its_speed_whatever_the_frames() {
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
        assert_eq!(Playback::start(0.0).due(3_600_000.0, 2.0), 4);
    }
}
