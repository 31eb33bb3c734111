//! The app under test, from its start to its end.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use fantoccini::Client;
use tokio::sync::{Mutex, MutexGuard};

use super::display::Display;
use super::driver::Driver;
use super::places::{self, Data};
use super::x11::X11;
use super::{process, until};

/// Tests in one process share a display and its keyboard: one window at a time.
static TURN: OnceLock<Mutex<()>> = OnceLock::new();

/// The address of no D-Bus.
pub const NO_BUS: &str = "unix:path=/nonexistent/bus";

/// How to start the app.
pub struct Launch {
    data: Data,
    files: Vec<PathBuf>,
    bus: Option<String>,
}

impl Launch {
    /// On an empty data folder.
    pub fn new() -> Self {
        Self::on(Data::new())
    }

    /// On a prepared data folder.
    pub fn on(data: Data) -> Self {
        Self {
            data,
            files: Vec::new(),
            bus: None,
        }
    }

    /// With a course package on the command line.
    pub fn open(mut self, file: impl Into<PathBuf>) -> Self {
        self.files.push(file.into());
        self
    }

    /// On this D-Bus, and looking for another instance, which tests otherwise don't.
    pub fn single_on(mut self, bus: &str) -> Self {
        self.bus = Some(bus.to_owned());
        self
    }

    pub async fn start(self) -> App {
        let turn = TURN.get_or_init(Mutex::default).lock().await;
        let display = Display::find();
        let x11 = X11::connect(&display.name);
        let running = Running::start(&self, &display).await;
        let app = App {
            running: Some(running),
            x11,
            display,
            launch: self,
            _turn: turn,
        };
        app.until("document.readyState === 'complete'").await;
        app
    }

    fn arguments(&self) -> Vec<String> {
        let data = ["--data".to_owned(), self.data.root().display().to_string()];
        data.into_iter()
            .chain(self.files.iter().map(|file| file.display().to_string()))
            .collect()
    }

    /// The session around the app: its folders, its display, its bus.
    fn prepare(&self, command: &mut Command, display: &Display) {
        command
            .envs(self.data.variables())
            .env("DISPLAY", &display.name)
            .env("GDK_BACKEND", "x11")
            // What the app itself chooses without a graphics device switches off DMA-BUF too, and then
            // WebKitWebDriver waits for ever for a picture. A choice that is made already it leaves.
            .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1");
        command
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("COLLOQUY_NO_SINGLE_INSTANCE");
        if self.bus.is_none() {
            command.env("COLLOQUY_NO_SINGLE_INSTANCE", "1");
        }
        // Were there no address, the first library that wants a bus would start one and leave it behind.
        command.env(
            "DBUS_SESSION_BUS_ADDRESS",
            self.bus.as_deref().unwrap_or(NO_BUS),
        );
    }
}

/// The app, running or between two runs, on one data folder and one display.
pub struct App {
    running: Option<Running>,
    x11: X11,
    display: Display,
    launch: Launch,
    _turn: MutexGuard<'static, ()>,
}

struct Running {
    client: Client,
    process: u32,
    driver: Driver,
}

impl Running {
    async fn start(launch: &Launch, display: &Display) -> Self {
        let driver = Driver::start(|command| launch.prepare(command, display)).await;
        let program = places::app();
        let client = driver.open(&program, &launch.arguments()).await;
        let program = program.canonicalize().expect("the app is a file");
        let started = || async { process::child_of(driver.process(), &program) };
        let process = until("the app runs", started).await;
        Self {
            client,
            process,
            driver,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // An app that still runs would outlive its driver, and the display is not always ours to take away.
        if process::is_child_of(self.process, self.driver.process()) {
            process::signal(self.process, "KILL");
        }
    }
}

impl App {
    /// The app on an empty data folder.
    pub async fn start() -> Self {
        Launch::new().start().await
    }

    /// The data folder.
    pub fn data(&self) -> &Data {
        &self.launch.data
    }

    /// Ends the app at once, as a crash or a lost battery does.
    pub async fn kill(&mut self) {
        let running = self.running.take().expect("the app runs");
        process::signal(running.process, "KILL");
        process::ended(running.process).await;
    }

    /// Closes the window as a person does and waits for the app to end; says how long that took.
    pub async fn close(&mut self) -> Duration {
        let window = self.window().await;
        let running = self.running.take().expect("the app runs");
        let start = Instant::now();
        self.x11.close(window);
        process::ended(running.process).await;
        start.elapsed()
    }

    /// Starts the app again on the same data.
    pub async fn restart(&mut self) {
        assert!(self.running.is_none(), "kill or close the app first");
        self.running = Some(Running::start(&self.launch, &self.display).await);
        self.until("document.readyState === 'complete'").await;
    }

    /// Starts the app a second time, beside the first, and waits for the second to end.
    pub async fn start_again(&self, arguments: &[&str]) -> std::process::ExitStatus {
        let mut command = Command::new(places::app());
        self.launch.prepare(&mut command, &self.display);
        command
            .args(["--data".as_ref(), self.data().root().as_os_str()])
            .args(arguments);
        let mut command = tokio::process::Command::from(command);
        process::exit(command.kill_on_drop(true).spawn().expect("the app starts")).await
    }

    /// Resizes the window and waits until the page has the new size.
    pub async fn resize(&self, width: u32, height: u32) {
        self.x11.resize(self.window().await, width, height);
        self.until(&format!(
            "innerWidth === {width} && innerHeight === {height}"
        ))
        .await;
    }

    /// Gives the keyboard to the app's window.
    pub async fn focus(&self) {
        self.x11.focus(self.window().await);
        self.focused().await;
    }

    /// Waits until the app's window has the keyboard. The page can't be asked: under a driver it always thinks so.
    pub async fn focused(&self) {
        let window = self.window().await;
        until("the window has the keyboard", || async {
            self.x11.has_focus(window).then_some(())
        })
        .await;
    }

    /// Takes the keyboard away from the app's window.
    pub async fn look_elsewhere(&self) {
        let window = self.window().await;
        self.x11.look_elsewhere();
        until("the window loses the keyboard", || async {
            (!self.x11.has_focus(window)).then_some(())
        })
        .await;
    }

    /// Answers the system's save dialog with a path, and waits until it is gone.
    pub async fn save_as(&self, path: &std::path::Path) {
        let process = self.running.as_ref().expect("the app runs").process;
        let page = self.window().await;
        let dialog = until("the save dialog is shown", || async {
            let all = self.x11.windows_of(process);
            all.into_iter().find(|window| *window != page)
        })
        .await;
        self.x11.focus(dialog);
        until("the dialog has the keyboard", || async {
            self.x11.has_focus(dialog).then_some(())
        })
        .await;
        self.x11.type_and_enter(&path.display().to_string());
        until("the dialog is gone", || async {
            (self.x11.windows_of(process).len() == 1).then_some(())
        })
        .await;
        self.x11.focus(page);
    }

    /// The driver's session.
    pub fn client(&self) -> &Client {
        &self.running.as_ref().expect("the app runs").client
    }

    async fn window(&self) -> u32 {
        let process = self.running.as_ref().expect("the app runs").process;
        until("the window is shown", || async {
            self.x11.window_of(process)
        })
        .await
    }
}
