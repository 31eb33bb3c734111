//! Amounts and sentences for people: “€18.0m”, “79 points, 14% of what €18.0m could do”.

use crate::api::FrontierFinding;

/// A unit in two parts, around the number: `€m` is “€” and “m”, `US$m` is “US$” and “m”,
/// `days` is “” and “ days”. Without a currency sign everything is a suffix after a space.
pub fn around(unit: &str) -> (String, String) {
    const SIGNS: &[char] = &[
        '€', '£', '$', '¥', '₹', '₩', '₽', '₺', '₪', '₫', '₦', '₴', '฿', '¢',
    ];
    let unit = unit.trim();
    match unit.char_indices().find(|(_, sign)| SIGNS.contains(sign)) {
        // Only letters may stand before the sign, as in US$ or R$.
        Some((at, sign)) if unit[..at].chars().all(char::is_alphabetic) => {
            let end = at + sign.len_utf8();
            (unit[..end].to_owned(), unit[end..].trim_start().to_owned())
        }
        _ if unit.is_empty() => (String::new(), String::new()),
        _ => (String::new(), format!(" {unit}")),
    }
}

/// A number with a comma at every thousand and a true minus sign.
pub fn number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (digits, rest) = match text.split_once('.') {
        Some((digits, rest)) => (digits, format!(".{rest}")),
        None => (text.as_str(), String::new()),
    };
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    // What rounds to nothing has no sign.
    let negative = value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    format!("{}{grouped}{rest}", if negative { "−" } else { "" })
}

/// Fewest decimals, up to `most`, that show a number as it is.
pub fn decimals(value: f64, most: usize) -> usize {
    (0..most)
        .find(|decimals| {
            let scale = 10_f64.powi(i32::try_from(*decimals).unwrap_or(0));
            ((value * scale).round() - value * scale).abs() < 1e-6 * scale.max(1.0) / scale
        })
        .unwrap_or(most)
}

/// An amount in the tool's unit, with the decimals of its step or more if it needs them.
pub fn amount(value: f64, unit: &str, step: f64) -> String {
    let places = decimals(value, 6).max(decimals(step, 6)).min(6);
    let (before, after) = around(unit);
    let text = number(value, places);
    match text.strip_prefix('−') {
        Some(text) => format!("−{before}{text}{after}"),
        None => format!("{before}{text}{after}"),
    }
}

/// “79 points”, “1 point”, “0.25 points”.
pub fn points(value: f64) -> String {
    let text = number(value, decimals(value, 2));
    if text == "1" {
        "1 point".to_owned()
    } else {
        format!("{text} points")
    }
}

/// “14%”, or “less than 1%”.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 1.0 {
        "less than 1%".to_owned()
    } else {
        format!("{}%", number(percent, 0))
    }
}

/// “A”, “A and B”, “A, B and C”, “A, B and 3 others”.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} others", rest.len()),
    }
}

/// The finding as one plain sentence. `sum` is the budget as text, `over` what is missing.
pub fn sentence(finding: &FrontierFinding, sum: &str, over: &str) -> String {
    match finding {
        FrontierFinding::Contradiction { projects } => format!(
            "The forced projects cannot all be in: {} exclude each other.",
            list(projects)
        ),
        FrontierFinding::Unaffordable { .. } => {
            format!("The forced projects, with what they depend on, cost {over} more than {sum}.")
        }
        FrontierFinding::Costs {
            projects,
            lost,
            share,
        } => {
            let who = if projects.is_empty() {
                "the forced projects together".to_owned()
            } else {
                list(projects)
            };
            // Without a positive best value a share of it means nothing.
            let part = if *share > 0.0 {
                format!(", {} of what {sum} could do", percent(*share))
            } else {
                String::new()
            };
            format!(
                "Forcing {who} costs this portfolio {}{part}.",
                points(*lost)
            )
        }
        FrontierFinding::Free => {
            format!(
                "Forcing costs nothing at {sum}: the best portfolio holds those projects anyway."
            )
        }
        FrontierFinding::Ranking { lost, share } => format!(
            "Ranking by score would lose {}, {} of what {sum} could do.",
            points(*lost),
            percent(*share)
        ),
        FrontierFinding::Best => {
            format!("At {sum}, ranking by score finds the best portfolio too.")
        }
        FrontierFinding::Nothing => format!("{sum} pays for none of these projects."),
    }
}
