//! Whether the time that a command takes grows with a file, and no faster.
//!
//! Each pattern of `patterns.rs` is written at 64 KiB and doubled up to 1 MiB, in a folder with an
//! ordinary review beside it. Each command then reads that folder, and its processor time is taken:
//! that of all threads, since workers read files, and the least of several runs, since a busy
//! machine only ever adds to it. A pattern fails where a doubling takes more than three times as
//! long on average: linear cost takes twice as long, quadratic cost four times. The sizes between
//! the first and the last are measured only where those two leave a doubt.
//!
//! Processor time hardly depends on what else runs, so each core has a process of its own that
//! measures its share of the patterns.
//!
//! `cargo bench --bench cost -- PART` runs the patterns whose names contain PART.

use std::error::Error;
use std::fmt;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command as Process, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

mod commands;
mod output;
mod patterns;

use commands::{COMMANDS, Command, Folder};
use output::Output;
use patterns::Subject;

const SIZES_IN_KIB: [usize; 5] = [64, 128, 256, 512, 1024];

/// The most by which the time of a command may grow where the file is doubled.
const MAX_GROWTH: f64 = 3.0;

/// A growth from the first size to the last that asks for those between.
const DOUBTFUL_GROWTH: f64 = 2.2;

const MAX_RUNS: usize = 5;

/// Runs that took less together are cheap enough to be repeated in any case.
const CHEAP_RUNS: Duration = Duration::from_millis(15);

/// Most of a shorter time is the start of a command and the noise of the machine, so growth is
/// counted from the first size that takes longer.
const NOISE: Duration = Duration::from_millis(3);

/// The same where the only question is whether to look closer.
const LEAST_NOISE: Duration = Duration::from_micros(500);

/// A pattern that takes longer is not doubled again.
const MAX_TIME: Duration = Duration::from_secs(2);

/// How many costs are named at the end, of the fastest growing and of the highest.
const NAMED_COSTS: usize = 10;

/// The argument by which a process is told its share of the patterns.
const SHARE: &str = "--share=";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let parts: Vec<&str> =
        arguments.iter().filter(|it| !it.starts_with('-')).map(String::as_str).collect();
    match arguments.iter().find_map(|it| it.strip_prefix(SHARE)?.split_once('/')) {
        Some((number, of)) => measure_share(&parts, number.parse()?, of.parse()?),
        None => measure_all(&parts),
    }
}

