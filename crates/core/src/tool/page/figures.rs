//! Numbers, sums of money, dates and the ticks of an axis, as the pages write them.

use chrono::NaiveDate;

/// What stands for a number that there isn't.
pub(super) const NO_NUMBER: &str = "–";

/// A number with so many decimals, thousands parted by commas, and a proper minus.
pub(super) fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NO_NUMBER.to_owned();
    }
    if value.abs() >= 1e12 {
        return format!("{value:.2e}").replace('-', "−");
    }
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    // −0.0 is no negative number for a reader.
    if value < 0.0
        && plain
            .chars()
            .any(|digit| digit.is_ascii_digit() && digit != '0')
    {
        out.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push('.');
        out.push_str(part);
    }
    out
}

/// A number in few characters, for where it does not fit: a number is never cut short by an ellipsis.
pub(super) fn brief(value: f64) -> String {
    if value.is_finite() {
        format!("{value:.1e}").replace('-', "−")
    } else {
        NO_NUMBER.to_owned()
    }
}

/// A number with one decimal where it has one.
pub(super) fn points(value: f64) -> String {
    number(value, decimals_of([value].into_iter(), 1))
}

/// The fewest decimals, at most so many, that show these numbers.
pub(super) fn decimals_of(values: impl Iterator<Item = f64> + Clone, most: usize) -> usize {
    (0..most)
        .find(|&decimals| {
            let scale = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
            let keep = 10f64.powi(i32::try_from(most).unwrap_or(0));
            values
                .clone()
                .filter(|value| value.is_finite())
                .all(|value| {
                    // As far as it is shown at all.
                    let value = (value * keep).round() / keep;
                    ((value * scale).round() / scale - value).abs() < 1e-9 * value.abs().max(1.0)
                })
        })
        .unwrap_or(most)
}

/// A sum in the unit of a tool: `€m` stands around the number, any other unit after it.
pub(super) fn sum(value: f64, unit: &str, decimals: usize) -> String {
    let unit = unit.trim();
    let figure = number(value, decimals);
    let mut characters = unit.chars();
    match characters.next() {
        None => figure,
        Some(sign) if is_currency(sign) => {
            let (minus, figure) = match figure.strip_prefix('−') {
                Some(figure) => ("−", figure),
                None => ("", figure.as_str()),
            };
            format!("{minus}{sign}{figure}{}", characters.as_str())
        }
        Some(_) => format!("{figure}\u{a0}{unit}"),
    }
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '¢'..='¥' | '\u{20a0}'..='\u{20cf}')
}

/// A share of 1 as per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", number(share * 100.0, 0))
}

/// `22 November 2026`.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// The day of a time in RFC 3339, as it is written there.
pub(super) fn day_of(at: &str) -> Option<String> {
    let date = NaiveDate::parse_from_str(at.get(..10)?, "%Y-%m-%d").ok()?;
    Some(day(date))
}

/// Round numbers along an axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ticks {
    /// In order; they reach over neither end by more than one step.
    pub(super) at: Vec<f64>,
    /// Decimals that they need.
    pub(super) decimals: usize,
}

/// About `count` round numbers within `from` to `to`; with `around`, one more at each end so that
/// they enclose them.
pub(super) fn ticks(from: f64, to: f64, count: u32, around: bool) -> Ticks {
    let span = to - from;
    if !(span.is_finite() && span > 0.0) {
        return Ticks {
            at: vec![from],
            decimals: 0,
        };
    }
    let rough = span / f64::from(count.max(1));
    let power = rough.log10().floor();
    let unit = 10f64.powf(power);
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * unit)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(rough);
    // A hair of tolerance: 0.3 / 0.1 is 2.9999….
    let (first, last) = if around {
        ((from / step + 1e-9).floor(), (to / step - 1e-9).ceil())
    } else {
        ((from / step - 1e-9).ceil(), (to / step + 1e-9).floor())
    };
    let mut at = Vec::new();
    let mut number = first;
    while number <= last && at.len() < 40 {
        at.push(number * step);
        number += 1.0;
    }
    Ticks {
        decimals: decimals_of(at.clone().into_iter(), 4),
        at,
    }
}
