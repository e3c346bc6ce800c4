//! The colours in the style sheets.

use crate::colour::Colour;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The colours of a scheme by the names of their custom properties, without the dashes.
pub(crate) struct Scheme {
    pub(crate) name: &'static str,
    colours: BTreeMap<String, Colour>,
}

impl Scheme {
    pub(crate) fn get(&self, name: &str) -> Colour {
        *self.colours.get(name).unwrap_or_else(|| panic!("there is no --{name} in the style sheet"))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.colours.keys().map(String::as_str)
    }
}

/// The colours of `:root`: each is written `light-dark(#rrggbb, #rrggbb)`.
pub(crate) fn schemes() -> [Scheme; 2] {
    let (mut light, mut dark) = (BTreeMap::new(), BTreeMap::new());
    for Declaration { name, value, .. } in declarations().into_iter().filter(Declaration::is_token) {
        let Some(pair) = value.strip_prefix("light-dark(").and_then(|value| value.strip_suffix(')')) else {
            assert!(!has_colour(&value), "{name}: {value} is not written for light and for dark");
            continue;
        };
        let (in_light, in_dark) = pair.split_once(',').unwrap_or_else(|| panic!("{name}: {value} is not two colours"));
        for (scheme, colour) in [(&mut light, in_light), (&mut dark, in_dark)] {
            let before = scheme.insert(name.trim_start_matches('-').to_owned(), Colour::parse(colour.trim()));
            assert!(before.is_none(), "{name} is set twice");
        }
    }
    [Scheme { name: "light", colours: light }, Scheme { name: "dark", colours: dark }]
}

/// Declarations outside `:root` whose value has a colour written out.
pub(crate) fn colours_outside_tokens() -> Vec<String> {
    declarations()
        .into_iter()
        // Transparent colours, such as the backdrop of dialogs, are not compared.
        .filter(|Declaration { value, .. }| !value.contains('/') && has_colour(value))
        .filter(|declaration| !declaration.is_token())
        .map(|Declaration { rules, name, value }| format!("{} {{ {name}: {value} }}", rules.join(" ")))
        .collect()
}

fn has_colour(value: &str) -> bool {
    let is_hex =
        |word: &str| word.strip_prefix('#').is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    value.split([' ', ',', '(', ')']).any(is_hex)
        || ["rgb(", "hsl(", "oklch(", "lab("].iter().any(|f| value.contains(f))
}

/// A declaration, and the rules around it from the outermost in.
struct Declaration {
    rules: Vec<String>,
    name: String,
    value: String,
}

impl Declaration {
    fn is_token(&self) -> bool {
        self.name.starts_with("--") && self.rules.last().is_some_and(|rule| rule.starts_with(":root"))
    }
}

/// Every declaration of every sheet of the page.
fn declarations() -> Vec<Declaration> {
    let mut all = Vec::new();
    for sheet in sheets() {
        let css = std::fs::read_to_string(&sheet).unwrap_or_else(|error| panic!("{}: {error}", sheet.display()));
        let mut rules = Vec::new();
        let mut text = String::new();
        // The page's strings contain no braces or semicolons.
        for char in without_comments(&css).chars() {
            match char {
                '{' => rules.push(std::mem::take(&mut text).trim().to_owned()),
                ';' | '}' => {
                    if let Some((name, value)) = std::mem::take(&mut text).split_once(':') {
                        let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
                        all.push(Declaration { rules: rules.clone(), name, value });
                    }
                    if char == '}' {
                        rules.pop();
                    }
                }
                char => text.push(char),
            }
        }
    }
    all
}

fn sheets() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "css")).collect()
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once("*/").map_or("", |(_, rest)| rest))
}
