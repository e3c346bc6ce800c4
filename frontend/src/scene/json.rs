//! JSON with a line for each value. It is parsed only as far as necessary: numbers and strings stay unchanged.

/// The maximum nesting depth.
const DEPTH: usize = 64;

/// The text with line breaks and indents, if it is JSON.
#[must_use]
pub(super) fn pretty(text: &str) -> Option<String> {
    let mut printer = Printer { rest: text, out: String::new() };
    printer.value(0)?;
    printer.skip_white();
    printer.rest.is_empty().then_some(printer.out)
}

struct Printer<'t> {
    rest: &'t str,
    out: String,
}

impl Printer<'_> {
    fn skip_white(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Copies this many bytes unchanged.
    fn copy(&mut self, bytes: usize) {
        let (taken, rest) = self.rest.split_at(bytes);
        self.out.push_str(taken);
        self.rest = rest;
    }

    /// Whether this character is next; it is consumed, and not written.
    fn take(&mut self, next: char) -> bool {
        self.skip_white();
        let rest = self.rest.strip_prefix(next);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn line(&mut self, depth: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", depth));
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        self.skip_white();
        match self.rest.bytes().next()? {
            b'{' => self.list(depth, '{', '}'),
            b'[' => self.list(depth, '[', ']'),
            b'"' => self.string(),
            b'-' | b'0'..=b'9' => self.number(),
            _ => {
                let word = ["true", "false", "null"].into_iter().find(|word| self.rest.starts_with(word))?;
                self.copy(word.len());
                Some(())
            }
        }
    }

    fn list(&mut self, depth: usize, open: char, close: char) -> Option<()> {
        if depth == DEPTH || !self.take(open) {
            return None;
        }
        self.out.push(open);
        if self.take(close) {
            self.out.push(close);
            return Some(());
        }
        loop {
            self.line(depth + 1);
            if open == '{' {
                self.skip_white();
                self.string()?;
                if !self.take(':') {
                    return None;
                }
                self.out.push_str(": ");
            }
            self.value(depth + 1)?;
            if self.take(close) {
                self.line(depth);
                self.out.push(close);
                return Some(());
            }
            if !self.take(',') {
                return None;
            }
            self.out.push(',');
        }
    }

    fn string(&mut self) -> Option<()> {
        let mut characters = self.rest.char_indices();
        if characters.next()?.1 != '"' {
            return None;
        }
        while let Some((at, c)) = characters.next() {
            match c {
                '"' => {
                    self.copy(at + 1);
                    return Some(());
                }
                '\\' => match characters.next()?.1 {
                    '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {}
                    'u' => {
                        let digits = (0..4).all(|_| characters.next().is_some_and(|(_, c)| c.is_ascii_hexdigit()));
                        digits.then_some(())?;
                    }
                    _ => return None,
                },
                '\0'..='\u{1f}' => return None,
                _ => {}
            }
        }
        None
    }

    fn number(&mut self) -> Option<()> {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let text = self.rest;
        let mut end = usize::from(text.starts_with('-'));
        let whole = digits(&text[end..]);
        if whole == 0 || whole > 1 && text[end..].starts_with('0') {
            return None;
        }
        end += whole;
        if text[end..].starts_with('.') {
            let fraction = digits(&text[end + 1..]);
            (fraction > 0).then_some(())?;
            end += 1 + fraction;
        }
        if text[end..].starts_with(['e', 'E']) {
            let sign = usize::from(text[end + 1..].starts_with(['+', '-']));
            let exponent = digits(&text[end + 1 + sign..]);
            (exponent > 0).then_some(())?;
            end += 1 + sign + exponent;
        }
        self.copy(end);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_json() {
        for (text, expected) in [
            ("1", "1"),
            (" -0.5e+3 ", "-0.5e+3"),
            (r#""a\u00e9\n""#, r#""a\u00e9\n""#),
            ("[]", "[]"),
            ("{ }", "{}"),
            (r#"[1,{"a":null,"ä":[true]}]"#, "[\n  1,\n  {\n    \"a\": null,\n    \"ä\": [\n      true\n    ]\n  }\n]"),
        ] {
            assert_eq!(pretty(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_none() {
        let deep = "[".repeat(100);
        for text in [
            "", "hello", "01", "1.", "1e", "-", "[1,]", "[1 2]", "{\"a\"}", "{a:1}", "\"\\x\"", "\"a\nb\"", "\"",
            "1 2", "nul", &deep,
        ] {
            assert_eq!(pretty(text), None, "{text}");
        }
    }
}
