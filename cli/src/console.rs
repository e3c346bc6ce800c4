//! The terminal, or another destination of the output.

use std::{
    borrow::Cow,
    io::{self, BufWriter, Stderr, StdoutLock, Write},
};

/// Where results and diagnostics go.
pub(crate) struct Console {
    /// Results.
    pub(crate) out: Out,
    err: Stderr,
}

/// Standard output. Once its reader is gone, as in `dagwood run … | head`, the rest is dropped silently.
pub(crate) struct Out {
    writer: BufWriter<StdoutLock<'static>>,
    is_closed: bool,
}

impl Console {
    pub(crate) fn new() -> Self {
        let out = Out { writer: BufWriter::with_capacity(1 << 16, io::stdout().lock()), is_closed: false };
        Self { out, err: io::stderr() }
    }

    /// Writes lines to standard error. If that fails, there is no way to report it.
    pub(crate) fn complain(&mut self, lines: &str) {
        let _ = writeln!(self.err, "{lines}");
    }
}

impl Out {
    fn forgive<T: Default>(&mut self, result: io::Result<T>) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(T::default())
            }
            result => result,
        }
    }

    /// Writes the rest of the buffer.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        Write::flush(self)
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_closed {
            let result = self.writer.write_all(bytes);
            self.forgive(result)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let result = self.writer.flush();
        self.forgive(result)
    }
}

/// Text for a single line of a terminal: control characters are escaped.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

/// Text for a terminal: control characters except line ends and tabs are escaped.
pub(crate) fn printable_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| matches!(c, '\n' | '\t'))
}

fn escaped(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_harmless = |c: char| keep(c) || !c.is_control();
    if text.chars().all(is_harmless) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_harmless(c) {
            out.push(c);
        } else {
            out.extend(c.escape_default());
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_never_reach_the_terminal() {
        assert_eq!(printable("a\x1b[31m\tb\n"), "a\\u{1b}[31m\\tb\\n");
        assert_eq!(printable_lines("a\x1b\tb\n"), "a\\u{1b}\tb\n");
        assert!(matches!(printable("héllo"), Cow::Borrowed(_)));
    }
}
