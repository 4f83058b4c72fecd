//! A table as an environment.

use crate::config::Repeats;
use crate::error::TableError;
use crate::table::Table;
use orienteer_core::rng::rng;
use orienteer_core::space::Restriction;
use orienteer_core::{
    Design, Designs, Direction, Environment, Fault, MetricSpec, Metrics, Objective, Outcome, Rng,
};
use rand::RngExt as _;
use std::sync::Arc;

/// Looking designs up in a measured table. Cheap to clone: clones share the table.
#[derive(Clone, Debug)]
pub struct Tabular {
    table: Arc<Table>,
    repeats: Repeats,
}

impl Tabular {
    /// The environment of `table`, evaluating as `repeats` says.
    ///
    /// # Errors
    ///
    /// When the table has no such repeat.
    pub fn new(table: Arc<Table>, repeats: Repeats) -> Result<Self, TableError> {
        if let Repeats::Column(asked) = repeats
            && asked >= table.repeats()
        {
            return Err(TableError::Repeat { asked, repeats: table.repeats() });
        }
        Ok(Self { table, repeats })
    }

    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The metrics of a row without noise; none if the repeat asked for was not measured.
    fn settled(&self, row: usize) -> Option<Metrics> {
        match self.repeats {
            Repeats::Random | Repeats::Mean => Some(self.table.mean(row)),
            Repeats::Column(repeat) => self.table.repeat(row, repeat),
        }
    }

    /// The best value of `objective` without noise among some rows.
    fn best(&self, objective: &Objective, admits: impl Fn(usize) -> bool) -> Option<f64> {
        if objective.pareto().is_some() {
            return None;
        }
        let rows = (0..self.table.rows()).filter(|row| admits(*row));
        let metrics = rows.filter_map(|row| self.settled(row));
        let reward = metrics.map(|metrics| objective.score(&metrics)).max()?.reward()?;
        Some(match objective.direction() {
            Direction::Minimize => -reward,
            Direction::Maximize => reward,
        })
    }

    fn drawn(&self, row: usize, rng: &mut Rng) -> Option<Metrics> {
        let repeats = self.table.measured(row).count() as u32;
        let drawn = rng.random_range(0..repeats.max(1));
        self.table.measured(row).nth(drawn as usize)
    }
}

impl Environment for Tabular {
    type Space = Designs;
    type State = Rng;

    fn space(&self) -> &Designs {
        self.table.space()
    }

    fn metrics(&self) -> &[MetricSpec] {
        self.table.metrics()
    }

    fn reset(&self, seed: u64) -> Rng {
        rng(seed)
    }

    fn step(&self, rng: &mut Rng, design: &Design) -> Result<Outcome, Fault> {
        let missing = |what| Fault::Infeasible(format!("the table has no {what} of this design"));
        let row = self.table.row(design).ok_or_else(|| missing("measurement"))?;
        let metrics = if self.noisy() { self.drawn(row, rng) } else { self.settled(row) };
        metrics.map(Outcome::terminated).ok_or_else(|| missing("repeat asked for"))
    }

    fn noisy(&self) -> bool {
        self.repeats == Repeats::Random && self.table.repeats() > 1
    }

    fn noiseless(&self, design: &Design) -> Option<Metrics> {
        self.settled(self.table.row(design)?)
    }

    fn fingerprint(&self) -> Option<u64> {
        Some(self.table.fingerprint())
    }

    /// Exact, by trying every row without noise.
    fn optimum(&self, objective: &Objective, _: Option<u32>) -> Option<f64> {
        self.best(objective, |_| true)
    }

    /// Exact, by trying every row of the part.
    fn optimum_within(
        &self,
        part: &Restriction,
        objective: &Objective,
        _: Option<u32>,
    ) -> Option<f64> {
        let space = self.table.space();
        self.best(objective, |row| {
            let design = space.unrank(self.table.ranks[row]);
            design.is_some_and(|design| part.narrow(&design).is_some())
        })
    }
}
