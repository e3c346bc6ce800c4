use super::*;
use proptest::prelude::*;

fn link(workflow: &str, input: &[u8]) -> Link {
    let document = v1::Document {
        workflow: workflow.into(),
        input: input.into(),
        engine: "0.1.0".into(),
        ..v1::Document::default()
    };
    let mut query = Query::default();
    query.set("strategy", "level");
    query.set("step", "12");
    Link { document, query }
}

#[test]
fn says_what_is_wrong_with_a_link() {
    let good = link("strategy: level\nprocessors: []\n", b"hello").encode().expect("small");
    assert_eq!(Link::decode(&format!("http://127.0.0.1:8080/{good}")).map(|l| l.document.input), Ok(b"hello".to_vec()));
    let bomb = fragment(Codec::D2, &Codec::D2.deflate(&vec![0; MAX_BYTES + 1]));
    let nothing = fragment(Codec::D2, &Codec::D2.deflate(b"\xff\xff\xff"));
    let other_codec = good.replace("d2.", "d1.");
    let flipped = {
        // A character of the compressed document, so that the compressed data still ends in the right place.
        let at = good.find("d2.").expect("a link has a codec") + 20;
        let other = if good.as_bytes()[at] == b'A' { "B" } else { "A" };
        format!("{}{other}{}", &good[..at], &good[at + 1..])
    };
    for (link, error) in [
        ("http://127.0.0.1:8080/", LinkError::NoDocument),
        ("#example/diamond", LinkError::NoDocument),
        ("#code/d2", LinkError::Truncated),
        ("#code/d2.", LinkError::Truncated),
        (&good[..good.len() - 1], LinkError::Truncated),
        (&good[..good.len() - 20], LinkError::Truncated),
        ("#code/z9.AAAA", LinkError::UnknownCodec),
        ("#code", LinkError::Truncated),
        ("?strategy=level%23code%2F", LinkError::Truncated),
        ("#codec/d2.AAAA", LinkError::NoDocument),
        ("#code/d2.ééé", LinkError::ForeignCharacter('é')),
        (&good.replace("d2.", "d2.\u{200b}"), LinkError::ForeignCharacter('\u{200b}')),
        (&good.replace("d2.", "d2. "), LinkError::ForeignCharacter(' ')),
        (&good.replace("code/d2.", "code%252Fd2%252E"), LinkError::ForeignCharacter('%')),
        (&good.replace("d2.", "d2%252E"), LinkError::ForeignCharacter('%')),
        (&format!("{good} and more"), LinkError::ForeignCharacter(' ')),
        (&flipped, LinkError::WrongChecksum),
        (&"x".repeat(MAX_LINK_BYTES + 1), LinkError::TooLong),
        (&format!("{good}{}", "A".repeat(MAX_LINK_BYTES)), LinkError::TooLong),
        (&bomb, LinkError::TooLarge),
        (&nothing, LinkError::Malformed),
        (&other_codec, LinkError::NotCompressed),
    ] {
        assert_eq!(Link::decode(link), Err(error), "{:.200}", link);
    }
    let large = link("", &vec![b'x'; MAX_BYTES]);
    assert_eq!(large.encode(), Err(LinkError::TooLarge));
}

#[test]
fn names_a_foreign_character() {
    for (c, name) in [('%', "`%`"), (' ', "U+0020"), ('\u{200b}', "U+200B")] {
        let message = LinkError::ForeignCharacter(c).to_string();
        assert!(message.contains(name), "{message}");
    }
}

/// The changes that other programs make to a link; all can be undone.
fn changed_on_the_way(link: &str) -> Vec<String> {
    let (address, fragment) = link.split_once('#').expect("a link has a fragment");
    let percent = |text: &str, plain: &str| -> String {
        text.bytes()
            .map(|byte| match char::from(byte) {
                c if c.is_ascii_alphanumeric() || plain.contains(c) => c.into(),
                _ => format!("%{byte:02x}"),
            })
            .collect()
    };
    let html = |text: &str, encoded: &str| -> String {
        text.chars().map(|c| if encoded.contains(c) { format!("&#x{:X};", u32::from(c)) } else { c.into() }).collect()
    };
    let mut all = vec![
        // Percent signs: the slash, the dot, all but letters and digits, the `#` too, the whole link.
        link.replace("#code/", "#code%2F"),
        link.replace("/d2.", "/d2%2E"),
        format!("{address}#{}", percent(fragment, "")),
        format!("{address}%23{fragment}"),
        format!("{address}%23{}", percent(fragment, "-_.~")),
        percent(link, "-_.!~*'()"),
        percent(link, ""),
        percent(link, ":/?"),
        // HTML: characters that must be encoded in an attribute, and others that some templates encode.
        link.replace('&', "&amp;"),
        html(link, "&"),
        html(link, "&/=#`"),
        format!("{address}%23{fragment}").replace('&', "&amp;"),
        // Text around a link.
        format!("  {link}\r\n"),
        format!("\u{feff}[see]({link}),"),
    ];
    for behind in [".", ",", ")", ">", "\u{200b}", "%E2%80%8B", "%3E", "&gt;", ").\u{200b}", "_**", "…”", "\u{fffd}"]
    {
        all.push(format!("{link}{behind}"));
        all.push(format!("(<{link}{behind}"));
        all.push(format!("{address}%23{}{behind}", percent(fragment, "")));
    }
    all
}

