//! What the app says by the desktop's notifications: to one that shows them, one that hangs, and none.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use colloquy_core::api::{Host, dispatch};
use colloquy_core::app::Machine;
use colloquy_core::db::Folder;
use serde_json::{Value, json};
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::OwnedValue;

use crate::harness::{App, Bus, Data, Launch, NO_BUS, until};

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

const SWITCH: &str = "input[role=switch]";
const PAGE: &str = "#/settings/notifications";

/// What a notification said, and which actions it offered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    title: String,
    body: String,
    actions: Vec<String>,
}

type Board = Arc<Mutex<Vec<Said>>>;

/// The service of the specification, on which nothing is drawn.
struct Service {
    board: Board,
    hangs: bool,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "the specification's")]
    async fn notify(
        &self,
        app: String,
        _replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expires: i32,
    ) -> u32 {
        if self.hangs {
            std::future::pending::<()>().await;
        }
        assert_eq!(app, "Colloquy");
        let mut board = self.board.lock().expect("the board");
        board.push(Said {
            title,
            body,
            actions,
        });
        u32::try_from(board.len()).expect("a small number")
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("Board", "Colloquy's tests", "1", "1.2")
    }
}

/// A bus with a desktop on it that shows notifications.
struct Desktop {
    board: Board,
    connection: Connection,
    bus: Bus,
}

impl Desktop {
    fn start(hangs: bool) -> Self {
        let bus = Bus::start();
        let board = Board::default();
        let service = Service {
            board: Arc::clone(&board),
            hangs,
        };
        let builder = Builder::address(bus.address()).expect("the address of the bus");
        let connection = builder
            .name(SERVICE)
            .and_then(|builder| builder.serve_at(PATH, service))
            .and_then(Builder::build)
            .expect("the bus takes the service");
        Self {
            board,
            connection,
            bus,
        }
    }

    /// Everything said, once there is so much of it.
    async fn said(&self, count: usize) -> Vec<Said> {
        until("a notification", || async {
            let board = self.board.lock().expect("the board");
            (board.len() >= count).then(|| board.clone())
        })
        .await
    }

    /// Clicks the notification of this number.
    fn click(&self, number: u32) {
        let action = (number, "default");
        self.connection
            .emit_signal(None::<&str>, PATH, SERVICE, "ActionInvoked", &action)
            .expect("the signal is sent");
    }
}

/// The app on this bus, with a course begun: that takes longer than a page may on a busy machine.
async fn begin(bus: &str) -> App {
    let data = Data::new();
    let host = Host::open(Folder::at(data.root()), Arc::new(Machine));
    dispatch(&host, "course_start", json!({})).expect("a course");
    drop(host);
    let app = Launch::on(data).single_on(bus).start().await;
    app.wait("nav").await;
    app
}

/// Something that is due today, where the app is.
async fn deadline(app: &App, title: &str) {
    let today = app.eval("new Date().toLocaleDateString('sv-SE')").await;
    let input = json!({ "id": null, "title": title, "date": today });
    app.call("deadline_set", input).await.expect("a deadline");
}

async fn settings(app: &App) {
    app.eval(&format!("void (location.hash = '{PAGE}')")).await;
    app.wait(SWITCH).await;
}

#[tokio::test]
async fn what_is_due_is_said_once_and_a_click_shows_it() {
    let desktop = Desktop::start(false);
    let mut app = begin(desktop.bus.address()).await;
    deadline(&app, "Private paper").await;
    settings(&app).await;
    assert_eq!(
        app.eval("document.querySelector('[role=switch]').checked")
            .await,
        false
    );
    app.click(SWITCH).await;
    let said = desktop.said(1).await;
    let expected = Said {
        title: "1 thing is due today.".to_owned(),
        body: String::new(),
        actions: vec!["default".to_owned(), "Show dates".to_owned()],
    };
    assert_eq!(said, [expected]);
    app.click_text("main", "button", "Show one now").await;
    app.until_text("This computer took it.").await;
    assert_eq!(desktop.said(2).await[1].body, "You asked to see one.");

    app.focus().await;
    app.look_elsewhere().await;
    desktop.click(1);
    app.focused().await;
    app.until("location.hash === '#/due'").await;
    app.until_text("Private paper").await;

    // What came due since then is said at the next start; what was said is not said again.
    deadline(&app, "Private talk").await;
    app.close().await;
    app.restart().await;
    let said = desktop.said(3).await;
    assert_eq!(said[2].title, "1 thing is due today.");
    assert_eq!(said.len(), 3);
}

#[tokio::test]
async fn a_desktop_that_hangs_holds_nothing_up() {
    let desktop = Desktop::start(true);
    let app = begin(desktop.bus.address()).await;
    settings(&app).await;
    app.click_text("main", "button", "Show one now").await;
    // The page goes on meanwhile.
    app.click(SWITCH).await;
    let kept = app.call("notice_read", json!({})).await;
    assert_eq!(kept.expect("an answer"), json!({ "on": true }));
    app.until_text("This computer did not answer").await;
}

#[tokio::test]
async fn without_a_bus_the_settings_say_so_and_nothing_else_does() {
    let app = begin(NO_BUS).await;
    deadline(&app, "Private paper").await;
    settings(&app).await;
    app.until_text("Nothing on this computer shows notifications.")
        .await;
    app.click(SWITCH).await;
    app.until("document.querySelector('[role=switch]').checked")
        .await;
    app.click_text("main", "button", "Show one now").await;
    app.until_text("Nothing on this computer shows notifications.")
        .await;
    app.assert_accessible("notifications").await;
    app.eval("void (document.documentElement.dataset.theme = 'dark')")
        .await;
    app.assert_accessible("notifications, dark").await;
    let log = app.data().log();
    // What looks for another start of the app wants a bus too, and says so once.
    let others = log.lines().filter(|line| !line.contains("single-instance"));
    let complaints: Vec<_> = others
        .filter(|line| line.contains("WARN") || line.contains("ERROR"))
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert_eq!(app.eval("location.hash").await, Value::from(PAGE));
}
