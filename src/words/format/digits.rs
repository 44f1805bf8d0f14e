//! A number as digits.

/// In a table, where there is no value.
pub const NONE: &str = "–";

/// What a tie is raised by: well above the rounding of a sum, well below any digit that is shown.
const TIE: f64 = 1e-12;

/// A number with so many decimals, thousands separated, a real minus sign and no minus before zero.
///
/// A tie goes away from zero, 12.85 to 12.9: which side of it the nearest binary fraction lies on is no reason for a digit,
/// and two ways to the same number must not print two.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        return NONE.to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "no limit".to_owned() } else { "−no limit".to_owned() };
    }
    // The digits come before the sign, because a value that rounds to 0 has none.
    let digits = unsigned(value, decimals);
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    if value < 0.0 && digits.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        text.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// The digits of a finite number without its sign.
fn unsigned(value: f64, decimals: usize) -> String {
    // The factor of the tie would make the largest number infinite.
    format!("{:.decimals$}", (value.abs() * (1.0 + TIE)).min(f64::MAX))
}

/// A finite number as [`number`] rounds it.
#[must_use]
pub fn rounded(value: f64, decimals: usize) -> f64 {
    // This reads the printed text back. A second way of rounding might resolve ties differently.
    unsigned(value, decimals).parse::<f64>().map_or(value, |size| size.copysign(value))
}

/// In units of the last digit, as [`number`] rounds it.
#[must_use]
pub fn in_last_digits(value: f64, decimals: usize) -> f64 {
    rounded(value, decimals) * libm::pow(10.0, decimals as f64)
}

/// Whether two numbers differ, as they are printed, by their difference as it is printed. Where they do not, one decimal more of
/// the two rounds to it.
#[must_use]
pub fn differ_as_printed(own: f64, base: f64, difference: f64, decimals: usize) -> bool {
    let [own, base, difference] =
        [own, base, difference].map(|value| in_last_digits(value, decimals));
    // All three are whole numbers of last digits, but for rounding errors.
    (own - base - difference).abs() < 0.5
}

/// A number with a sign before anything but zero.
#[must_use]
pub fn signed(value: f64, decimals: usize) -> String {
    let text = number(value, decimals);
    let is_zero = !text.bytes().any(|b| b.is_ascii_digit() && b != b'0');
    if value > 0.0 && !is_zero { format!("+{text}") } else { text }
}

/// A whole number, thousands separated.
#[must_use]
pub fn count(value: u64) -> String {
    number(value as f64, 0)
}

/// Decimals that a half-width deserves: one significant digit, two where the first is 1.
#[must_use]
pub fn decimals_for(half_width: f64) -> usize {
    if !half_width.is_finite() || half_width <= 0.0 {
        return 0;
    }
    let mut scaled = half_width;
    let mut decimals = 0;
    // 1.95 and more rounds to 2, which has one significant digit. Four decimals are the most that is written.
    while decimals < 4 && scaled < 1.95 {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}
