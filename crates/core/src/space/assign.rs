//! Designs by name: the value of each active parameter, and back.

use super::{Design, SpaceError, SpaceSpec, Value};

/// A design of which some values were not given.
#[derive(Clone, Debug, PartialEq)]
pub struct Completed {
    /// The design.
    pub design: Design,
    /// The parameters that took their default or only option, with the value, in depth-first order.
    pub filled: Vec<(String, Value)>,
}

impl SpaceSpec {
    /// The value of every active parameter by its path, in depth-first order.
    pub fn assignment(&self, design: &Design) -> Vec<(&str, Value)> {
        let active = self.active(design.genes());
        let genes = active.slots.iter().zip(active.tape);
        let values = genes.filter_map(|(slot, gene)| {
            let decision = self.plan.decision(*slot);
            Some((decision.path.as_str(), decision.domain.value(*gene)?))
        });
        values.collect()
    }

    /// The design with these values, in any order. Values of parameters that are not active are
    /// ignored; text may spell numbers and truth values.
    ///
    /// # Errors
    ///
    /// When a path is unknown or given twice, values are missing (all are named, as far as they
    /// are known to be active), or one is outside its domain.
    pub fn design<'a>(
        &self,
        values: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Result<Design, SpaceError> {
        let values = values.into_iter().map(|(path, value)| (path, Some(value)));
        self.assign(values, false).map(|completed| completed.design)
    }

    /// The same, where an active parameter that is not among `values` takes its default or its only
    /// option. One that is there as `None` was left blank on purpose: it must not be active.
    ///
    /// # Errors
    ///
    /// As [`design`](Self::design), for parameters without a default.
    ///
    /// ```
    /// # use orienteer_core::space::SpaceSpec;
    /// # fn main() -> Result<(), orienteer_core::space::SpaceError> {
    /// let space = SpaceSpec::builder().integer("ways", 1..=8).flag("write_back").default_value(true);
    /// let space = space.build()?;
    /// let completed = space.complete([("ways", Some(4.into()))])?;
    /// assert_eq!(completed.filled, [("write_back".to_owned(), true.into())]);
    /// assert!(space.complete([("write_back", Some(true.into()))]).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn complete<'a>(
        &self,
        values: impl IntoIterator<Item = (&'a str, Option<Value>)>,
    ) -> Result<Completed, SpaceError> {
        self.assign(values, true)
    }

    fn assign<'a>(
        &self,
        values: impl IntoIterator<Item = (&'a str, Option<Value>)>,
        fill: bool,
    ) -> Result<Completed, SpaceError> {
        let mut given: Vec<Option<Option<Value>>> = vec![None; self.plan.paths.len()];
        for (path, value) in values {
            let Some(index) = self.plan.index.get(path) else {
                return Err(SpaceError::unknown(path, &self.plan.paths));
            };
            if given[*index as usize].replace(value).is_some() {
                return Err(SpaceError::Twice { path: path.to_owned() });
            }
        }
        let (mut filled, mut missing) = (Vec::new(), Vec::new());
        // What is under a missing decision may not exist: it is not missing before that is known.
        let mut unsure = 0;
        let design = self.try_compose(|slot, decision| {
            let path = || decision.path.clone();
            match (&given[decision.path_index], decision.default) {
                (Some(Some(value)), _) => decision.domain.gene(value).ok_or_else(|| {
                    let (value, allowed) = (value.to_string(), decision.domain.instead_of(value));
                    SpaceError::Outside { path: path(), value, allowed }
                }),
                (None, Some(gene)) if fill => {
                    filled.extend(decision.domain.value(gene).map(|value| (path(), value)));
                    Ok(gene)
                }
                _ => {
                    if slot >= unsure {
                        missing.push((path(), decision.domain.to_string()));
                        unsure = decision.end;
                    }
                    Ok(decision.domain.first())
                }
            }
        });
        // Missing values come first: what else is wrong may stand under one of them.
        match (missing.pop(), missing.is_empty(), design) {
            (None, _, design) => Ok(Completed { design: design?, filled }),
            (Some((path, allowed)), true, _) => Err(SpaceError::Missing { path, allowed }),
            (Some(last), false, _) => {
                missing.push(last);
                Err(SpaceError::Several { missing })
            }
        }
    }
}
