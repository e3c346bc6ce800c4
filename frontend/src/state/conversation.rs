//! What the page has asked of a worker and still waits for, by the numbers of the requests. It knows neither what the
//! requests say nor the worker.

use std::collections::BTreeMap;

/// What a request is about: this decides what happens to it while another one of its kind is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The workflow file. The newest text waits for the one under way, whose answer is dropped then.
    Check,
    /// A run or an exploration. There is only one at a time.
    Run,
    /// A processor. Only the last question is answered.
    Processor,
    /// Anything else. There can be any number of them.
    Other,
}

/// The requests to one worker, of type `Q`, and what is done with their answers, of type `H`.
#[derive(Debug)]
pub struct Conversation<Q, H> {
    /// The number of the last request.
    last: u32,
    under_way: BTreeMap<u32, (Topic, H)>,
    /// The text to check after the pending check. Older texts in between are skipped.
    next_check: Option<(Q, H)>,
    stopping: bool,
}

impl<Q, H> Default for Conversation<Q, H> {
    fn default() -> Self {
        Self { last: 0, under_way: BTreeMap::new(), next_check: None, stopping: false }
    }
}

impl<Q, H> Conversation<Q, H> {
    /// Takes a request in. Its number and itself if it can be sent now; `None` if it has to wait, or if there is a run
    /// already.
    #[must_use]
    pub fn ask(&mut self, topic: Topic, request: Q, handler: H) -> Option<(u32, Q)> {
        if let Some(present) = self.number_of(topic) {
            match topic {
                Topic::Check => {
                    self.next_check = Some((request, handler));
                    return None;
                }
                Topic::Run => return None,
                Topic::Processor => drop(self.under_way.remove(&present)),
                Topic::Other => {}
            }
        }
        if topic == Topic::Run {
            self.stopping = false;
        }
        let number = self.next_number();
        self.under_way.insert(number, (topic, handler));
        Some((number, request))
    }

    /// The number of the request to end the run; `None` if there is no run, or it has been asked for.
    #[must_use]
    pub fn stop(&mut self) -> Option<u32> {
        if self.stopping || self.number_of(Topic::Run).is_none() {
            return None;
        }
        self.stopping = true;
        Some(self.next_number())
    }

    /// What is done with the answer to a request that is under way.
    #[must_use]
    pub fn handler(&self, number: u32) -> Option<&H> {
        self.under_way.get(&number).map(|(_, handler)| handler)
    }

    /// A request has been answered. What is done with that, unless the answer is of no interest any more; and the next
    /// request to send.
    #[must_use]
    pub fn answered(&mut self, number: u32) -> (Option<H>, Option<(u32, Q)>) {
        let Some((topic, handler)) = self.under_way.remove(&number) else { return (None, None) };
        match self.next_check.take_if(|_| topic == Topic::Check) {
            // The text has changed meanwhile.
            Some((request, newer)) => (None, self.ask(Topic::Check, request, newer)),
            None => (Some(handler), None),
        }
    }

    /// Forgets everything under way, because the worker is gone: what was to be done with the answers.
    #[must_use]
    pub fn forget(&mut self) -> Vec<H> {
        let Self { under_way, next_check, .. } = std::mem::replace(self, Self { last: self.last, ..Self::default() });
        let under_way = under_way.into_values().map(|(_, handler)| handler);
        under_way.chain(next_check.map(|(_, handler)| handler)).collect()
    }

    /// Whether an answer is pending.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// Whether a check is running.
    #[must_use]
    pub fn is_checking(&self) -> bool {
        self.number_of(Topic::Check).is_some()
    }

    /// Whether the run has been asked to end and has not ended.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping && self.number_of(Topic::Run).is_some()
    }

    /// The number of a request about this that is under way.
    fn number_of(&self, topic: Topic) -> Option<u32> {
        self.under_way.iter().find(|(_, (about, _))| *about == topic).map(|(&number, _)| number)
    }

    fn next_number(&mut self) -> u32 {
        self.last += 1;
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Requests and handlers are told apart by their names.
    type Names = Conversation<&'static str, &'static str>;

    /// The number of a request that can be sent now.
    fn ask(conversation: &mut Names, topic: Topic, name: &'static str) -> Option<u32> {
        let sent = conversation.ask(topic, name, name);
        assert!(sent.is_none_or(|(_, request)| request == name));
        sent.map(|(number, _)| number)
    }

    #[test]
    fn only_the_newest_text_is_checked() {
        let mut conversation = Names::default();
        let first = ask(&mut conversation, Topic::Check, "a").expect("nothing is under way");
        assert_eq!(ask(&mut conversation, Topic::Check, "b"), None);
        assert_eq!(ask(&mut conversation, Topic::Check, "c"), None);
        let (handler, next) = conversation.answered(first);
        assert_eq!(handler, None, "the text is no longer `a`");
        let (next, request) = next.expect("`c` has not been checked");
        assert_eq!(request, "c");
        assert!(conversation.is_checking());
        assert_eq!(conversation.answered(next), (Some("c"), None));
        assert!(!conversation.is_waiting());
    }

    #[test]
    fn one_run_at_a_time_and_one_stop() {
        let mut conversation = Names::default();
        assert_eq!(conversation.stop(), None);
        let run = ask(&mut conversation, Topic::Run, "run").expect("nothing is under way");
        assert_eq!(ask(&mut conversation, Topic::Run, "another"), None);
        assert_eq!(conversation.handler(run), Some(&"run"), "it can tell how far it has come");
        assert!(conversation.stop().is_some() && conversation.is_stopping());
        assert_eq!(conversation.stop(), None);
        assert_eq!(conversation.answered(run), (Some("run"), None));
        assert!(!conversation.is_stopping() && !conversation.is_waiting());
        assert!(ask(&mut conversation, Topic::Run, "another").is_some() && !conversation.is_stopping());
    }

    #[test]
    fn answers_of_a_lost_worker_are_dropped() {
        let mut conversation = Names::default();
        let run = ask(&mut conversation, Topic::Run, "run").expect("nothing is under way");
        ask(&mut conversation, Topic::Check, "check");
        ask(&mut conversation, Topic::Check, "newer check");
        assert_eq!(conversation.forget(), ["run", "check", "newer check"], "all of them can be told");
        assert_eq!(conversation.forget(), [""; 0]);
        assert!(!conversation.is_waiting());
        assert_eq!(conversation.handler(run), None);
        assert_eq!(conversation.answered(run), (None, None));
        let again = ask(&mut conversation, Topic::Run, "run").expect("nothing is under way");
        assert_ne!(again, run);
    }

    #[test]
    fn only_the_last_question_about_a_processor_is_answered() {
        let mut conversation = Names::default();
        let first = ask(&mut conversation, Topic::Processor, "first").expect("it need not wait");
        let second = ask(&mut conversation, Topic::Processor, "second").expect("it need not wait");
        assert_eq!(conversation.answered(first), (None, None));
        assert_eq!(conversation.answered(second), (Some("second"), None));
        assert!(!conversation.is_waiting());
    }

    #[test]
    fn other_requests_are_told_apart() {
        let mut conversation = Names::default();
        let first = ask(&mut conversation, Topic::Other, "first").expect("it need not wait");
        let second = ask(&mut conversation, Topic::Other, "second").expect("it need not wait");
        assert_eq!(conversation.answered(second), (Some("second"), None));
        assert!(conversation.is_waiting());
        assert_eq!(conversation.answered(first), (Some("first"), None));
        assert_eq!(conversation.answered(first), (None, None), "that has been answered");
        assert!(!conversation.is_waiting());
    }
}
