//! Which of the designs that were tried stand for those that are searched.

use orienteer_core::space::Gene;
use orienteer_core::{Design, SpaceSpec, Value};

/// For each parameter, which of the values that were tried are searched.
pub(super) struct Coverage(Vec<Vec<bool>>);

/// Parameters that make no difference when another has this value only.
const MEANINGLESS: [(&str, &str, &str); 3] = [
    ("RefreshMaxPostponed", "RefreshPolicy", "NoRefresh"),
    ("RefreshMaxPulledin", "RefreshPolicy", "NoRefresh"),
    ("MaxActiveTransactions", "Arbiter", "Simple"),
];

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

/// The values of a parameter.
fn values(space: &SpaceSpec, path: &str) -> Option<Vec<Value>> {
    let domain = &space.decisions().iter().find(|decision| decision.path == path)?.domain;
    (0..domain.arity()?).map(|option| domain.value(Gene::Index(option))).collect()
}
