//! WebAssembly text: assembles modules that people write, and disassembles a single function of a module.

/// The maximum number of lines shown of a function.
const LINES: usize = 400;

/// The module of a text.
///
/// # Errors
/// The position and reason of a syntax error, in lines.
pub fn assemble(text: &str) -> Result<Vec<u8>, String> {
    wat::parse_str(text).map_err(|error| error.to_string())
}

/// One function of a module as text, by its index among all functions including imported ones; only its first lines if
/// it is long. `None` if there is no such function.
#[must_use]
pub fn disassemble(module: &[u8], function: u32) -> Option<String> {
    let text = wasmprinter::print_bytes(module).ok()?;
    let number = format!("(;{function};)");
    let mut lines = text.lines().skip_while(|line| !(line.starts_with("  (func ") && line.contains(&number)));
    let mut function = String::new();
    for (i, line) in lines.by_ref().enumerate() {
        if i == LINES {
            let more = lines.take_while(|&line| line != "  )").count();
            function.push_str(&format!(";; and {} more lines\n", more + 2));
            break;
        }
        function.push_str(line.strip_prefix("  ").unwrap_or(line));
        function.push('\n');
        if line == "  )" || line.ends_with("))") && i == 0 {
            break;
        }
    }
    (!function.is_empty()).then_some(function)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::wasm::inspect;

    /// The entry point of a call of the module.
    fn entry(text: &str) -> String {
        let inspection = inspect(&assemble(text).expect("it is a module"));
        let (entry, skeleton) = inspection.entry.zip(inspection.skeleton).expect("it has an entry");
        disassemble(&skeleton, entry.index).expect("it has that function")
    }

    #[test]
    fn shows_the_entry_and_nothing_else() {
        let text = entry(
            r#"(module
                 (memory (export "memory") 1 2)
                 (data (i32.const 0) "some data")
                 (func $other (param i32) (result i32) i32.const 7)
                 (func $process (export "process") (param i32 i32 i32) (result i32)
                   (if (local.get 0) (then (drop (call $other (local.get 1)))))
                   (i32.const 0)))"#,
        );
        let expected = "(func $process (;1;) (type 1) (param i32 i32 i32) (result i32)\n  local.get 0\n  \
                        if ;; label = @1\n    local.get 1\n    call $other\n    drop\n  end\n  i32.const 0\n)\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_long_function_is_cut() {
        let body = "(drop (i32.const 1))".repeat(500);
        let text = entry(&format!("(module (memory (export \"memory\") 1) (func (export \"_start\") {body}))"));
        assert_eq!(text.lines().count(), LINES + 1);
        assert_eq!(text.lines().last(), Some(";; and 602 more lines"));
    }

    #[test]
    fn there_may_be_no_such_function() {
        assert_eq!(disassemble(&assemble("(module)").expect("it is a module"), 0), None);
        assert_eq!(disassemble(b"%PDF", 0), None);
    }

    #[test]
    fn says_where_a_text_is_wrong() {
        let error = assemble("(module\n  (func (param i33)))").expect_err("there is no such type");
        assert!(error.contains("2:16"), "{error}");
    }
}
