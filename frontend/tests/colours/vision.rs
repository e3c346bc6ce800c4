//! How people without one kind of cone see colours.
//!
//! G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: A Physiologically-based Model for Simulation of Color Vision
//! Deficiency. IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009. The matrices are theirs for severity 1.0,
//! for components that are linear in the amount of light.

use crate::colour::Colour;

/// A kind of colour vision.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Vision {
    Trichromacy,
    Protanopia,
    Deuteranopia,
    Tritanopia,
}

impl Vision {
    pub(crate) const ALL: [Self; 4] = [Self::Trichromacy, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    /// The colour that looks to others as this one looks with this vision.
    pub(crate) fn sees(self, colour: Colour) -> Colour {
        let of = |row: [f64; 3]| row.iter().zip(colour.0).map(|(weight, c)| weight * c).sum::<f64>().clamp(0.0, 1.0);
        Colour(self.matrix().map(of))
    }

    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Trichromacy => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => {
                [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
            }
            Self::Deuteranopia => {
                [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
            }
            Self::Tritanopia => {
                [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
            }
        }
    }
}

#[test]
fn greys_look_the_same_to_everybody() {
    for vision in Vision::ALL {
        for grey in ["#000000", "#808080", "#ffffff"].map(Colour::parse) {
            let seen = vision.sees(grey);
            let is_same = seen.0.iter().zip(grey.0).all(|(seen, grey)| (seen - grey).abs() < 1e-5);
            assert!(is_same, "{vision:?}: {grey:?} becomes {seen:?}");
        }
    }
}

#[test]
fn who_lacks_a_cone_confuses_what_differs_in_it() {
    use Vision::{Deuteranopia, Protanopia, Trichromacy, Tritanopia};
    for (a, b, vision) in
        [("#7fb0ff", "#c7a6ff", Protanopia), ("#8a5300", "#b3261e", Deuteranopia), ("#1f8a9a", "#2a8a60", Tritanopia)]
    {
        let apart = |vision: Vision| {
            let [a, b] = [a, b].map(|colour| vision.sees(Colour::parse(colour)).lab());
            crate::difference::ciede2000(a, b)
        };
        assert!(apart(Trichromacy) > 15.0, "{a} and {b} are {} apart", apart(Trichromacy));
        assert!(apart(vision) < 5.0, "{vision:?}: {a} and {b} are {} apart", apart(vision));
    }
}
