//! Generalised advantage estimation (Schulman et al. 2016, equations 11 to 16).

/// One move, as far as advantages need it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stage {
    pub(crate) reward: f32,
    /// The value of the state that the move was made in.
    pub(crate) value: f32,
    /// The value of the state that it led to; 0 where the episode ended there for good.
    pub(crate) next: f32,
    /// Whether the following stage goes on from this one.
    pub(crate) joined: bool,
}

/// The advantages of all stages, by
/// `A_t = d_t + discount * lambda * A_{t+1}`, `d_t = r_t + discount * V(s_{t+1}) - V(s_t)`.
pub(crate) fn advantages(stages: &[Stage], discount: f32, lambda: f32) -> Vec<f32> {
    let mut after = 0.0;
    let mut found: Vec<f32> = Vec::with_capacity(stages.len());
    for stage in stages.iter().rev() {
        let difference = stage.reward + discount * stage.next - stage.value;
        let rest = if stage.joined { discount * lambda * after } else { 0.0 };
        after = difference + rest;
        found.push(after);
    }
    found.reverse();
    found
}

/// Shifts and scales to mean 0 and standard deviation 1.
pub(crate) fn standardise(values: &mut [f32]) {
    let n = values.len().max(1) as f32;
    let mean = values.iter().sum::<f32>() / n;
    let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / n;
    // As in the details of Huang et al. (2022, detail 7).
    let scale = 1.0 / (variance.sqrt() + 1e-8);
    for x in values {
        *x = (*x - mean) * scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rewards 1, 0, 2 and values 0.5, 0.25, 1 in an episode that ends for good, then one of which
    /// the rest is valued at 3: by hand with discount 0.9 and lambda 0.5.
    #[test]
    fn an_example_by_hand() {
        let stage = |reward, value, next, joined| Stage { reward, value, next, joined };
        let stages = [
            stage(1.0, 0.5, 0.25, true),
            stage(0.0, 0.25, 1.0, true),
            stage(2.0, 1.0, 0.0, false),
            stage(-1.0, 2.0, 3.0, false),
        ];
        // d = 0.725, 0.65, 1, -0.3; A3 = 1; A2 = 0.65 + 0.45; A1 = 0.725 + 0.45 * 1.1.
        let expected = [1.22, 1.1, 1.0, -0.3];
        for (found, expected) in advantages(&stages, 0.9, 0.5).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
    }

    #[test]
    fn lambda_one_is_the_discounted_return() {
        let rewards = [0.5, -1.0, 2.0, 0.25];
        let stages: Vec<_> = (0..4)
            .map(|i| {
                let values = [0.3, 0.1, -0.7, 0.9, 0.0];
                let (value, next) = (values[i], values[i + 1]);
                Stage { reward: rewards[i], value, next, joined: i < 3 }
            })
            .collect();
        let found = advantages(&stages, 0.5, 1.0);
        assert!((found[0] + 0.3 - (0.5 - 0.5 + 0.5 + 0.031_25)).abs() < 1e-6);
    }

    #[test]
    fn standardised_values() {
        let mut values = [1.0, 2.0, 3.0, 6.0];
        standardise(&mut values);
        assert!(values.iter().sum::<f32>().abs() < 1e-6);
        assert!((values.iter().map(|x| x * x).sum::<f32>() - 4.0).abs() < 1e-5);
        let mut same = [3.0; 3];
        standardise(&mut same);
        assert_eq!(same, [0.0; 3]);
    }
}
