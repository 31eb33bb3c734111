//! How a number looks: read from its text, so that a workbook shows what the screen does and keeps
//! the whole number.

/// A number in its text: “−£0.52m”, “35%”, “1,200 days”.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Before the digits, without the sign.
    before: String,
    /// After them.
    after: String,
    /// It is a share of 1, shown in per cent.
    share: bool,
    /// A plus stands before what is above nothing.
    signed: bool,
    /// Digits after the point.
    pub decimals: usize,
}

/// Units longer than this are words.
const UNIT: usize = 16;

impl Shape {
    /// Number and shape of a text that is one number, perhaps with a unit.
    pub fn of(text: &str) -> Option<(f64, Self)> {
        let text = text.trim();
        let bare = text.trim_start_matches(['−', '-', '+']);
        let from = bare.find(|c: char| c.is_ascii_digit())?;
        let (before, rest) = bare.split_at(from);
        let digits: &str = {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
            rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ','])
        };
        let after = &rest[digits.len()..];
        let is_unit = |text: &str| {
            text.chars().count() <= UNIT && !text.chars().any(|c| c.is_ascii_digit() || c == '"')
        };
        // “2 of 6”, “30 November” and “9 to 5” are words; so is “#3”.
        let is_words = after.starts_with(' ') && after.trim().contains(' ');
        if !is_unit(before) || !is_unit(after) || is_words || before.contains(['#', ' ']) {
            return None;
        }
        let size: f64 = digits.replace(',', "").parse().ok()?;
        let share = after == "%";
        let size = if share { size / 100.0 } else { size };
        let shape = Self {
            before: before.to_owned(),
            after: if share {
                String::new()
            } else {
                after.to_owned()
            },
            share,
            signed: text.starts_with('+'),
            decimals: digits.split_once('.').map_or(0, |(_, part)| part.len()),
        };
        Some((
            if text.starts_with(['−', '-']) {
                -size
            } else {
                size
            },
            shape,
        ))
    }

    /// The shape of a number that is shown as this text; `None` when the text says more, or
    /// something else.
    pub fn showing(number: f64, text: &str) -> Option<Self> {
        let (shown, shape) = Self::of(text)?;
        let digits = shape.decimals + if shape.share { 2 } else { 0 };
        let half = 0.500_001 / 10_f64.powi(i32::try_from(digits).ok()?);
        if (shown - number).abs() <= half * shown.abs().max(1.0) {
            return Some(shape);
        }
        // Already in per cent: the sign is only a unit then.
        let whole = shape.share && (shown * 100.0 - number).abs() <= half * 100.0;
        whole.then(|| Self {
            share: false,
            after: "%".to_owned(),
            ..shape
        })
    }

    /// The same but for its decimals.
    pub fn is_like(&self, other: &Self) -> bool {
        self.before == other.before && self.after == other.after && self.share == other.share
    }

    /// As a number format of a workbook.
    pub fn format(&self, decimals: usize) -> String {
        let quoted = |text: &str| {
            if text.is_empty() {
                String::new()
            } else {
                format!("\"{text}\"")
            }
        };
        let point = if decimals > 0 { "." } else { "" };
        let digits = format!("#,##0{point}{}", "0".repeat(decimals));
        let percent = if self.share { "%" } else { "" };
        let (before, after) = (quoted(&self.before), quoted(&self.after));
        let plain = format!("{before}{digits}{percent}{after}");
        if self.signed {
            format!("+{plain};−{plain};{plain}")
        } else if self.before.is_empty() {
            plain
        } else {
            // The sign stands before the currency.
            format!("{plain};−{plain}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    fn format(text: &str) -> Option<(f64, String)> {
        Shape::of(text).map(|(number, shape)| (number, shape.format(shape.decimals)))
    }

    #[test]
    fn a_text_that_is_a_number_has_a_format() {
        for (text, number, wanted) in [
            ("0.24", 0.24, "#,##0.00"),
            ("35%", 0.35, "#,##0%"),
            ("£47.5m", 47.5, "\"£\"#,##0.0\"m\";−\"£\"#,##0.0\"m\""),
            ("−£0.38m", -0.38, "\"£\"#,##0.00\"m\";−\"£\"#,##0.00\"m\""),
            ("1,200 days", 1200.0, "#,##0\" days\""),
            ("+2", 2.0, "+#,##0;−#,##0;#,##0"),
        ] {
            assert_eq!(format(text), Some((number, wanted.to_owned())), "{text}");
        }
    }

    #[test]
    fn words_with_numbers_in_them_are_words() {
        for text in [
            "",
            "–",
            "2 of 6",
            "£10.2m, 21%",
            "Feb 2027",
            "30 November 2026",
            "#3",
            "40 of 100",
            "=1+1",
            "1 \"x\"",
        ] {
            assert_eq!(format(text), None, "{text}");
        }
    }

    #[test]
    fn a_share_and_its_per_cent_are_told_apart() {
        let format = |number, text| Shape::showing(number, text).map(|shape| shape.format(0));
        assert_eq!(format(0.3515, "35%"), Some("#,##0%".to_owned()));
        assert_eq!(format(35.15, "35%"), Some("#,##0\"%\"".to_owned()));
        assert_eq!(format(0.5, "35%"), None);
    }
}
