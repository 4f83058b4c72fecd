//! How a learning rate falls.

/// The learning rate at a fraction of the training.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Schedule {
    /// The same throughout.
    Constant(f64),
    /// From the first to the last on a straight line.
    Linear {
        /// The rate at 0.
        first: f64,
        /// The rate at 1.
        last: f64,
    },
    /// From the first to the last on half a cosine (Loshchilov and Hutter 2017, equation 5).
    Cosine {
        /// The rate at 0.
        first: f64,
        /// The rate at 1.
        last: f64,
    },
}

impl Schedule {
    /// The rate when `done`, between 0 and 1, of the training is behind.
    pub fn at(self, done: f64) -> f64 {
        let done = done.clamp(0.0, 1.0);
        match self {
            Self::Constant(rate) => rate,
            Self::Linear { first, last } => first + (last - first) * done,
            Self::Cosine { first, last } => last + (first - last) * half_cosine(done),
        }
    }
}

/// (1 + cos(pi x)) / 2 for x in [0, 1], to 4e-7 and of products only, for the same bits
/// everywhere: the sine's Taylor series about the middle, where the curve is odd.
fn half_cosine(x: f64) -> f64 {
    let y = std::f64::consts::PI * (x - 0.5);
    let q = y * y;
    let inner = 1.0 - q / 110.0 * (1.0 - q / 156.0);
    let sine = y * (1.0 - q / 6.0 * (1.0 - q / 20.0 * (1.0 - q / 42.0 * (1.0 - q / 72.0 * inner))));
    (1.0 - sine) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_middle() {
        let cosine = Schedule::Cosine { first: 1.0, last: 0.2 };
        let linear = Schedule::Linear { first: 1.0, last: 0.2 };
        for schedule in [cosine, linear] {
            for (done, rate) in [(-1.0, 1.0), (0.0, 1.0), (0.5, 0.6), (1.0, 0.2), (7.0, 0.2)] {
                assert!((schedule.at(done) - rate).abs() < 1e-6, "{schedule:?} at {done}");
            }
        }
        for i in 0..=100 {
            let x = f64::from(i) / 100.0;
            let exact = f64::midpoint(1.0, (std::f64::consts::PI * x).cos());
            assert!((half_cosine(x) - exact).abs() < 4e-7, "{x}");
        }
        assert_eq!(Schedule::Constant(0.1).at(0.7), 0.1);
    }
}
