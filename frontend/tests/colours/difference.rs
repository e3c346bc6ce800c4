//! The visual difference of two colours.
//!
//! G. Sharma, W. Wu, E. N. Dalal: The CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary Test Data, and
//! Mathematical Observations. Color Research and Application 30 (1), 2005. The names are theirs; all weights are 1.

use crate::colour::Lab;

/// The difference of two colours: 1 is about the smallest visible difference.
pub(crate) fn ciede2000(p: Lab, q: Lab) -> f64 {
    let pow7 = |c: f64| (c.powi(7) / (c.powi(7) + 25f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - pow7((p.a.hypot(p.b) + q.a.hypot(q.b)) / 2.0));
    let polar = |lab: Lab| {
        let a = (1.0 + g) * lab.a;
        (a.hypot(lab.b), lab.b.atan2(a).to_degrees().rem_euclid(360.0))
    };
    let ((c1, h1), (c2, h2)) = (polar(p), polar(q));
    let has_hues = c1 * c2 != 0.0;
    let (dl, dc) = (q.l - p.l, c2 - c1);
    // The shorter way round.
    let turn = (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0;
    let dh = if has_hues { 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin() } else { 0.0 };
    let (l, c) = ((p.l + q.l) / 2.0, (c1 + c2) / 2.0);
    let h = match ((h1 - h2).abs() <= 180.0, h1 + h2) {
        (_, sum) if !has_hues => sum,
        (true, sum) => sum / 2.0,
        (false, sum) if sum < 360.0 => (sum + 360.0) / 2.0,
        (false, sum) => (sum - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.20 * cos(4.0 * h - 63.0);
    let from_grey = (l - 50.0).powi(2);
    let (sl, sc, sh) = (1.0 + 0.015 * from_grey / (20.0 + from_grey).sqrt(), 1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rotation = -2.0 * pow7(c) * (60.0 * (-((h - 275.0) / 25.0).powi(2)).exp()).to_radians().sin();
    let (l, c, h) = (dl / sl, dc / sc, dh / sh);
    (l * l + c * c + h * h + rotation * c * h).sqrt()
}

#[test]
fn differences_are_those_that_were_published() {
    // From table 1: blue, grey, on both sides of where hues begin again, large, and of real surfaces.
    for (p, q, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0009], 7.1792),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0011], 7.2195),
        ([50.0, -0.001, 2.49], [50.0, 0.0009, -2.49], 4.8045),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([22.7233, 20.0904, -46.6940], [23.0331, 14.9730, -42.5619], 2.0373),
        ([90.8027, -2.0831, 1.4410], [91.1528, -1.6435, 0.0447], 1.4441),
        ([6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286], 0.6377),
    ] {
        let [p, q] = [p, q].map(|[l, a, b]| Lab { l, a, b });
        for seen in [ciede2000(p, q), ciede2000(q, p)] {
            assert!((seen - expected).abs() < 5e-5, "{p:?} {q:?}: {seen}, not {expected}");
        }
    }
}