/// Measures what each process finds, and names the worst of it.
fn measure_all(parts: &[&str]) -> Result<ExitCode, Box<dyn Error>> {
    let of = thread::available_parallelism()?.get();
    let start = |number| {
        let share = format!("{SHARE}{number}/{of}");
        let mut process = Process::new(std::env::current_exe()?);
        process.arg(share).args(parts).stdout(Stdio::piped()).spawn()
    };
    let processes: Vec<Child> = (0..of).map(start).collect::<Result<_, _>>()?;
    let all = thread::scope(|scope| {
        let readers: Vec<_> =
            processes.into_iter().map(|process| scope.spawn(|| results(process))).collect();
        let shares = readers.into_iter().map(|reader| match reader.join() {
            Ok(share) => share,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        shares.collect::<Result<Vec<_>, _>>()
    })?;
    let all = all.into_iter().flatten().collect();
    Ok(summarise(all)?)
}

/// What a process has measured, printed as it comes.
fn results(mut process: Child) -> Result<Vec<Measured>, String> {
    let stdout = process.stdout.take().into_iter();
    let lines = stdout.flat_map(|stdout| BufReader::new(stdout).lines()).map_while(Result::ok);
    let mut measured = Vec::new();
    for line in lines {
        writeln!(io::stdout(), "{line}").map_err(|error| error.to_string())?;
        measured.extend(Measured::parse(line));
    }
    match process.wait() {
        Ok(status) if status.success() => Ok(measured),
        ended => Err(format!("a share of the costs was not measured: {ended:?}")),
    }
}

/// One line that a process has printed.
struct Measured {
    line: String,
    growth: f64,
    /// What the largest file takes.
    highest: f64,
    is_too_high: bool,
}

impl Measured {
    fn parse(line: String) -> Option<Self> {
        let (verdict, cost) = line.split_once(' ')?;
        let growth = cost.trim_start().split(' ').next()?.parse().ok()?;
        let highest = cost.strip_suffix(" ms")?.rsplit(' ').next()?.parse().ok()?;
        Some(Self { growth, highest, is_too_high: verdict == FAILED, line })
    }
}

const FAILED: &str = "FAILED";

/// Names the worst of what was measured.
fn summarise(mut all: Vec<Measured>) -> io::Result<ExitCode> {
    type Rank = fn(&Measured) -> f64;
    let mut out = io::stdout().lock();
    let ranks: [(&str, Rank); 2] =
        [("fastest growing", |it| it.growth), ("highest", |it| it.highest)];
    for (title, rank) in ranks {
        all.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
        writeln!(out, "\n{title}")?;
        all.iter().take(NAMED_COSTS).try_for_each(|it| writeln!(out, "{}", it.line))?;
    }
    let failed = all.iter().filter(|it| it.is_too_high).count();
    writeln!(out, "\n{} costs measured, {failed} failed", all.len())?;
    Ok(if failed == 0 && !all.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Measures every pattern whose number leaves `number` when divided by `of`.
fn measure_share(parts: &[&str], number: usize, of: usize) -> Result<ExitCode, Box<dyn Error>> {
    let is_asked = |name: &str| parts.is_empty() || parts.iter().any(|part| name.contains(part));
    let asked = patterns::all().filter(|it| is_asked(&it.name())).enumerate();
    let mut out = Output::divert()?;
    for (nth, pattern) in asked.skip(number).step_by(of) {
        let folders: Vec<Folder> = SIZES_IN_KIB
            .into_iter()
            .map(|kib| Folder::with(pattern.extension(), kib, |bytes| pattern.text(bytes)))
            .collect::<Result<_, _>>()?;
        let is_due = |command: &&Command| !parts.is_empty() || nth % command.every == 0;
        for command in COMMANDS.iter().filter(is_due) {
            let mut cost = Cost::measure(&pattern, command, &folders);
            if cost.is_too_high() {
                cost = Cost::measure(&pattern, command, &folders);
            }
            let verdict = if cost.is_too_high() { FAILED } else { "ok    " };
            writeln!(out, "{verdict} {cost}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What one command takes for one pattern.
struct Cost {
    pattern: String,
    command: &'static str,
    /// Sizes in KiB with their processor times, the smallest first.
    times: Vec<(usize, Duration)>,
}

impl Cost {
    fn measure(pattern: &Subject, command: &Command, folders: &[Folder]) -> Self {
        let new = || Self { pattern: pattern.name(), command: command.name, times: Vec::new() };
        let mut ends = new();
        let [first, .., last] = folders else { return ends };
        ends.add(command, first);
        ends.add(command, last);
        if ends.growth(LEAST_NOISE) < DOUBTFUL_GROWTH {
            return ends;
        }
        let mut all = new();
        for folder in folders {
            all.add(command, folder);
            if all.times.last().is_some_and(|(_, time)| *time > MAX_TIME) {
                break;
            }
        }
        all
    }

    /// Takes the time for one more size.
    fn add(&mut self, command: &Command, folder: &Folder) {
        let (mut least, mut spent) = (Duration::MAX, Duration::ZERO);
        self.times.push((folder.kib, least));
        for _ in 0..MAX_RUNS {
            let before = processor_time();
            (command.run)(folder);
            let time = processor_time().saturating_sub(before);
            (least, spent) = (least.min(time), spent + time);
            if let Some((_, last)) = self.times.last_mut() {
                *last = least;
            }
            // Further runs could only show that it takes less.
            let is_sure = self.growth(LEAST_NOISE) < DOUBTFUL_GROWTH;
            if least > MAX_TIME || spent > CHEAP_RUNS && is_sure {
                break;
            }
        }
    }

    /// By how much the time grows with each doubling, the geometric mean, where times below `noise`
    /// say nothing.
    fn growth(&self, noise: Duration) -> f64 {
        let (Some(first), Some(last)) = (self.times.first(), self.times.last()) else { return 1.0 };
        let loud = self.times.iter().find(|(_, time)| *time >= noise).filter(|it| it.0 < last.0);
        let (kib, time) = loud.copied().unwrap_or((first.0, noise));
        let doublings = (last.0 as f64 / kib as f64).log2().max(1.0);
        (last.1.max(noise).as_secs_f64() / time.as_secs_f64()).powf(1.0 / doublings)
    }

    fn is_too_high(&self) -> bool {
        self.growth(NOISE) > MAX_GROWTH
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} a doubling: {} of {},", self.growth(NOISE), self.command, self.pattern)?;
        for (kib, time) in &self.times {
            write!(f, " {kib} KiB {:.1} ms", time.as_secs_f64() * 1000.0)?;
        }
        Ok(())
    }
}

/// The processor time of this process so far, of all its threads.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::from_secs(seconds) + Duration::from_nanos(time.tv_nsec.unsigned_abs())
}
