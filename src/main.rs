//! The `rushes` program; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    rushes::cli::run(std::env::args_os())
}
