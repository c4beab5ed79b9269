//! The same numbers, counted plainly in another language, from the files themselves.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::Command;

use serde_json::Value;

/// What a script of `tests/` counts. Where it cannot run, says that the test has tested nothing.
pub(crate) fn plain_count<S: AsRef<OsStr>>(
    script: &str,
    arguments: impl IntoIterator<Item = S>,
) -> Option<Value> {
    let skip = |why: &str| {
        writeln!(std::io::stderr(), "skipped: {why}").expect("standard error is open");
        None
    };
    match Command::new("python3").arg(format!("tests/{script}")).args(arguments).output() {
        Ok(output) if output.status.success() => {
            Some(serde_json::from_slice(&output.stdout).expect("JSON"))
        }
        Ok(output) => {
            let why = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(why.contains("tomllib"), "{why}");
            skip("this python3 has no tomllib")
        }
        Err(error) => skip(&format!("no python3 to count with: {error}")),
    }
}
