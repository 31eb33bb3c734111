//! What notifications say.

use colloquy_core::notice::NewlyDue;

use super::Notice;

/// So many things are due. Numbers only: nobody else learns what they are.
pub fn due(due: NewlyDue) -> Notice {
    let NewlyDue { today, before } = due;
    if today == 0 {
        return Notice {
            title: format!("{} came due before today.", things(before)),
            body: String::new(),
        };
    }
    let be = if today == 1 { "is" } else { "are" };
    let title = format!("{} {be} due today.", things(today));
    let body = match before {
        0 => String::new(),
        _ => format!("{before} more came due before."),
    };
    Notice { title, body }
}

/// One to look at.
pub fn sample() -> Notice {
    Notice {
        title: "This is how Colloquy says that something is due.".to_owned(),
        body: "You asked to see one.".to_owned(),
    }
}

fn things(count: u32) -> String {
    let things = if count == 1 { "thing" } else { "things" };
    format!("{count} {things}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_nothing_else() {
        let said = |today, before| {
            let Notice { title, body } = due(NewlyDue { today, before });
            [title, body]
        };
        assert_eq!(said(2, 0), ["2 things are due today.", ""]);
        assert_eq!(said(1, 0), ["1 thing is due today.", ""]);
        assert_eq!(said(0, 1), ["1 thing came due before today.", ""]);
        assert_eq!(said(0, 3), ["3 things came due before today.", ""]);
        assert_eq!(
            said(1, 2),
            ["1 thing is due today.", "2 more came due before."]
        );
        assert_eq!(
            said(2, 1),
            ["2 things are due today.", "1 more came due before."]
        );
    }
}
