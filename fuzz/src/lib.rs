//! The targets of the stable driver, for libFuzzer.

#[path = "../../tests/common/shown.rs"]
mod shown;
#[path = "../../tests/fuzz/targets.rs"]
mod targets;

/// Runs the target called `name`.
pub fn run(name: &str, input: &[u8]) {
    (targets::named(name).run)(input);
}

/// Makes the target of a program of its own.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(|input: &[u8]| $crate::run($name, input));
    };
}
