//! The value of a plain scalar: the core schema of YAML 1.2.2, section 10.3.

use alloc::{borrow::Cow, format};

use super::tree::{Kind, NodeId, Scalar, Tree};

/// A scalar, resolved.
#[derive(Debug, PartialEq)]
pub(crate) enum Resolved<'t> {
    Null,
    Bool(bool),
    Int(i128),
    /// No key of a workflow file has such a value, so nobody needs it.
    Float,
    Text(&'t str),
}

impl Scalar<'_> {
    pub(crate) fn resolve(&self) -> Resolved<'_> {
        if !self.plain {
            return Resolved::Text(&self.text);
        }
        match &*self.text {
            // Most words begin with a letter that no special value begins with.
            text if text
                .starts_with(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'n' | 'N' | 't' | 'T' | 'f' | 'F')) =>
            {
                Resolved::Text(text)
            }
            "" | "~" | "null" | "Null" | "NULL" => Resolved::Null,
            "true" | "True" | "TRUE" => Resolved::Bool(true),
            "false" | "False" | "FALSE" => Resolved::Bool(false),
            text => number(text).unwrap_or(Resolved::Text(text)),
        }
    }
}

fn number(text: &str) -> Option<Resolved<'_>> {
    let first = text.trim_start_matches(['-', '+', '.']).bytes().next()?;
    if !first.is_ascii_digit() {
        let is_special = matches!(unsigned(text), ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN");
        return is_special.then_some(Resolved::Float);
    }
    let radix = |prefix, radix| text.strip_prefix(prefix).map(|digits| i128::from_str_radix(digits, radix));
    if let Some(Ok(int)) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Some(Resolved::Int(int));
    }
    if let Ok(int) = text.parse() {
        return Some(Resolved::Int(int));
    }
    is_decimal(text).then_some(Resolved::Float)
}

/// Whether a text is a decimal number: a sign, digits with at most one point, and an exponent.
fn is_decimal(text: &str) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (number, exponent) = (unsigned(number), unsigned(exponent));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    whole.len() + fraction.len() > 0 && !exponent.is_empty() && [whole, fraction, exponent].into_iter().all(all_digits)
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

/// A description of a node for a message: `the text "x"`, `the number 3`, `a list`, `nothing`.
pub(super) fn describe(tree: &Tree, id: NodeId) -> Cow<'static, str> {
    match &tree.node(id).kind {
        Kind::Sequence(_) => "a list".into(),
        Kind::Mapping(_) => "a map".into(),
        Kind::Scalar(scalar) => match scalar.resolve() {
            Resolved::Null => "nothing".into(),
            Resolved::Bool(value) => format!("the boolean {value}").into(),
            Resolved::Int(_) | Resolved::Float => format!("the number {}", shorten(&scalar.text)).into(),
            Resolved::Text(text) => format!("the text \"{}\"", shorten(text)).into(),
        },
    }
}

/// The first 40 characters, for a message.
#[must_use]
pub fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn resolves_as_the_core_schema_says() {
        let plain = |text| Scalar { text: Cow::Borrowed(text), plain: true };
        for (text, expected) in [
            ("", Resolved::Null),
            ("~", Resolved::Null),
            ("True", Resolved::Bool(true)),
            ("yes", Resolved::Text("yes")),
            ("12", Resolved::Int(12)),
            ("-12", Resolved::Int(-12)),
            ("0x1F", Resolved::Int(31)),
            ("0o17", Resolved::Int(15)),
            ("1.5", Resolved::Float),
            (".5", Resolved::Float),
            ("1e3", Resolved::Float),
            ("-.inf", Resolved::Float),
            ("+.Inf", Resolved::Float),
            (".NaN", Resolved::Float),
            ("-.nan", Resolved::Text("-.nan")),
            ("99999999999999999999999999999999999999999", Resolved::Float),
            ("1.2.3", Resolved::Text("1.2.3")),
            ("12 apples", Resolved::Text("12 apples")),
            ("-", Resolved::Text("-")),
            ("1-2", Resolved::Text("1-2")),
        ] {
            assert_eq!(plain(text).resolve(), expected, "{text:?}");
        }
        assert_eq!(Scalar { text: "12".into(), plain: false }.resolve(), Resolved::Text("12"));
    }
    #[test]
    fn decimals_are_those_of_the_standard_library() {
        for text in [
            "0", "-1.5", ".5", "5.", "1E+3", "", ".", "+", "e5", "1e", "1e+", "1.2.3", "1_0", " 1", "--1", "1e5e5",
            "1e5.0",
        ] {
            assert_eq!(is_decimal(text), text.parse::<f64>().is_ok(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn random_texts(text in "[+-]?[0-9]{0,3}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,3})?[0-9+.e-]{0,2}") {
            prop_assert_eq!(is_decimal(&text), text.parse::<f64>().is_ok());
        }
    }
}
