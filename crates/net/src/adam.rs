//! Adam (Kingma and Ba 2015, algorithm 1).

/// The constants of [`Adam`]. The learning rate comes with each step, as it may follow a
/// [`crate::Schedule`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamConfig {
    /// The decay of the mean of gradients, beta 1.
    pub mean_decay: f64,
    /// The decay of the mean of their squares, beta 2.
    pub square_decay: f64,
    /// What keeps the divisor away from zero. The paper has 1e-8; PPO 1e-5 (Huang et al. 2022,
    /// detail 3).
    pub epsilon: f32,
}

impl Default for AdamConfig {
    fn default() -> Self {
        Self { mean_decay: 0.9, square_decay: 0.999, epsilon: 1e-8 }
    }
}

/// The optimiser of one set of parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Adam {
    pub(crate) config: AdamConfig,
    pub(crate) steps: u64,
    pub(crate) means: Vec<f32>,
    pub(crate) squares: Vec<f32>,
    /// What is left of the start at zero: beta 1 and beta 2 to the power of `steps`.
    pub(crate) left: [f64; 2],
}

impl Adam {
    /// For so many parameters.
    pub fn new(config: AdamConfig, parameters: usize) -> Self {
        let zeros = vec![0.0; parameters];
        Self { config, steps: 0, means: zeros.clone(), squares: zeros, left: [1.0; 2] }
    }

    /// The steps made.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// One step down `gradient`.
    ///
    /// # Panics
    ///
    /// When there are not as many parameters as before.
    pub fn step(&mut self, rate: f64, parameters: &mut [f32], gradient: &[f32]) {
        assert_eq!(parameters.len(), self.means.len(), "the parameters that it was made for");
        assert_eq!(gradient.len(), self.means.len(), "one derivative for each parameter");
        let AdamConfig { mean_decay, square_decay, epsilon } = self.config;
        self.steps += 1;
        self.left[0] *= mean_decay;
        self.left[1] *= square_decay;
        let rate = (rate / (1.0 - self.left[0])) as f32;
        let correction = (1.0 / (1.0 - self.left[1])) as f32;
        let (keep, add) = (mean_decay as f32, (1.0 - mean_decay) as f32);
        let (keep_square, add_square) = (square_decay as f32, (1.0 - square_decay) as f32);
        let moments = self.means.iter_mut().zip(&mut self.squares);
        for ((parameter, g), (mean, square)) in parameters.iter_mut().zip(gradient).zip(moments) {
            *mean = keep * *mean + add * g;
            *square = keep_square * *square + add_square * g * g;
            *parameter -= rate * *mean / ((*square * correction).sqrt() + epsilon);
        }
    }
}
