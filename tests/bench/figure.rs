//! Timing by turns, and the table of results.

use std::fmt;
use std::time::{Duration, Instant};

/// Times of one thing, measured often.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The time below which this share (0 to 1) of all times lies.
    fn at(&self, share: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        let place = (last as f64 * share).round() as usize;
        sorted.get(place).copied().unwrap_or_default()
    }

    pub fn median(&self) -> Duration {
        self.at(0.5)
    }

    pub fn p95(&self) -> Duration {
        self.at(0.95)
    }
}

/// Runs something once and says how long it took.
pub fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed(), value)
}

/// One row: what was measured, ours, the baseline, their ratio and what it should be.
struct Row {
    name: String,
    ours: String,
    baseline: String,
    ratio: String,
    aim: String,
}

/// All rows.
#[derive(Default)]
pub struct Table(Vec<Row>);

impl Table {
    /// A ratio of times: smaller is better.
    pub fn ratio(&mut self, name: &str, ours: Duration, baseline: Duration, most: f64) {
        let ratio = ours.as_secs_f64() / baseline.as_secs_f64().max(1e-9);
        self.row(
            name,
            shown(ours),
            shown(baseline),
            ratio,
            format!("≤ {most}"),
        );
    }

    /// A ratio of speeds (things a second): larger is better.
    pub fn speed(&mut self, name: &str, ours: f64, baseline: f64, least: f64) {
        let ratio = ours / baseline.max(1e-9);
        let each = |speed: f64| format!("{speed:.0}/s");
        self.row(
            name,
            each(ours),
            each(baseline),
            ratio,
            format!("≥ {least}"),
        );
    }

    /// A ratio of sizes in bytes: smaller is better.
    pub fn size(&mut self, name: &str, ours: u64, baseline: u64, most: f64) {
        let ratio = ours as f64 / (baseline as f64).max(1.0);
        let mebibytes = |bytes: u64| format!("{:.0} MiB", bytes as f64 / 1_048_576.0);
        self.row(
            name,
            mebibytes(ours),
            mebibytes(baseline),
            ratio,
            format!("≤ {most}"),
        );
    }

    /// A figure without a baseline.
    pub fn figure(&mut self, name: &str, ours: Duration, aim: &str) {
        self.add(
            name,
            shown(ours),
            "–".to_owned(),
            "–".to_owned(),
            aim.to_owned(),
        );
    }

    fn row(&mut self, name: &str, ours: String, baseline: String, ratio: f64, aim: String) {
        self.add(name, ours, baseline, format!("{ratio:.2}"), aim);
    }

    fn add(&mut self, name: &str, ours: String, baseline: String, ratio: String, aim: String) {
        let name = name.to_owned();
        eprintln!("{name}: {ours} against {baseline}, ratio {ratio} (aim {aim})");
        self.0.push(Row {
            name,
            ours,
            baseline,
            ratio,
            aim,
        });
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | Colloquy | baseline | ratio | aim |")?;
        writeln!(f, "|---|---:|---:|---:|---:|")?;
        for row in &self.0 {
            let Row {
                name,
                ours,
                baseline,
                ratio,
                aim,
            } = row;
            writeln!(f, "| {name} | {ours} | {baseline} | {ratio} | {aim} |")?;
        }
        Ok(())
    }
}

fn shown(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        ..1_000.0 => format!("{micros:.0} µs"),
        ..100_000.0 => format!("{:.1} ms", micros / 1e3),
        ..1_000_000.0 => format!("{:.0} ms", micros / 1e3),
        _ => format!("{:.2} s", micros / 1e6),
    }
}
