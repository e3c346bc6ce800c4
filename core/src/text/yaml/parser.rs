//! The YAML parser as configured here, and helpful messages for its errors.

use alloc::{
    format,
    string::{String, ToString},
};

use granit_parser::{ErrorKind, Marker, Parser, ScanError, Span, StrInput, options};

use crate::{
    Diagnostic, limits,
    text::{Code, TextRange},
};

/// The maximum length of a key in characters. YAML says 1,024, JSON has no limit.
const KEY: usize = 1 << 16;

/// The events of a text, up to the first error.
pub(super) fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let options = options! {
        // An anchor is part of the value after it, and only its event says where it begins.
        emit_anchor_events: true,
        // Text in brackets or quotes may be indented less than YAML requires: people close brackets at the margin.
        strict_indentation: false,
        simple_key_max_lookahead: KEY,
        flow_nesting_limit: limits::DEPTH,
        block_nesting_limit: limits::DEPTH,
    };
    Parser::new_from_str_with_options(text, options)
}

/// The range of an event.
pub(super) fn range(span: &Span) -> TextRange {
    TextRange::new(byte(&span.start), byte(&span.end))
}

fn byte(marker: &Marker) -> u32 {
    marker.byte_offset().expect("the parser of a string counts bytes") as u32
}

/// The diagnostic for an error.
pub(super) fn refusal(error: &ScanError) -> Diagnostic {
    let at = byte(error.marker());
    let message = match *error.kind() {
        ErrorKind::MissingLowSurrogate
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::UnpairedLowSurrogate => {
            "an escape in this text is half of a surrogate pair; write both halves, as in `\\ud83d\\ude00`".into()
        }
        ErrorKind::UnexpectedCharacter { character } if is_invisible(character) => {
            let code = u32::from(character);
            let problem = if character < ' ' { "is not allowed in a file" } else { "must be in quotes" };
            format!("the character U+{code:04X} {problem}; write it as `\\u{code:04x}` in double quotes")
        }
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => {
            "a tab cannot indent a line; use spaces".into()
        }
        ErrorKind::BomInsideDocument => "there is a byte order mark inside the text; remove it".into(),
        ErrorKind::UnknownAnchor => "no anchor of this name is defined before the alias".into(),
        ErrorKind::UnclosedFlowCollection { open } => format!("the bracket `{open}` is not closed"),
        ErrorKind::UnclosedQuotedScalar => "the quote is not closed".into(),
        ErrorKind::RecursionLimitExceeded => too_deep(),
        ref other => other.to_string(),
    };
    Diagnostic::error(Code::YamlSyntax, TextRange::new(at, at), message)
}

/// The message for too deep nesting.
pub(super) fn too_deep() -> String {
    format!("nested more than {} levels deep", limits::DEPTH)
}

/// Control characters and noncharacters of Unicode.
fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}
