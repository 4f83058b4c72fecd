//! Losses for regression. A network knows none: what it needs of a loss are its slopes.

/// Half the squared error, averaged over the outputs; its slopes go into `slopes`.
pub fn squared(outputs: &[f32], targets: &[f32], slopes: &mut [f32]) -> f64 {
    averaged(outputs, targets, slopes, |error| (0.5 * error * error, error))
}

/// Huber's loss (1964): squared up to an error of `bend`, linear beyond, so that no outlier
/// dominates; the error clipping of Mnih et al. (2015) is this with a bend of 1.
pub fn huber(bend: f32, outputs: &[f32], targets: &[f32], slopes: &mut [f32]) -> f64 {
    averaged(outputs, targets, slopes, |error| {
        let inside = error.clamp(-bend, bend);
        (inside * (error - 0.5 * inside), inside)
    })
}

fn averaged(
    outputs: &[f32],
    targets: &[f32],
    slopes: &mut [f32],
    loss: impl Fn(f32) -> (f32, f32),
) -> f64 {
    let share = 1.0 / outputs.len().max(1) as f32;
    let mut sum = 0.0;
    for ((output, target), slope) in outputs.iter().zip(targets).zip(slopes) {
        let (value, derivative) = loss(output - target);
        *slope = derivative * share;
        sum += f64::from(value);
    }
    sum * f64::from(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_are_the_derivatives() {
        type Loss = fn(&[f32], &[f32], &mut [f32]) -> f64;
        let losses: [Loss; 2] = [squared, |o, t, s| huber(0.5, o, t, s)];
        let (outputs, targets) = ([0.3, -2.0, 1.0, 4.0], [0.1, 1.0, 1.5, 0.25]);
        for loss in losses {
            let (mut slopes, mut scratch) = ([0.0; 4], [0.0; 4]);
            loss(&outputs, &targets, &mut slopes);
            for i in 0..4 {
                let mut at = |h: f32| {
                    let mut moved = outputs;
                    moved[i] += h;
                    loss(&moved, &targets, &mut scratch)
                };
                let difference = (at(0.015_625) - at(-0.015_625)) / 0.031_25;
                assert!((difference - f64::from(slopes[i])).abs() < 5e-3, "{i}: {difference}");
            }
        }
        let mut slopes = [0.0];
        assert_eq!(huber(1.0, &[3.0], &[0.0], &mut slopes), 2.5);
        assert_eq!(slopes, [1.0]);
        assert_eq!(squared(&[3.0], &[0.0], &mut slopes), 4.5);
    }
}
