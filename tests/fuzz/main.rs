//! Runs each target of `targets.rs` on inputs made from the fixtures, for a second or two.
//!
//! - `FUZZ_EXECUTIONS=1000000 cargo test --release --test fuzz toml -- --nocapture` runs it longer;
//! - `FUZZ_INPUT=FILE cargo test --test fuzz toml` runs it once, on that file;
//! - `PROPTEST_RNG_SEED=N` gives the same inputs again.

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::{BuildHasher, Hasher as _};
use std::io::{self, Seek as _, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use mutate::{Material, Random};
use rustix::time::{ClockId, clock_gettime};
use targets::{TARGETS, Target};

mod mutate;
#[path = "../common/shown.rs"]
mod shown;
mod targets;

const DEFAULT_EXECUTIONS: u64 = 300;

/// What one input may take: in the program itself, whatever else the machine is doing.
const MAX_TIME: Duration = Duration::from_secs(1);
const MAX_MEMORY_BYTES: u64 = 256 << 20;

/// A test for each target.
macro_rules! tests {
    ($($name:ident)+) => {
        $(#[test] fn $name() { fuzz(stringify!($name)); })+

        #[test]
        fn every_target_is_tested_and_fuzzed() {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(names, [$(stringify!($name)),+]);
            let manifest = fs::read_to_string("fuzz/Cargo.toml").expect("the fuzzer is there");
            for name in names {
                assert!(manifest.contains(&format!("\nname = \"{name}\"\n")), "{name}");
            }
        }
    };
}

tests! { toml markdown front_matter plain rating query search page compare }

/// The worst of what the inputs so far have taken.
#[derive(Default)]
struct Cost {
    total: Duration,
    slowest: Duration,
    largest_bytes: u64,
}

impl Cost {
    /// Writes it past the test's own output, which is only seen when a test fails.
    fn report(&self, name: &str, executions: u64) {
        let rate = executions as f64 / self.total.as_secs_f64().max(f64::EPSILON);
        let (slowest, largest) = (self.slowest, self.largest_bytes >> 10);
        let line = format!(
            "{name}: {executions} executions, {rate:.0} a second; slowest {slowest:.1?}, \
             largest {largest} KiB"
        );
        let _ = writeln!(io::stderr(), "{line}");
    }
}

fn fuzz(name: &str) {
    let target = targets::named(name);
    if let Some(path) = env::var_os("FUZZ_INPUT") {
        return (target.run)(&fs::read(path).expect("the input is there"));
    }
    for (path, input) in once_failed(name) {
        let fault = execute(target, &input, &mut Cost::default()).err();
        assert_eq!(fault, None, "{}", path.display());
    }
    let seed =
        number("PROPTEST_RNG_SEED").unwrap_or_else(|| RandomState::new().build_hasher().finish());
    let asked = number("FUZZ_EXECUTIONS");
    let executions = asked.unwrap_or(DEFAULT_EXECUTIONS);
    let material = Material { seeds: seeds(target), tokens: tokens() };
    assert!(material.seeds.len() > 9, "{name} has something to begin with");
    let mut random = Random::new(seed);
    // A stack that overflows ends the process at once: what it was given is found here.
    let folder = env::temp_dir().join("rushes-fuzz");
    fs::create_dir_all(&folder).expect("a temporary folder");
    let path = folder.join(format!("{name}-{}", std::process::id()));
    // It stays open, since file systems write what was truncated to the disk when it is closed.
    let mut file = File::create(&path).expect("a file for the inputs");
    let mut cost = Cost::default();
    for execution in 1..=executions {
        let input = material.input(&mut random);
        put(&mut file, &input).expect("the input is written");
        if let Err(fault) = execute(target, &input, &mut cost) {
            panic!(
                "{name}: {fault}, at execution {execution} of seed {seed}. Again:\n\
                 FUZZ_INPUT={} cargo test --test fuzz {name}",
                path.display()
            );
        }
    }
    fs::remove_file(&path).expect("the input was written");
    if asked.is_some() {
        cost.report(&format!("{name}, seed {seed}"), executions);
    }
}

/// Makes `input` all that is in the file.
fn put(file: &mut File, input: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(input)?;
    file.set_len(input.len() as u64)
}

fn execute(target: &Target, input: &[u8], cost: &mut Cost) -> Result<(), String> {
    let begin = processor_time();
    let mut outcome = Ok(());
    let memory = allocation_counter::measure(|| {
        outcome = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    });
    let taken = processor_time().saturating_sub(begin);
    cost.total += taken;
    cost.slowest = cost.slowest.max(taken);
    cost.largest_bytes = cost.largest_bytes.max(memory.bytes_max);
    if outcome.is_err() {
        return Err("a panic".to_owned());
    }
    if taken > MAX_TIME {
        return Err(format!("{taken:?} of time"));
    }
    if memory.bytes_max > MAX_MEMORY_BYTES {
        return Err(format!("{} bytes of memory", memory.bytes_max));
    }
    Ok(())
}

/// The processor time of this thread.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).expect("a clock that counts from its start")
}

fn number(variable: &str) -> Option<u64> {
    Some(env::var(variable).ok()?.parse().expect("a number"))
}

/// The files, or the lines of files, that inputs of the target are made from.
fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    for folder in ["reviews", "tests/fixtures"] {
        files(Path::new(folder), &mut paths);
    }
    paths.retain(|path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| target.extensions.contains(&extension))
    });
    // The same order on every file system.
    paths.sort();
    let texts = paths.iter().map(|path| fs::read(path).expect("a fixture is read"));
    if !target.is_of_lines {
        return texts.collect();
    }
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for text in texts {
        lines.extend(text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec));
    }
    lines
}

/// Inputs that a target failed on once, each a file that begins with its name.
fn once_failed(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths = Vec::new();
    files(Path::new("tests/fixtures/fuzz"), &mut paths);
    let is_of_target = |path: &PathBuf| {
        let file = path.file_name().and_then(|file| file.to_str()).unwrap_or_default();
        file.split_once('-').is_some_and(|(target, _)| target == name)
    };
    let paths = paths.into_iter().filter(is_of_target);
    paths.map(|path| (path.clone(), fs::read(path).expect("a fixture is read"))).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a name").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The tokens of the fuzzer's dictionary: a line each, in quotes, with `\xAB` for a byte.
fn tokens() -> Vec<Vec<u8>> {
    let text = fs::read_to_string("fuzz/tokens.dict").expect("the dictionary is there");
    let quoted = text.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    let tokens: Vec<_> = quoted.map(unescaped).collect();
    assert!(tokens.len() > 99, "the dictionary is read");
    tokens
}

fn unescaped(token: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = token;
    while let Some((before, after)) = rest.split_once('\\') {
        out.extend_from_slice(before.as_bytes());
        let (byte, length) = match after.strip_prefix('x').and_then(|hex| hex.get(..2)) {
            Some(hex) => (u8::from_str_radix(hex, 16).expect("two digits"), 3),
            None => (after.as_bytes()[0], 1),
        };
        out.push(byte);
        rest = &after[length..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}
