//! Numbers as people write them in tables: “€1,234.5”, “1.234,50”, “1.2m”, “(3.1)”.

use super::grid::Cell;

/// A number with what stood around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    pub number: f64,
    /// Currency sign, if there was one.
    pub sign: Option<char>,
    /// `k`, `m` or `bn`, if there was one.
    pub scale: Option<Scale>,
}

/// A thousand, a million, a thousand million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    Thousand,
    Million,
    Billion,
}

impl Scale {
    pub const fn factor(self) -> f64 {
        match self {
            Self::Thousand => 1e3,
            Self::Million => 1e6,
            Self::Billion => 1e9,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Thousand => "k",
            Self::Million => "m",
            Self::Billion => "bn",
        }
    }

    /// From the letters after a number or a currency sign.
    pub fn of(letters: &str) -> Option<Self> {
        match letters.to_lowercase().as_str() {
            "k" | "tsd" | "thousand" => Some(Self::Thousand),
            "m" | "mn" | "mm" | "mio" | "mln" | "million" | "millions" => Some(Self::Million),
            "bn" | "b" | "mrd" | "md" | "billion" => Some(Self::Billion),
            _ => None,
        }
    }
}

/// Signs that stand for a currency.
pub const SIGNS: &[char] = &[
    '€', '£', '$', '¥', '₹', '₩', '₽', '₺', '₪', '₫', '₦', '₴', '฿',
];

/// Codes that may stand beside a number.
const CODES: &[&str] = &[
    "eur", "gbp", "usd", "chf", "sek", "nok", "dkk", "pln", "czk", "aud", "cad", "nzd", "inr",
    "jpy",
];

/// Whether commas are decimal in this table: some number can only be read that way, and none only
/// the other way.
pub fn commas_are_decimal<'a>(cells: impl Iterator<Item = &'a Cell>) -> bool {
    let (mut comma, mut point) = (false, false);
    for cell in cells {
        let Cell::Text(text) = cell else { continue };
        let Some(digits) = parts(text).map(|parts| parts.digits) else {
            continue;
        };
        match (digits.rfind(','), digits.rfind('.')) {
            (Some(one), Some(other)) if one > other => comma = true,
            (Some(_), Some(_)) => point = true,
            (Some(at), None) if !is_grouped(&digits, ',') => comma |= digits.find(',') == Some(at),
            (None, Some(at)) if !is_grouped(&digits, '.') => point |= digits.find('.') == Some(at),
            _ => {}
        }
    }
    comma && !point
}

/// Reads a cell as a number.
pub fn amount(cell: &Cell, comma_decimal: bool) -> Option<Amount> {
    let text = match cell {
        Cell::Number(number) => {
            return Some(Amount {
                number: *number,
                sign: None,
                scale: None,
            });
        }
        Cell::Text(text) => text,
        Cell::Empty | Cell::Bool(_) => return None,
    };
    let parts = parts(text)?;
    let plain = plain(&parts.digits, comma_decimal)?;
    let number: f64 = plain.parse().ok()?;
    Some(Amount {
        number: if parts.negative { -number } else { number },
        sign: parts.sign,
        scale: parts.scale,
    })
}

struct Parts {
    negative: bool,
    digits: String,
    sign: Option<char>,
    scale: Option<Scale>,
}

/// Takes a text apart; `None` when something in it belongs to no number.
fn parts(text: &str) -> Option<Parts> {
    let mut text = text.trim();
    let mut negative = false;
    // Accountants write a loss in brackets.
    if let Some(inner) = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
    {
        (text, negative) = (inner, true);
    }
    let (mut digits, mut letters, mut before) = (String::new(), String::new(), String::new());
    let mut sign = None;
    for letter in text.chars() {
        match letter {
            '0'..='9' | '.' | ',' if letters.is_empty() => digits.push(letter),
            '-' | '−' | '+' if digits.is_empty() => negative ^= letter != '+',
            // Spaces and apostrophes group thousands.
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => {}
            _ if SIGNS.contains(&letter) && sign.is_none() => sign = Some(letter),
            '%' => {}
            _ if letter.is_alphabetic() && digits.is_empty() => before.push(letter),
            _ if letter.is_alphabetic() => letters.push(letter),
            _ => return None,
        }
    }
    let is_code =
        |letters: &str| letters.is_empty() || CODES.contains(&letters.to_lowercase().as_str());
    let dollar = matches!(
        before.to_uppercase().as_str(),
        "US" | "A" | "C" | "R" | "NZ"
    ) && sign.is_some();
    if !is_code(&before) && !dollar || !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let scale = Scale::of(&letters);
    if scale.is_none() && !is_code(&letters) {
        return None;
    }
    Some(Parts {
        negative,
        digits,
        sign,
        scale,
    })
}

/// One to three digits and then groups of three.
fn is_grouped(digits: &str, separator: char) -> bool {
    let mut groups = digits.split(separator);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Digits with at most one point. A single comma before three digits groups thousands unless the
/// table's commas are decimal; a single point is decimal unless they are.
fn plain(digits: &str, comma_decimal: bool) -> Option<String> {
    let decimal = match (digits.rfind(','), digits.rfind('.')) {
        (Some(comma), Some(point)) => Some(if comma > point { ',' } else { '.' }),
        (Some(_), None) => {
            let one = digits.matches(',').count() == 1;
            (one && (comma_decimal || !is_grouped(digits, ','))).then_some(',')
        }
        (None, Some(_)) => {
            let one = digits.matches('.').count() == 1;
            (one && !(comma_decimal && is_grouped(digits, '.'))).then_some('.')
        }
        (None, None) => None,
    };
    let (whole, part) = match decimal {
        Some(decimal) => digits.rsplit_once(decimal)?,
        None => (digits, ""),
    };
    let group = if whole.contains(',') { ',' } else { '.' };
    if whole.contains(group) && !is_grouped(whole, group) || part.contains([',', '.']) {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    Some(format!("0{whole}.{part}0"))
}
