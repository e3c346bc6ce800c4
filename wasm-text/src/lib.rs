//! WebAssembly text: modules that people write by hand, and the one function of a module that they want to look at.

use dagwood_core::wasm::Inspection;

/// The lines of a function that are shown.
const LINES: usize = 400;

/// The module that a text says.
///
/// # Errors
/// Where the text makes no sense, and why, in lines.
pub fn assemble(text: &str) -> Result<Vec<u8>, String> {
    wat::parse_str(text).map_err(|error| error.to_string())
}

/// The function at which a call of the module begins, as text; the first lines of it, if it is long.
#[must_use]
pub fn disassemble(inspection: &Inspection) -> Option<String> {
    let (entry, skeleton) = (inspection.entry.as_ref()?, inspection.skeleton.as_ref()?);
    let text = wasmprinter::print_bytes(skeleton).ok()?;
    let number = format!("(;{};)", entry.index);
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

    #[test]
    fn shows_the_entry_and_nothing_else() {
        let module = assemble(
            r#"(module
                 (memory (export "memory") 1 2)
                 (data (i32.const 0) "some data")
                 (func $other (param i32) (result i32) i32.const 7)
                 (func $process (export "process") (param i32 i32 i32) (result i32)
                   (if (local.get 0) (then (drop (call $other (local.get 1)))))
                   (i32.const 0)))"#,
        );
        let inspection = inspect(&module.expect("it is a module"));
        let text = disassemble(&inspection).expect("it has an entry");
        let expected = "(func $process (;1;) (type 1) (param i32 i32 i32) (result i32)\n  local.get 0\n  \
                        if ;; label = @1\n    local.get 1\n    call $other\n    drop\n  end\n  i32.const 0\n)\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_long_function_is_cut() {
        let body = "(drop (i32.const 1))".repeat(500);
        let module = assemble(&format!("(module (memory (export \"memory\") 1) (func (export \"_start\") {body}))"));
        let text = disassemble(&inspect(&module.expect("it is a module"))).expect("it has an entry");
        assert_eq!(text.lines().count(), LINES + 1);
        assert_eq!(text.lines().last(), Some(";; and 602 more lines"));
    }

    #[test]
    fn says_where_a_text_is_wrong() {
        let error = assemble("(module\n  (func (param i33)))").expect_err("there is no such type");
        assert!(error.contains("2:16"), "{error}");
    }
}
