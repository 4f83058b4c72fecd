//! Parameters that make no difference where another has a certain value.

use orienteer_core::space::Gene;
use orienteer_core::{Design, SpaceSpec, Value};

/// A parameter, another, and the value of the other under which the first makes no difference:
/// counters of a refresh that there is not, and a limit on a queue that there is not.
pub(crate) const MEANINGLESS: [(&str, &str, &str); 3] = [
    ("RefreshMaxPostponed", "RefreshPolicy", "NoRefresh"),
    ("RefreshMaxPulledin", "RefreshPolicy", "NoRefresh"),
    ("MaxActiveTransactions", "Arbiter", "Simple"),
];

/// The values of a parameter of a space, in its order; nothing if the space lacks it.
pub(crate) fn values(space: &SpaceSpec, path: &str) -> Option<Vec<Value>> {
    let domain = &space.decisions().iter().find(|decision| decision.path == path)?.domain;
    (0..domain.arity()?).map(|option| domain.value(Gene::Index(option))).collect()
}

/// [`MEANINGLESS`] by genes of a space: that of the parameter, that of the other, and its option.
#[derive(Debug)]
pub(super) struct Merging(Vec<(usize, usize, Gene)>);

impl Merging {
    pub(super) fn new(space: &SpaceSpec) -> Self {
        let place = |path: &str| space.decisions().iter().position(|one| one.path == path);
        let rule = |(parameter, other, value): (&str, &str, &str)| {
            let option = values(space, other)?.iter().position(|one| *one == value.into())?;
            Some((place(parameter)?, place(other)?, Gene::Index(option as u32)))
        };
        Self(MEANINGLESS.into_iter().filter_map(rule).collect())
    }

    /// The design that stands for all that measure the same by these rules: the least value stands
    /// for all.
    pub(super) fn merged(&self, design: &Design) -> Design {
        let mut genes = design.genes().to_vec();
        for (parameter, other, option) in &self.0 {
            if genes.get(*other) == Some(option)
                && let Some(gene) = genes.get_mut(*parameter)
            {
                *gene = Gene::Index(0);
            }
        }
        Design::new(genes)
    }
}
