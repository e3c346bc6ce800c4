//! The roving focus of a list, as in the ARIA Authoring Practices.

/// The index to which a key moves the focus in a list of `count` items; it wraps around at both ends. `keys` are the keys for the
/// previous and the next item. `None` if the key has another use, or if the list is empty.
#[must_use]
pub fn moved_focus(key: &str, keys: [&str; 2], focused: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let [previous, next] = keys;
    match key {
        _ if key == previous => Some(focused.unwrap_or(0).checked_sub(1).unwrap_or(last)),
        _ if key == next => Some(focused.filter(|&at| at < last).map_or(0, |at| at + 1)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::moved_focus;

    #[test]
    fn keys_move_the_focus_and_wrap_around() {
        let keys = ["ArrowUp", "ArrowDown"];
        for (key, focused, count, expected) in [
            ("ArrowDown", None, 3, Some(0)),
            ("ArrowDown", Some(0), 3, Some(1)),
            ("ArrowDown", Some(2), 3, Some(0)),
            ("ArrowUp", None, 3, Some(2)),
            ("ArrowUp", Some(0), 3, Some(2)),
            ("ArrowUp", Some(2), 3, Some(1)),
            ("Home", Some(2), 3, Some(0)),
            ("End", Some(0), 3, Some(2)),
            ("ArrowLeft", Some(0), 3, None),
            ("ArrowDown", None, 0, None),
        ] {
            assert_eq!(moved_focus(key, keys, focused, count), expected, "{key} from {focused:?} of {count}");
        }
    }
}
