//! A design space: its description, and what was compiled from it.

use std::ops::Deref;
use std::sync::Arc;

use smallvec::SmallVec;

use super::Subject;
use super::allowed::Forbidden;
use super::plan::{Decision, Plan};
use super::{Clause, Design, DesignSpace, Node, Parameter, Space, SpaceBuilder, SpaceError};

/// A design space: a tree of named parameters, and clauses that forbid some designs.
///
/// ```
/// # use orienteer_core::space::{Clause, Size, SpaceSpec};
/// # fn main() -> Result<(), orienteer_core::space::SpaceError> {
/// let space = SpaceSpec::builder()
///     .categorical("page_policy", ["open", "closed"])
///     .ordinal("banks", [1, 2, 4, 8])
///     .choice("scheduler", |c| c.arm("fifo", |f| f).arm("fr-fcfs", |f| f.integer("cap", 1..=16)))
///     .forbid(Clause::new().is("page_policy", "closed").is("scheduler", "fr-fcfs"))
///     .build()?;
/// assert_eq!(space.raw_size(), Size::Exact(2 * 4 * 17));
/// assert_eq!(space.size(), Size::Exact(2 * 4 * 17 - 4 * 16));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct SpaceSpec {
    parameters: Vec<Parameter>,
    clauses: Vec<Clause>,
    pub(super) plan: Plan,
    pub(super) forbidden: Forbidden,
}

/// Two specs are the same if they describe the same space in the same order.
impl PartialEq for SpaceSpec {
    fn eq(&self, other: &Self) -> bool {
        self.parameters == other.parameters && self.clauses == other.clauses
    }
}

impl SpaceSpec {
    /// The space of these parameters without the designs that one of the clauses forbids.
    ///
    /// # Errors
    ///
    /// Names the parameter or the clause that is wrong, and the remedy.
    pub fn new(parameters: Vec<Parameter>, clauses: Vec<Clause>) -> Result<Self, SpaceError> {
        let plan = Plan::new(&parameters)?;
        let regions =
            clauses.iter().map(|clause| clause.compile(&plan)).collect::<Result<_, _>>()?;
        let forbidden = Forbidden::new(&plan, regions);
        let spec = Self { parameters, clauses, plan, forbidden };
        if spec.has_future(&[], None) { Ok(spec) } else { Err(SpaceError::Empty) }
    }

    /// An empty space, to which parameters and clauses are added one by one.
    pub fn builder() -> SpaceBuilder {
        SpaceBuilder::default()
    }

    /// The space of sequences of `length` of these values.
    ///
    /// # Errors
    ///
    /// When there is no value, or one occurs twice.
    pub fn sequence<V: Into<super::Value>>(
        name: &str,
        values: impl IntoIterator<Item = V>,
        length: u32,
    ) -> Result<Self, SpaceError> {
        let item = Node::categorical(values);
        Self::builder().repeat_of(name, length..=length, item).build()
    }

    /// The parameters as described.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The clauses as described.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Every decision that a design can make, active or not, in depth-first order.
    pub fn decisions(&self) -> &[Decision] {
        &self.plan.decisions
    }

    /// Every path that can occur, in depth-first order: the columns of a table of designs.
    pub fn paths(&self) -> &[String] {
        &self.plan.paths
    }

    /// The decisions that a design makes, gene for gene.
    pub fn active_decisions(&self, design: &Design) -> SmallVec<[&Decision; 16]> {
        let active = self.active(design.genes());
        active.slots.iter().map(|slot| self.plan.decision(*slot)).collect()
    }

    /// Whether the clauses allow a design of this space.
    ///
    /// # Errors
    ///
    /// The clause that forbids it, in words.
    pub fn allows(&self, design: &Design) -> Result<(), String> {
        match self.violated(design) {
            Some(clause) => Err(format!("forbidden: {}", self.clauses[clause])),
            None => Ok(()),
        }
    }
}

/// The designs of a [`SpaceSpec`]; cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct Designs(Arc<SpaceSpec>);

impl Designs {
    /// The designs of a spec.
    pub fn new(spec: SpaceSpec) -> Self {
        Self(Arc::new(spec))
    }

    /// The designs of a type with `#[derive(Space)]`.
    pub fn of<T: DesignSpace>() -> Self {
        Self::new(T::spec())
    }
}

impl Deref for Designs {
    type Target = SpaceSpec;

    fn deref(&self) -> &SpaceSpec {
        &self.0
    }
}

impl Space for Designs {
    type Action = Design;

    fn list(&self, _: &mut Vec<Design>) {}

    fn canonical(&self, design: &Design) -> Design {
        SpaceSpec::canonical(self, design)
    }

    fn subject(&self, design: &Design) -> Subject {
        let values = self.assignment(design).into_iter();
        Subject::Design(values.map(|(path, value)| (path.to_owned(), value)).collect())
    }
}
