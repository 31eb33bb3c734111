//! The real window with 100,000 notes against a bare Tauri window: time from the start of the
//! process until the first screen stands there, and memory of all its processes.
//!
//! Both are watched from outside, through the display: the screen is there when enough dark ink
//! stands where a heading is.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat};
use x11rb::rust_connection::RustConnection;

use crate::data::Library;
use crate::figure::{Table, Times};

const TURNS: usize = 9;
/// Left, top, width and height of where the headings of both windows stand.
const HEADING: (i16, i16, u16, u16) = (240, 30, 700, 260);
/// So many dark pixels are a line of a heading.
const INK: usize = 400;
const PATIENCE: Duration = Duration::from_secs(30);
/// After this the processes have settled.
const SETTLED: Duration = Duration::from_secs(4);

pub fn measure(library: Library, table: &mut Table) {
    let Library { dir, host, .. } = library;
    drop(host);
    let Ok(display) = std::env::var("DISPLAY") else {
        eprintln!("no display: the windows were not measured");
        return;
    };
    let (Some(app), Some(bare)) = (program("COLLOQUY_APP"), program("COLLOQUY_BARE")) else {
        eprintln!("`cargo xtask bench` builds the windows: they were not measured");
        return;
    };
    let (x11, screen) = x11rb::connect(Some(&display)).expect("the display");
    let root = x11.setup().roots[screen].root;
    let (mut ours, mut baseline) = (Times::default(), Times::default());
    let (mut our_bytes, mut bare_bytes) = (Vec::new(), Vec::new());
    // The first start of each fills the system's caches.
    for turn in 0..=TURNS {
        let last = turn == TURNS;
        let (started, bytes) = run(&x11, root, Command::new(&bare), last);
        let mut command = Command::new(&app);
        command.arg("--data").arg(dir.path());
        let (started_ours, bytes_ours) = run(&x11, root, command, last);
        if turn > 0 {
            baseline.add(started);
            ours.add(started_ours);
        }
        bare_bytes.extend(bytes);
        our_bytes.extend(bytes_ours);
    }
    table.ratio(
        "start to the first usable screen with 100,000 notes, against a bare window, median",
        ours.median(),
        baseline.median(),
        1.3,
    );
    if let (Some(ours), Some(baseline)) = (our_bytes.last(), bare_bytes.last()) {
        table.size("memory of all processes then (PSS)", *ours, *baseline, 1.3);
    }
}

fn program(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

/// Starts a window and waits for its heading; with `weigh`, also for its memory.
fn run(
    x11: &RustConnection,
    root: u32,
    mut command: Command,
    weigh: bool,
) -> (Duration, Option<u64>) {
    let start = Instant::now();
    let mut child = command
        .env("GDK_BACKEND", "x11")
        .env("COLLOQUY_NO_SINGLE_INSTANCE", "1")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the window starts");
    while ink(x11, root) < INK {
        assert!(start.elapsed() < PATIENCE, "no heading came: {command:?}");
    }
    let taken = start.elapsed();
    let bytes = weigh.then(|| {
        std::thread::sleep(SETTLED);
        memory(child.id())
    });
    end(&mut child);
    while ink(x11, root) > 0 {
        assert!(start.elapsed() < PATIENCE * 2, "the window stays");
    }
    (taken, bytes)
}

/// How many dark pixels stand where the heading is.
fn ink(x11: &RustConnection, root: u32) -> usize {
    let (x, y, width, height) = HEADING;
    let image = x11
        .get_image(ImageFormat::Z_PIXMAP, root, x, y, width, height, !0)
        .expect("the request is sent")
        .reply()
        .expect("an image");
    // Without a window the screen is black all over: no ink on no paper.
    let dark = |pixel: &&[u8]| pixel.iter().take(3).all(|channel| *channel < 90);
    let count = image.data.chunks_exact(4).filter(dark).count();
    let all = usize::from(width) * usize::from(height);
    if count > all / 3 { 0 } else { count }
}

/// Proportional set size of a process and all below it, in bytes.
fn memory(process: u32) -> u64 {
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"));
    let own = rollup
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .and_then(|rest| {
            rest.trim()
                .trim_end_matches("kB")
                .trim()
                .parse::<u64>()
                .ok()
        })
        .unwrap_or(0);
    own * 1024 + children(process).into_iter().map(memory).sum::<u64>()
}

fn children(process: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task"));
    tasks
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|number| number.parse().ok())
                .collect::<Vec<_>>()
        })
        .collect()
}

fn end(child: &mut Child) {
    let below = children(child.id());
    child.kill().expect("the window ends");
    child.wait().expect("the window has ended");
    for process in below {
        while Path::new(&format!("/proc/{process}")).exists() {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
