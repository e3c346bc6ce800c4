//! Replacements of parts of a text.

/// A range of a text, and its replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Its start, in UTF-16 units, as in browsers' editors.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The new text.
    pub text: String,
}

/// `text` with these replacements, whose ranges all refer to `text`. Of two that overlap, the later one is left out; a
/// range beyond the text is moved to its end.
#[must_use]
pub fn replaced(text: &str, replacements: &[Replacement]) -> String {
    let mut ordered: Vec<_> = replacements.iter().collect();
    ordered.sort_by_key(|replacement| (replacement.from, replacement.to));
    let mut offsets = Offsets { text, units: 0, bytes: 0 };
    let (mut result, mut kept) = (String::with_capacity(text.len()), 0);
    for Replacement { from, to, text: instead } in ordered {
        if *from < offsets.units {
            continue;
        }
        result.push_str(&text[kept..offsets.byte(*from)]);
        result.push_str(instead);
        kept = offsets.byte((*to).max(*from));
    }
    result + &text[kept..]
}

/// Counts from one offset to the next.
struct Offsets<'a> {
    text: &'a str,
    units: u32,
    bytes: usize,
}

impl Offsets<'_> {
    /// The byte of the character that contains this unit.
    fn byte(&mut self, units: u32) -> usize {
        for c in self.text[self.bytes..].chars() {
            let after = self.units + c.len_utf16() as u32;
            if after > units {
                break;
            }
            (self.units, self.bytes) = (after, self.bytes + c.len_utf8());
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_by_utf16_units() {
        for (text, replacements, expected) in [
            ("abc", &[][..], "abc"),
            ("abc", &[(1, 2, "x")], "axc"),
            ("abc", &[(3, 3, "d"), (0, 0, "_")], "_abcd"),
            ("é🪵b\nc", &[(3, 4, "B"), (1, 3, "wood")], "éwoodB\nc"),
            ("abc", &[(2, 99, "")], "ab"),
            ("abc", &[(7, 9, "d")], "abcd"),
            ("abcd", &[(0, 2, "x"), (1, 3, "y"), (2, 4, "z")], "xz"),
        ] {
            let list: Vec<_> =
                replacements.iter().map(|&(from, to, text)| Replacement { from, to, text: text.into() }).collect();
            assert_eq!(replaced(text, &list), expected, "{text:?} with {replacements:?}");
        }
    }
}
