//! Tournament selection: the best of a few drawn at random.

use orienteer_core::{Design, Rng, Score};
use rand::RngExt;

/// The most individuals of a population, and rounds of a tournament: a population must fit in
/// memory even where the budget is less.
pub(crate) const MOST: u32 = 100_000;

/// An evaluated design of a population.
#[derive(Clone, Debug)]
pub(crate) struct Individual {
    pub(crate) design: Design,
    pub(crate) score: Score,
}

/// The best of `rounds` individuals drawn with replacement; of equals the one drawn first. The
/// population must not be empty.
///
/// Only the order of scores matters, so that failed and infeasible designs need no special case
/// (Goldberg and Deb, "A comparative analysis of selection schemes", FOGA 1991).
pub(crate) fn tournament<'p>(
    population: &'p [Individual],
    rounds: u32,
    rng: &mut Rng,
) -> &'p Individual {
    let mut draw = || &population[rng.random_range(0..population.len() as u32) as usize];
    let mut winner = draw();
    for _ in 1..rounds {
        let rival = draw();
        if rival.score > winner.score {
            winner = rival;
        }
    }
    winner
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::rng::rng;

    #[test]
    fn the_best_wins_as_often_as_it_is_drawn() {
        let population: Vec<_> = (0..10)
            .map(|reward| Individual {
                design: Design::default(),
                score: Score::Feasible(f64::from(reward)),
            })
            .collect();
        let mut rng = rng(3);
        let wins = (0..10_000)
            .filter(|_| tournament(&population, 5, &mut rng).score == Score::Feasible(9.0))
            .count() as f64;
        let expected = 1.0 - 0.9_f64.powi(5);
        assert!((wins / 10_000.0 - expected).abs() < 0.02);
    }
}
