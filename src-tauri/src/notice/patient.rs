//! The system's notifications, asked on a thread of their own: whatever hangs there holds nobody up.

use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use super::system::System;
use super::{Answer, Clicked, Notice, Notifier};

/// How long somebody waits for an answer. A desktop answers in milliseconds, unless it has to start
/// what shows notifications.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// The notifications of the desktop that the app really runs on.
pub type RealNotifier = Patient<System>;

/// What shows notifications, asked by one thread and taking its time.
pub trait Slow: Default + 'static {
    /// Whether notifications would be taken.
    fn check(&mut self) -> Answer;

    /// Has one shown.
    fn show(&mut self, notice: &Notice, clicked: Clicked) -> Answer;
}

/// Waits for a slow one, but not for ever.
pub struct Patient<S> {
    patience: Duration,
    /// The questions to its thread, which starts with the first of them.
    questions: OnceLock<Option<SyncSender<Question<S>>>>,
}

struct Question<S> {
    ask: Box<dyn FnOnce(&mut S) -> Answer + Send>,
    answer: SyncSender<Answer>,
}

impl<S: Slow> Patient<S> {
    /// Waits as long as is bearable.
    #[must_use]
    pub const fn new() -> Self {
        Self::within(PATIENCE)
    }

    const fn within(patience: Duration) -> Self {
        Self {
            patience,
            questions: OnceLock::new(),
        }
    }

    fn ask(&self, ask: impl FnOnce(&mut S) -> Answer + Send + 'static) -> Answer {
        let (answer, answered) = sync_channel(1);
        let question = Question {
            ask: Box::new(ask),
            answer,
        };
        let Some(questions) = self.questions.get_or_init(begin) else {
            return Answer::Silent;
        };
        // Full when an earlier one still hangs: one more would only hang behind it.
        if questions.try_send(question).is_err() {
            return Answer::Silent;
        }
        answered
            .recv_timeout(self.patience)
            .unwrap_or(Answer::Silent)
    }
}

impl<S: Slow> Default for Patient<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Slow> Notifier for Patient<S> {
    fn check(&self) -> Answer {
        self.ask(S::check)
    }

    fn show(&self, notice: &Notice, clicked: Clicked) -> Answer {
        let notice = notice.clone();
        self.ask(move |system| system.show(&notice, clicked))
    }
}

fn begin<S: Slow>() -> Option<SyncSender<Question<S>>> {
    let (questions, asked) = sync_channel(1);
    let thread = std::thread::Builder::new().name("notifications".into());
    thread.spawn(move || answer_all(&asked)).ok()?;
    Some(questions)
}

fn answer_all<S: Slow>(asked: &Receiver<Question<S>>) {
    let mut system = S::default();
    for Question { ask, answer } in asked {
        // Whoever asked may have stopped waiting.
        let _ = answer.send(ask(&mut system));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Condvar, Mutex};

    use super::*;

    /// Whether somebody hangs, and whether they are let go.
    static GATE: (Mutex<(bool, bool)>, Condvar) = (Mutex::new((false, false)), Condvar::new());

    #[derive(Default)]
    struct Hanging;

    impl Slow for Hanging {
        fn check(&mut self) -> Answer {
            Answer::Taken
        }

        fn show(&mut self, _: &Notice, clicked: Clicked) -> Answer {
            let mut gate = GATE.0.lock().unwrap();
            gate.0 = true;
            GATE.1.notify_all();
            drop(GATE.1.wait_while(gate, |(_, open)| !*open).unwrap());
            clicked();
            Answer::Taken
        }
    }

    #[test]
    fn what_hangs_is_given_up_and_answers_again_when_it_can() {
        let patient = Patient::<Hanging>::within(Duration::from_millis(20));
        let notice = Notice {
            title: "A".into(),
            body: String::new(),
        };
        let (sender, shown) = std::sync::mpsc::channel();
        let clicked: Clicked = Arc::new(move || sender.send(()).unwrap());
        let show = || patient.show(&notice, Arc::clone(&clicked));
        assert_eq!(show(), Answer::Silent);
        let gate = GATE.0.lock().unwrap();
        drop(GATE.1.wait_while(gate, |(hangs, _)| !*hangs).unwrap());
        // The second waits behind the first, and a third would be one too many.
        assert_eq!([show(), show()], [Answer::Silent; 2]);
        GATE.0.lock().unwrap().1 = true;
        GATE.1.notify_all();
        for _ in 0..2 {
            shown.recv_timeout(PATIENCE).unwrap();
        }
        let patient = Patient {
            patience: PATIENCE,
            ..patient
        };
        assert_eq!(patient.check(), Answer::Taken);
        assert!(shown.try_recv().is_err(), "the third was never shown");
    }
}
