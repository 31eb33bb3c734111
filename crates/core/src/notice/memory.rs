//! What is remembered of notices: one setting of this device.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::app::Write;
use crate::{Result, setting};

/// How many things are remembered one by one.
const MOST: usize = 1_000;

/// Days are `YYYY-MM-DD`, which sorts as days do.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Memory {
    pub on: bool,
    /// Nothing that was due before this day is said.
    from: String,
    /// Day and id of what was said, from that day on.
    said: BTreeSet<(String, String)>,
}

impl Memory {
    pub fn read(db: &Connection) -> Result<Option<Self>> {
        let json = setting::notices(db)?;
        Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
    }

    pub fn keep(&self, write: &Write<'_>) -> Result<()> {
        setting::set_notices(write, &serde_json::to_string(self)?)
    }

    /// From this day on, things that come due are said.
    pub fn begin(&mut self, day: String) {
        self.from = day;
        self.forget_earlier();
    }

    /// Whether something due on this day is still to be said; from now on it no longer is.
    pub fn is_news(&mut self, day: &str, id: &str) -> bool {
        day >= self.from.as_str() && self.said.insert((day.to_owned(), id.to_owned()))
    }

    /// Keeps the memory small: the days furthest back count as said altogether.
    pub fn shorten(&mut self) {
        while self.said.len() > MOST
            && let Some((day, _)) = self.said.first().cloned()
        {
            // The least text that sorts after the day, and before the next one.
            self.from = day + "~";
            self.forget_earlier();
        }
    }

    fn forget_earlier(&mut self) {
        self.said = self.said.split_off(&(self.from.clone(), String::new()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_memory_lets_whole_days_go_and_says_nothing_of_them_again() {
        let mut memory = Memory::default();
        memory.begin("2026-11-01".to_owned());
        for number in 0..MOST {
            assert!(memory.is_news("2026-11-02", &number.to_string()));
        }
        memory.shorten();
        assert!(!memory.is_news("2026-11-02", "0"));
        assert!(memory.is_news("2026-11-03", "0"));
        memory.shorten();
        assert_eq!(memory.said.len(), 1);
        assert!(!memory.is_news("2026-11-02", "another"));
        assert!(!memory.is_news("2026-11-03", "0"));
        assert!(memory.is_news("2026-11-03", "another"));
    }
}
