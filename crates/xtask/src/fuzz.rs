//! `cargo xtask fuzz`: libFuzzer on the stable toolchain, without cargo-fuzz.
//!
//! libfuzzer-sys brings libFuzzer itself; what it needs from the compiler is coverage, which rustc
//! gives on stable through LLVM's own options. (The address sanitizer would need nightly; the code
//! is free of `unsafe`.)

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::repo::Repo;
use crate::setup::{self, Purpose};

/// A fuzz target: a binary of one of the crates.
struct Target {
    name: &'static str,
    /// A folder of the repository whose files are good inputs to start from.
    seeds: Option<&'static str>,
}

const TARGETS: &[Target] = &[
    Target {
        name: "package_reader",
        seeds: None,
    },
    Target {
        name: "package_entries",
        seeds: None,
    },
    Target {
        name: "lesson_text",
        seeds: Some("courses"),
    },
    Target {
        name: "objects",
        seeds: None,
    },
    Target {
        name: "signed_values",
        seeds: None,
    },
    Target {
        name: "segment_text",
        seeds: None,
    },
    Target {
        name: "governance_log",
        seeds: None,
    },
    Target {
        name: "texts",
        seeds: None,
    },
];

/// The crates of the fuzz targets: each a workspace of its own, for its flags fit nothing else.
const CRATES: &[&str] = &["crates/core/fuzz", "crates/protocol/fuzz"];

/// The flags that cargo-fuzz passes, as far as they exist on stable.
const FLAGS: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg=fuzzing",
    "-Ccodegen-units=1",
];

/// Sets up and fuzzes every target for so many seconds.
pub fn fuzz(repo: &Repo, seconds: u32) -> Result<()> {
    setup::setup(repo, Purpose::Serve)?;
    run(repo, seconds)
}

/// Builds and runs the targets on a machine that is set up.
pub fn run(repo: &Repo, seconds: u32) -> Result<()> {
    let shell = repo.shell("")?;
    let host = host(&shell)?;
    for package in CRATES {
        build(repo, &shell, &host, package)?;
    }
    TARGETS
        .iter()
        .try_for_each(|target| run_target(repo, &shell, &host, target, seconds))
}

fn run_target(repo: &Repo, shell: &Shell, host: &str, target: &Target, seconds: u32) -> Result<()> {
    let name = target.name;
    let binary = repo.target(&format!(
        "fuzz/{host}/release/{name}{}",
        std::env::consts::EXE_SUFFIX
    ));
    let folder = |kind: &str| {
        let folder = repo.target(&format!("fuzz/{kind}/{name}"));
        shell
            .create_dir(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))
    };
    // libFuzzer adds what it finds to the first folder and only reads the others.
    let (corpus, made_seeds, findings) = (folder("corpus")?, folder("seeds")?, folder("findings")?);
    let seeds = target.seeds.map(|seeds| repo.path(seeds));
    cmd!(shell, "{binary} {corpus} {made_seeds} {seeds...}")
        .args(["-timeout=5", "-rss_limit_mb=512", "-max_len=65536"])
        // The sum at the end, not a line for every new input.
        .args(["-verbosity=0", "-print_final_stats=1"])
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", findings.display()))
        .env("COLLOQUY_FUZZ_SEEDS", &made_seeds)
        .run()
        .with_context(|| {
            format!(
                "{name} found an input that breaks a promise: the newest file in {}. To see it \
                 again, run {} with that file as its argument",
                findings.display(),
                binary.display()
            )
        })
}

fn build(repo: &Repo, shell: &Shell, host: &str, package: &str) -> Result<()> {
    // The same versions as in the product: its lock file, to which cargo adds libFuzzer's few
    // crates.
    let lock = repo.path(&format!("{package}/Cargo.lock"));
    std::fs::copy(repo.path("Cargo.lock"), &lock)
        .with_context(|| format!("cannot write {}", lock.display()))?;
    let manifest = repo.path(&format!("{package}/Cargo.toml"));
    let target_dir = repo.target("fuzz");
    // Naming the host as the target keeps the flags away from build scripts and macros.
    cmd!(
        shell,
        "cargo build --release --manifest-path {manifest} --target {host} --target-dir {target_dir}"
    )
    .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"))
    .run()
    .context("the fuzz targets do not build; the compiler's message is above")
}

/// The triple that rustc builds for by default.
pub fn host(shell: &Shell) -> Result<String> {
    let printed = cmd!(shell, "rustc --version --verbose")
        .quiet()
        .read()
        .context("rustc does not start")?;
    printed
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .context("`rustc --version --verbose` names no host")
}
