//! A colour on the screen, and values derived from it.

/// A colour of sRGB, its components linear in the amount of light, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Colour(pub(crate) [f64; 3]);

/// A colour of CIELAB, for a white of D65.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lab {
    pub(crate) l: f64,
    pub(crate) a: f64,
    pub(crate) b: f64,
}

impl Colour {
    /// Of `#rrggbb`.
    pub(crate) fn parse(text: &str) -> Self {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, components @ ..] = digits.unwrap_or_else(|| panic!("{text} is not written as #rrggbb")).to_be_bytes();
        Self(components.map(|component| {
            let c = f64::from(component) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        }))
    }

    /// The ratio of WCAG 2.2 ("contrast ratio" in its glossary), from 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// "Relative luminance" of the same glossary.
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0;
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// By the matrix of IEC 61966-2-1 and the definition of CIE 15.
    pub(crate) fn lab(self) -> Lab {
        let [r, g, b] = self.0;
        let f = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 };
        let x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
        let y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        let z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
        Lab { l: 116.0 * y - 16.0, a: 500.0 * (x - y), b: 200.0 * (y - z) }
    }
}

#[test]
fn lab_is_that_of_the_standard() {
    // The primaries, as colour libraries have them.
    for (text, expected) in [
        ("#ffffff", [100.0, 0.0, 0.0]),
        ("#ff0000", [53.24, 80.09, 67.20]),
        ("#00ff00", [87.73, -86.18, 83.18]),
        ("#0000ff", [32.30, 79.19, -107.86]),
    ] {
        let Lab { l, a, b } = Colour::parse(text).lab();
        let is_close = [l, a, b].iter().zip(expected).all(|(seen, expected)| (seen - expected).abs() < 0.02);
        assert!(is_close, "{text}: {l} {a} {b}");
    }
}
