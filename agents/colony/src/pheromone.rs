//! Pheromone: how desirable each option of each decision has proved.
//!
//! Trails lie in [0, 1] and a deposit is always 1, as in the hyper-cube framework (Blum and Dorigo,
//! IEEE Transactions on Systems, Man, and Cybernetics B 34, 2004). The original measures them in
//! units of the objective; this way only the order of scores matters.

use crate::trails::{Trails, pick};
use orienteer_core::space::Decision;
use orienteer_core::{Design, Rng, SpaceSpec};

/// The trails of all decisions of a space, in the order of [`SpaceSpec::decisions`], which keeps
/// the parameters of different arms apart.
#[derive(Debug)]
pub(crate) struct Pheromone {
    decisions: Vec<Trails>,
}

impl Pheromone {
    /// All trails at their maximum, which makes ants explore at first (Stützle and Hoos 2000,
    /// section 3.3).
    pub(crate) fn new(space: &SpaceSpec, bins: u32) -> Self {
        Self { decisions: space.decisions().iter().map(|d| Trails::new(d, bins)).collect() }
    }

    /// One ant's way through the decisions, avoiding what the clauses forbid. None if it finds no
    /// way on, which can happen only where a clause cuts through a bin.
    pub(crate) fn walk(
        &self,
        space: &SpaceSpec,
        exploitation: f64,
        rng: &mut Rng,
    ) -> Option<Design> {
        let mut cursor = space.cursor();
        while let Some(decision) = cursor.next(space) {
            let trails = &self.decisions[slot(space, decision)?];
            let mut open = trails.strengths.clone();
            loop {
                let bin = pick(&open, exploitation, rng)?;
                let gene = trails.gene(bin, rng);
                if cursor.allowed(space, gene) {
                    cursor.choose(space, gene).ok()?;
                    break;
                }
                open[bin] = 0.0;
            }
        }
        cursor.finish().ok()
    }

    /// Evaporates the trails of the decisions that `design` makes, and reinforces the options it
    /// takes. Decisions that it does not make keep their trails: it says nothing about them.
    ///
    /// The lower limit is such that once all trails have converged, an ant builds the same design
    /// with probability `convergence` (Stützle and Hoos 2000, section 3.2).
    pub(crate) fn deposit(
        &mut self,
        space: &SpaceSpec,
        design: &Design,
        evaporation: f64,
        convergence: f64,
    ) {
        let active = space.active_decisions(design);
        let certainty = convergence.powf(1.0 / active.len().max(1) as f64);
        for (&decision, &gene) in active.iter().zip(design.genes()) {
            let Some(slot) = slot(space, decision) else { continue };
            let trails = &mut self.decisions[slot];
            let taken = trails.bin(gene);
            let others = trails.strengths.len().saturating_sub(1).max(1) as f64;
            let least = ((1.0 - certainty) / (others * certainty)).min(1.0);
            for (bin, strength) in trails.strengths.iter_mut().enumerate() {
                let deposit = if bin == taken { evaporation } else { 0.0 };
                *strength = ((1.0 - evaporation) * *strength + deposit).clamp(least, 1.0);
            }
        }
    }
}

/// The number of a decision of the space.
fn slot(space: &SpaceSpec, decision: &Decision) -> Option<usize> {
    space.decisions().element_offset(decision)
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::rng::rng;
    use orienteer_core::space::Clause;

    #[test]
    fn a_converged_colony_rebuilds_its_design_as_often_as_asked() {
        let space = SpaceSpec::sequence("ops", ["a", "b", "c"], 8).unwrap();
        let mut rng = rng(2);
        let design = space.sample(&mut rng);
        let mut pheromone = Pheromone::new(&space, 10);
        for _ in 0..200 {
            pheromone.deposit(&space, &design, 0.1, 0.5);
        }
        let same = (0..10_000)
            .filter(|_| pheromone.walk(&space, 0.0, &mut rng).as_ref() == Some(&design))
            .count();
        assert!((same as f64 / 10_000.0 - 0.5).abs() < 0.02, "{same}");
    }

    #[test]
    fn ants_avoid_what_is_forbidden() {
        let space = SpaceSpec::builder()
            .categorical("cache", ["l1", "l2"])
            .integer("pes", 1..=100)
            .choice("scheduler", |c| c.arm("fifo", |f| f).arm("fr", |f| f.integer("cap", 1..=4)))
            .forbid(Clause::new().is("cache", "l2").at_most("pes", 97))
            .forbid(Clause::new().is("cache", "l1").is("scheduler", "fr"))
            .build()
            .unwrap();
        let pheromone = Pheromone::new(&space, 10);
        let mut rng = rng(2);
        let designs: Vec<_> =
            (0..500).filter_map(|_| pheromone.walk(&space, 0.0, &mut rng)).collect();
        assert!(designs.len() > 200);
        for design in &designs {
            assert_eq!(space.validate(design), Ok(()));
            assert_eq!(space.allows(design), Ok(()));
        }
    }
}
