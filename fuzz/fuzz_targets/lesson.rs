#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dagwood_tests::fuzz::target("lesson")(bytes));
