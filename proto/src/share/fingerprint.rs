//! What a link says of a run, so that its receiver can tell whether a run is the same, and where it first differs.

use dagwood_core::Trace;
use sha2::{Digest as _, Sha256};

use crate::{
    trace::{self, Checksum, checksums},
    v1,
};

/// The most checksums of steps.
const MOST: usize = 8;

/// The hash of a run's trace, and checksums of a few of its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    hash: [u8; 32],
    events: usize,
    checksums: Vec<Checksum>,
}

/// How a run agrees with a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// It is the same, byte for byte.
    Same,
    /// All events are the same, but not all options of the run.
    SameEvents,
    /// The first different event is after the first of these steps, and not after the second one.
    Differs {
        /// The last step that is known to be the same.
        after: usize,
        /// The first step that is known to be different.
        by: usize,
    },
}

impl Fingerprint {
    /// The fingerprint of a run. O(events + bytes of its payloads).
    #[must_use]
    pub fn of(run: &Trace) -> Self {
        let (events, all) = (run.len(), checksums(run));
        let checksums = steps(events).map(|step| all[step - 1]).collect();
        Self { hash: Sha256::digest(trace::encode(run)).into(), events, checksums }
    }

    /// Compares a run with this one. O(events + bytes of its payloads).
    #[must_use]
    pub fn compare(&self, run: &Trace) -> Agreement {
        if <[u8; 32]>::from(Sha256::digest(trace::encode(run))) == self.hash {
            return Agreement::Same;
        }
        let all = checksums(run);
        let mut after = 0;
        for (step, checksum) in steps(self.events).zip(&self.checksums) {
            if all.get(step - 1) != Some(checksum) {
                return Agreement::Differs { after, by: step };
            }
            after = step;
        }
        if run.len() > after { Agreement::Differs { after, by: after + 1 } } else { Agreement::SameEvents }
    }
}

/// The steps that have checksums: at equal distances, the last one included.
fn steps(events: usize) -> impl Iterator<Item = usize> {
    let count = events.min(MOST);
    // A link has at most 2^32 events, so that the product is in range.
    (1..=count).map(move |i| (events as u64 * i as u64).div_ceil(count as u64) as usize)
}

impl From<&Fingerprint> for v1::Fingerprint {
    fn from(fingerprint: &Fingerprint) -> Self {
        Self {
            trace_hash: fingerprint.hash.into(),
            events: fingerprint.events as u32,
            checksums: fingerprint.checksums.iter().copied().map(u32::from).collect(),
        }
    }
}

impl TryFrom<&v1::Fingerprint> for Fingerprint {
    type Error = &'static str;

    fn try_from(message: &v1::Fingerprint) -> Result<Self, Self::Error> {
        let events = message.events as usize;
        if message.checksums.len() != events.min(MOST) {
            return Err("the number of checksums does not fit the number of events");
        }
        let hash = message.trace_hash.as_slice().try_into().map_err(|_| "the hash of the trace has a wrong length")?;
        Ok(Self { hash, events, checksums: message.checksums.iter().copied().map(Checksum::from).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::{
        Overrides, Payload, Strategy, VirtualDriver, compile_with,
        run::{Change, Fork},
    };

    const WORKFLOW: &str = "strategy: reactive\nprocessors:\n  - { id: a, type: local, processor: reverse_text }\n  \
        - { id: b, type: local, processor: reverse_text, depends_on: [a] }\n  \
        - { id: c, type: local, processor: reverse_text, depends_on: [b] }\n";

    #[test]
    fn says_between_which_steps_a_run_first_differs() {
        let compiled = compile_with(WORKFLOW, Overrides::default(), dagwood_core::Environment::default());
        let plan = compiled.plan.expect("it is valid");
        let run = |input: &str| VirtualDriver::new(&plan, plan.options(), Payload::from(input)).run_to_end();
        let sent = run("input");
        let fingerprint = Fingerprint::of(&sent);
        assert_eq!(fingerprint.checksums.len(), MOST);
        let message = v1::Fingerprint::from(&fingerprint);
        assert_eq!(Fingerprint::try_from(&message), Ok(fingerprint.clone()));
        assert_eq!(fingerprint.compare(&sent), Agreement::Same);
        let Agreement::Differs { after: 0, by } = fingerprint.compare(&run("other")) else {
            panic!("the first differs")
        };
        assert!(by >= 1);
        for at in 1..sent.len() {
            let fork = Fork { at, change: Change::Fail { processor: 2 } };
            let Ok(driver) = VirtualDriver::fork(&plan, &sent, fork) else { continue };
            let other = driver.run_to_end();
            let same = sent.events().zip(other.events()).take_while(|(a, b)| a == b).count();
            let Agreement::Differs { after, by } = fingerprint.compare(&other) else { panic!("it fails") };
            assert!(after <= same && same < by, "{after} {same} {by}");
        }
        let options = Overrides { strategy: Some(Strategy::Level), ..Overrides::default() }.apply(plan.options());
        let level = VirtualDriver::new(&plan, options, Payload::from("input")).run_to_end();
        assert_ne!(fingerprint.compare(&level), Agreement::Same);
    }

    #[test]
    fn checksums_are_at_equal_distances_up_to_the_end() {
        for (events, expected) in [
            (0, vec![]),
            (3, vec![1, 2, 3]),
            (8, vec![1, 2, 3, 4, 5, 6, 7, 8]),
            (20, vec![3, 5, 8, 10, 13, 15, 18, 20]),
        ] {
            assert_eq!(steps(events).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_fingerprint_must_be_complete() {
        for (hash, events, checksums) in [(31, 2, 2), (32, 2, 1), (32, 9, 9), (32, 0, 1)] {
            let message = v1::Fingerprint { trace_hash: vec![0; hash], events, checksums: vec![0; checksums] };
            assert!(Fingerprint::try_from(&message).is_err(), "{hash} {events} {checksums}");
        }
    }
}
