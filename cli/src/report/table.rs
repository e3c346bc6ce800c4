//! Columns of text.

use std::fmt;

/// Rows under a header, each column as wide as its widest cell.
pub(crate) struct Table<const N: usize> {
    /// Headers; a column whose header begins with `>` is right-aligned.
    heads: [&'static str; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    pub(crate) fn new(heads: [&'static str; N]) -> Self {
        Self { heads, rows: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn row(&mut self, cells: [String; N]) {
        self.rows.push(cells);
    }
}

impl<const N: usize> fmt::Display for Table<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_right = self.heads.map(|head| head.starts_with('>'));
        let heads = self.heads.map(|head| head.trim_start_matches('>').to_owned());
        let mut widths = heads.each_ref().map(|head| head.chars().count());
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for row in std::iter::once(&heads).chain(&self.rows) {
            let mut line = String::new();
            for ((cell, &width), is_right) in row.iter().zip(&widths).zip(is_right) {
                // An empty column takes no space.
                if width == 0 {
                    continue;
                }
                let padding = " ".repeat(width - cell.chars().count());
                if !line.is_empty() {
                    line.push_str("  ");
                }
                let (before, after) = if is_right { (&*padding, "") } else { ("", &*padding) };
                line.extend([before, cell, after]);
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn aligns_columns() {
        let mut table = Table::new(["name", ">n", "", "note"]);
        table.row(["a".into(), "1".into(), String::new(), "x".into()]);
        table.row(["länger".into(), "100".into(), String::new(), String::new()]);
        assert_eq!(table.to_string(), "name      n  note\na         1  x\nlänger  100\n");
    }
}
