//! Notifications on Linux: the Desktop Notifications Specification, over the session's D-Bus.
//!
//! Nothing is started for it but what the bus itself starts when somebody calls the service.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Type};
use zbus::zvariant::{DynamicType, Value};
use zbus::{Error, MatchRule};

use super::patient::Slow;
use super::{Answer, Clicked, Notice};

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// The name of the action that a click on the notification itself is.
const CLICK: &str = "default";

/// The desktop file and the icon of the package.
const DESKTOP_FILE: &str = "Colloquy";
const ICON: &str = "colloquy-desktop";

/// Less than anybody waits, so that the thread is free again by then.
const LIMIT: Duration = Duration::from_secs(4);

/// The desktop's notifications. The connection stays: some desktops take a notification away when
/// whoever sent it is gone, and tell of a click only on the connection that it came by.
#[derive(Default)]
pub struct System {
    session: Option<Session>,
}

struct Session {
    connection: Connection,
    shown: Shown,
}

/// What a click on each does, by the service's number of it.
type Shown = Arc<Mutex<BTreeMap<u32, Clicked>>>;

impl Slow for System {
    fn check(&mut self) -> Answer {
        answer_of(&self.with_session(|session| session.call("GetServerInformation", &()).map(drop)))
    }

    fn show(&mut self, notice: &Notice, clicked: Clicked) -> Answer {
        answer_of(&self.with_session(|session| session.show(notice, &clicked)))
    }
}

impl System {
    /// On the session's bus, or on a new connection when the one at hand has broken.
    fn with_session(&mut self, work: impl Fn(&Session) -> zbus::Result<()>) -> zbus::Result<()> {
        if let Some(session) = &self.session {
            match work(session) {
                Err(error) if is_broken(&error) => self.session = None,
                done => return done,
            }
        }
        work(self.session.insert(Session::open()?))
    }
}

impl Session {
    fn open() -> zbus::Result<Self> {
        let connection = Builder::session()?.method_timeout(LIMIT).build()?;
        let rule = MatchRule::builder()
            .msg_type(Type::Signal)
            .path(PATH)?
            .interface(SERVICE)?
            .build();
        let signals = MessageIterator::for_match_rule(rule, &connection, None)?;
        let shown = Shown::default();
        let of_signals = Arc::clone(&shown);
        std::thread::Builder::new()
            .name("notification clicks".into())
            .spawn(move || {
                signals
                    .map_while(Result::ok)
                    .for_each(|signal| hear(&of_signals, &signal))
            })?;
        Ok(Self { connection, shown })
    }

    fn show(&self, notice: &Notice, clicked: &Clicked) -> zbus::Result<()> {
        let hints = HashMap::from([("desktop-entry", Value::from(DESKTOP_FILE))]);
        let message = (
            "Colloquy",
            // It replaces no other one, and stays for as long as is usual.
            0_u32,
            ICON,
            &notice.title,
            &notice.body,
            [CLICK, "Show dates"].as_slice(),
            hints,
            -1_i32,
        );
        // Held meanwhile: a click may be told of before the number is known.
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let number: u32 = self.call("Notify", &message)?.body().deserialize()?;
        shown.insert(number, Arc::clone(clicked));
        Ok(())
    }

    fn call(
        &self,
        method: &str,
        arguments: &(impl serde::Serialize + DynamicType),
    ) -> zbus::Result<Message> {
        self.connection
            .call_method(Some(SERVICE), PATH, Some(SERVICE), method, arguments)
    }
}

/// Does what a click does, and forgets a notification that is gone.
fn hear(shown: &Mutex<BTreeMap<u32, Clicked>>, signal: &Message) {
    let (header, body) = (signal.header(), signal.body());
    let shown = || shown.lock().unwrap_or_else(PoisonError::into_inner);
    match header.member().map(|member| member.as_str()) {
        Some("ActionInvoked") => {
            if let Ok((number, CLICK)) = body.deserialize::<(u32, &str)>() {
                let clicked = shown().get(&number).cloned();
                if let Some(clicked) = clicked {
                    clicked();
                }
            }
        }
        Some("NotificationClosed") => {
            if let Ok((number, _)) = body.deserialize::<(u32, u32)>() {
                shown().remove(&number);
            }
        }
        _ => {}
    }
}

/// Whether the connection is of no use any more.
fn is_broken(error: &Error) -> bool {
    !matches!(error, Error::MethodError(..)) && !timed_out(error)
}

fn timed_out(error: &Error) -> bool {
    matches!(error, Error::InputOutput(error) if error.kind() == std::io::ErrorKind::TimedOut)
}

fn answer_of(done: &zbus::Result<()>) -> Answer {
    match done {
        Ok(()) => Answer::Taken,
        Err(Error::MethodError(name, ..)) => answer_named(name.as_str()),
        Err(error) if timed_out(error) => Answer::Silent,
        Err(_) => Answer::Absent,
    }
}

/// What an error of the bus or of the service means for the reader.
fn answer_named(error: &str) -> Answer {
    let of_the_bus = error.strip_prefix("org.freedesktop.DBus.Error.");
    match of_the_bus {
        Some("NoReply" | "Timeout" | "TimedOut") => Answer::Silent,
        // What the specification says is not understood: something else has the name.
        Some("UnknownMethod" | "UnknownObject" | "UnknownInterface") => Answer::Absent,
        Some("ServiceUnknown" | "NameHasNoOwner" | "NoServer" | "Disconnected") => Answer::Absent,
        // The service is named somewhere, and could not be started.
        Some(name) if name.starts_with("Spawn.") => Answer::Absent,
        _ => Answer::Refused,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn signal(member: &str, body: &(impl serde::Serialize + DynamicType)) -> Message {
        Message::signal(PATH, SERVICE, member)
            .unwrap()
            .build(body)
            .unwrap()
    }

    #[test]
    fn a_click_on_our_own_counts_until_it_is_closed() {
        let clicks = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&clicks);
        let clicked: Clicked = Arc::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
        });
        let shown = Shown::default();
        shown.lock().unwrap().insert(7, clicked);
        let after = |member, body: (u32, &str)| {
            hear(&shown, &signal(member, &body));
            clicks.load(Ordering::Relaxed)
        };
        assert_eq!(after("ActionInvoked", (8, CLICK)), 0, "another app's");
        assert_eq!(after("ActionInvoked", (7, "other")), 0);
        assert_eq!(after("ActivationToken", (7, CLICK)), 0);
        assert_eq!(after("ActionInvoked", (7, CLICK)), 1);
        hear(&shown, &signal("NotificationClosed", &(7_u32, 2_u32)));
        assert_eq!(after("ActionInvoked", (7, CLICK)), 1);
    }

    #[test]
    fn what_goes_wrong_has_a_meaning() {
        let dbus = |name: &str| answer_named(&format!("org.freedesktop.DBus.Error.{name}"));
        assert_eq!(dbus("ServiceUnknown"), Answer::Absent);
        assert_eq!(dbus("Spawn.ExecFailed"), Answer::Absent);
        assert_eq!(dbus("NoReply"), Answer::Silent);
        assert_eq!(dbus("AccessDenied"), Answer::Refused);
        assert_eq!(
            answer_named("org.freedesktop.Notifications.Error.ExcessNotificationGeneration"),
            Answer::Refused
        );
        let late = std::io::Error::from(std::io::ErrorKind::TimedOut);
        assert_eq!(
            answer_of(&Err(Error::InputOutput(late.into()))),
            Answer::Silent
        );
        assert_eq!(
            answer_of(&Err(Error::Address("none".into()))),
            Answer::Absent
        );
    }
}
