//! The keys of the blocks of a lesson, with their help, in tables like those of workflow files.

use dagwood_core::text::schema::{Section, Shape, key, number, required};

/// The head of a lesson.
pub(crate) static FRONT: Section = Section {
    what: "the head of a lesson",
    keys: &[
        required("lesson", "The version of the format: 1.", number(1, 1, None)),
        required("id", "Its name: small letters, digits and hyphens.", Shape::Text),
        required("title", "Its title.", Shape::Text),
        required("objective", "What a learner can do afterwards; begins with a verb.", Shape::Text),
        required("minutes", "How long it takes.", number(1, 600, None)),
        key("needs", "The ids of the lessons that come before.", Shape::Ids),
        key("input", "The input of the runs.", Shape::Text),
        key("runs", "Named runs, which checks, questions and links use.", Shape::Options),
        key("offers", "What the page offers besides the text.", Shape::Map(&OFFERS)),
    ],
};

/// `offers`.
pub(crate) static OFFERS: Section = Section {
    what: "`offers`",
    keys: &[
        key("strategies", "The strategies to choose from.", Shape::Texts),
        key("workers", "The numbers of workers to choose from.", Shape::Texts),
        key("tabs", "The panels to show.", Shape::Texts),
    ],
};

/// A solution.
pub(crate) static SOLUTION: Section = Section {
    what: "a solution",
    keys: &[
        key("edits", "Edits of the start, a line for each.", Shape::Text),
        key("workflow", "A whole workflow.", Shape::Text),
    ],
};

/// A wrong answer.
pub(crate) static WRONG: Section = Section {
    what: "a wrong answer",
    keys: &[
        required("say", "What is said about it, in Markdown.", Shape::Text),
        key("edits", "Edits of the start, a line for each.", Shape::Text),
        key("workflow", "A whole workflow.", Shape::Text),
        required("fails", "The ids of the checks that it fails.", Shape::Ids),
        key(
            "when",
            "The condition that recognises it; without one, it is what fails exactly these checks.",
            Shape::Options,
        ),
        key("go", "The moment to show.", Shape::Text),
    ],
};

/// A question.
pub(crate) static QUESTION: Section = Section {
    what: "a question",
    keys: &[
        required("id", "Its name; unique in the lesson.", Shape::Text),
        required("ask", "What is asked.", Shape::Text),
        key("of", "The processor or, for a time, the moment.", Shape::Text),
        key("at", "The moment at which it is asked.", Shape::Text),
        key("on", "The failure after which it is asked, as a moment.", Shape::Text),
        key("runs", "The two runs to compare.", Shape::Texts),
        key("for", "The cause of the wait.", Shape::Choice(&["dependency", "barrier", "worker", "backoff"])),
        key("run", "The name of the run; the default is `run`, the learner's own.", Shape::Text),
    ],
};
