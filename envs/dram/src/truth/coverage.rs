//! Which of the designs that were tried stand for those that are searched.

use crate::environment::{MEANINGLESS, values};
use orienteer_core::{Design, SpaceSpec};

/// For each parameter, which of the values that were tried are searched.
pub(super) struct Coverage(Vec<Vec<bool>>);

impl Coverage {
    /// Nothing if a design is searched that measures otherwise than all that were tried.
    pub(super) fn new(tried: &SpaceSpec, searched: &SpaceSpec) -> Option<Self> {
        let is_meaningless = |path: &str| {
            MEANINGLESS.iter().any(|(parameter, under, value)| {
                *parameter == path && values(searched, under) == Some(vec![(*value).into()])
            })
        };
        let marks = tried.paths().iter().map(|path| {
            let (tried, searched) = (values(tried, path)?, values(searched, path)?);
            if is_meaningless(path) {
                return Some(vec![true; tried.len()]);
            }
            let known = searched.iter().all(|value| tried.contains(value));
            known.then(|| tried.iter().map(|value| searched.contains(value)).collect())
        });
        marks.collect::<Option<_>>().map(Self)
    }

    /// Whether a design that was tried measures as one that is searched.
    pub(super) fn has(&self, tried: &Design) -> bool {
        let mut genes = self.0.iter().zip(tried.genes());
        genes.all(|(marks, gene)| gene.index().is_some_and(|option| marks[option as usize]))
    }
}
