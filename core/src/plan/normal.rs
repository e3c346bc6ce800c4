//! Texts that look the same but differ, because some letters are composed in one and decomposed in the other.

use alloc::{borrow::Cow, string::String, vec::Vec};

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// The canonical decomposition of a text (NFD of Unicode Standard Annex 15): equal for all canonically equivalent
/// texts. Composed here, because the crate's own `nfd` would also bring the tables of the compatibility decomposition
/// into the page.
pub(crate) fn decomposed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let mut chars: Vec<(u8, char)> = Vec::with_capacity(text.len());
    for c in text.chars() {
        decompose_canonical(c, |part| chars.push((canonical_combining_class(part), part)));
    }
    for run in chars.chunk_by_mut(|(before, _), (after, _)| (*before == 0) == (*after == 0)) {
        // Marks of one class keep their order; their base character stays before them.
        run.sort_by_key(|&(class, _)| class);
    }
    chars.into_iter().map(|(_, c)| c).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::{String, decomposed};

    proptest! {
        #[test]
        fn is_what_unicode_says(text in "(\\PC|[a-zé가각\u{300}-\u{36f}\u{1100}-\u{11ff}]){0,8}") {
            prop_assert_eq!(decomposed(&text), text.nfd().collect::<String>());
        }
    }
}
