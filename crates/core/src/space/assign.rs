//! Designs by name: the value of each active parameter, and back.

use super::{Design, SpaceError, SpaceSpec, Value};

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
    /// When a path is unknown or given twice, a value is missing, or one is outside its domain.
    pub fn design<'a>(
        &self,
        values: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Result<Design, SpaceError> {
        let mut given: Vec<Option<Value>> = vec![None; self.plan.paths.len()];
        for (path, value) in values {
            let Some(index) = self.plan.index.get(path) else {
                return Err(SpaceError::unknown(path, &self.plan.paths));
            };
            if given[*index as usize].replace(value).is_some() {
                return Err(SpaceError::Twice { path: path.to_owned() });
            }
        }
        self.try_compose(|_, decision| {
            let (path, allowed) = (decision.path.clone(), decision.domain.to_string());
            match &given[decision.path_index] {
                None => Err(SpaceError::Missing { path, allowed }),
                Some(value) => decision.domain.gene(value).ok_or_else(|| SpaceError::Outside {
                    path,
                    value: value.to_string(),
                    allowed,
                }),
            }
        })
    }
}