#[test]
fn no_change_inside_goes_unnoticed_but_for_the_checksum() {
    let good = link("strategy: level\nprocessors: []\n", b"hello").encode().expect("small");
    let start = good.find("d2.").expect("a link has a codec") + 3;
    let (mut tried, mut opened) = (0, 0);
    for at in start..good.len() {
        for other in "ABab01-_".chars().filter(|&c| !good[at..].starts_with(c)) {
            tried += 1;
            opened += usize::from(Link::decode(&format!("{}{other}{}", &good[..at], &good[at + 1..])).is_ok());
        }
    }
    // Of these, a checksum of 12 bits accepts none or one, and the result must still decompress and decode.
    assert!(tried > 250 && opened <= 1, "{opened} of {tried}");
}

proptest! {
    #[test]
    fn opens_what_it_makes(
        workflow in "\\PC{0,200}",
        input in prop::collection::vec(any::<u8>(), 0..200),
        options in prop::collection::btree_map("[a-z]{1,8}", "\\PC{0,12}", 0..6),
    ) {
        let document = v1::Document { workflow, input, engine: "x".into(), ..v1::Document::default() };
        let mut query = Query::default();
        for (name, value) in &options {
            query.set(name, value);
        }
        let link = Link { document, query };
        let encoded = link.encode().expect("small");
        prop_assert!(encoded.chars().last().is_some_and(|c| c.is_ascii_alphanumeric()));
        prop_assert_eq!(Link::decode(&encoded), Ok(link.clone()));
        let other_page = format!("https://example.org/a/b/{encoded}");
        prop_assert_eq!(Link::decode(&other_page), Ok(link));
        prop_assert_eq!(restore(&other_page), Some(other_page));
    }

    /// If the content differs from the original, its checksum must be right: nothing else could let it through.
    #[test]
    fn a_damaged_link_is_refused_or_the_same(
        at in any::<prop::sample::Index>(), removed in 0..4_usize, put in "[A-Za-z0-9_.%/ -]{0,4}",
    ) {
        let good = link("strategy: level\nprocessors: []\n", b"hello");
        let text = good.encode().expect("small");
        // The options before it have no checksum.
        let start = text.find('#').expect("a link has a fragment") + 1;
        let at = start + at.index(text.len() - start);
        let end = (at + removed).min(text.len());
        let damaged = format!("{}{put}{}", &text[..at], &text[end..]);
        if let Ok(opened) = Link::decode(&damaged) && opened != good {
            let code = Parts::find(&damaged).expect("it opens").code().expect("it opens");
            let (payload, found) = code[3..].split_at(code.len() - 5);
            prop_assert_eq!(checksum(payload), found);
            prop_assert_ne!(code, &text[start + 5..]);
        }
    }

    #[test]
    fn survives_anything(text in "(#code/d[12]\\.)?\\PC{0,80}") {
        // It opens or is refused, without a panic.
        let _ = Link::decode(&text);
    }

    #[test]
    fn every_cut_is_noticed(cut in any::<prop::sample::Index>()) {
        let good = link("strategy: level\nprocessors: []\n", b"hello").encode().expect("small");
        let start = good.find('#').expect("a link has a fragment");
        let cut = start + cut.index(good.len() - start);
        prop_assert!(Link::decode(&good[..cut]).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn opens_what_was_changed_on_the_way(
        workflow in "\\PC{0,200}",
        options in prop::collection::btree_map("[a-z]{1,8}", "\\PC{0,12}", 0..6),
    ) {
        let mut link = link(&workflow, b"hello");
        link.query = Query::default();
        for (name, value) in &options {
            link.query.set(name, value);
        }
        let made = format!("https://example.org/a/{}", link.encode().expect("small"));
        for changed in changed_on_the_way(&made) {
            prop_assert_eq!(Link::decode(&changed), Ok(link.clone()), "{}", changed);
            let restored = restore(&changed).expect("it has a link");
            prop_assert_eq!(Link::decode(&restored), Ok(link.clone()), "{}: {}", changed, restored);
        }
    }
}
