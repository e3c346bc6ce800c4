//! What an example tells its reader to look at: a comment of its file, as prose whose words act.

use dagwood_core::Strategy;

/// A part of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A strategy, which can be chosen.
    Strategy(Strategy),
    /// A processor, which can be selected.
    Processor(String),
    /// Another word of the file.
    Code(String),
    /// A step of the run, which can be shown.
    Step(usize),
}

/// Whether a workflow file starts with a comment that says what to look at.
#[must_use]
pub fn has_look_at(workflow: &str) -> bool {
    workflow.lines().map_while(|line| line.strip_prefix('#')).any(|line| line.trim().starts_with(START))
}

/// The comment after `Look at:` at the start of a workflow file. Empty if there is none. `is_processor` says whether a word is the
/// id of a processor.
#[must_use]
pub fn look_at(workflow: &str, is_processor: impl Fn(&str) -> bool) -> Vec<Piece> {
    let comment = workflow.lines().map_while(|line| line.strip_prefix('#')).map(str::trim);
    let prose = comment.skip_while(|line| !line.starts_with(START)).collect::<Vec<_>>().join(" ");
    let Some(prose) = prose.strip_prefix(START) else { return Vec::new() };
    let mut pieces = Vec::new();
    for (i, part) in prose.trim().split('`').enumerate() {
        let is_code = i % 2 == 1;
        match Strategy::from_name(part) {
            Some(strategy) if is_code => pieces.push(Piece::Strategy(strategy)),
            _ if is_code && is_processor(part) => pieces.push(Piece::Processor(part.into())),
            _ if is_code => pieces.push(Piece::Code(part.into())),
            _ => put_text(part, &mut pieces),
        }
    }
    pieces
}

const START: &str = "Look at:";

/// Adds words, of which `step 12` is a step.
fn put_text(text: &str, pieces: &mut Vec<Piece>) {
    let mut rest = text;
    while let Some(at) = rest.find("step ") {
        let (before, after) = rest.split_at(at + "step ".len());
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        match after[..digits].parse() {
            Ok(step) => {
                pieces.push(Piece::Text(before[..at].into()));
                pieces.push(Piece::Step(step));
            }
            Err(_) => pieces.push(Piece::Text(before.into())),
        }
        rest = &after[digits..];
    }
    pieces.push(Piece::Text(rest.into()));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_comment_act() {
        let text = |text: &str| Piece::Text(text.into());
        let file = "# Title.\n# Look at: `level` and\n# `a_b`, at step 12,\n# then `x: 1` step by step.\nstrategy: level\n# Look at: not this.\n";
        assert_eq!(
            look_at(file, |id| id == "a_b"),
            [
                Piece::Strategy(Strategy::Level),
                text(" and "),
                Piece::Processor("a_b".into()),
                text(", at "),
                Piece::Step(12),
                text(", then "),
                Piece::Code("x: 1".into()),
                text(" step "),
                text("by step."),
            ]
        );
        assert!(has_look_at(file));
        for none in ["", "strategy: level\n", "# Title\nstrategy: level # Look at: it\n", "# Title\n\n# Look at: it\n"]
        {
            assert!(!has_look_at(none) && look_at(none, |_| true).is_empty(), "{none:?}");
        }
    }
}
