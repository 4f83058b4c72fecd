//! The design that is meant when nothing is said.

use super::{Design, SpaceSpec};

impl SpaceSpec {
    /// The design in which every decision takes its default, or its only option. Nothing if an
    /// active decision has neither, or if the clauses forbid that design.
    pub fn default_design(&self) -> Option<Design> {
        let design = self.try_compose(|_, decision| decision.default.ok_or(())).ok()?;
        self.violated(&design).is_none().then_some(design)
    }
}
