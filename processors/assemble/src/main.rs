//! `assemble wat TEXT MODULE` assembles text; `assemble component MODULE COMPONENT` makes a component of a module that
//! `wit-bindgen` wrote its interface into.

use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<_> = env::args().skip(1).collect();
    let [what, from, to] = &args[..] else { return Err("assemble wat|component FROM TO".into()) };
    let made = match what.as_str() {
        "wat" => wat::parse_file(from)?,
        "component" => wit_component::ComponentEncoder::default().module(&fs::read(from)?)?.validate(true).encode()?,
        other => return Err(format!("{other} is neither wat nor component").into()),
    };
    Ok(fs::write(to, made)?)
}
