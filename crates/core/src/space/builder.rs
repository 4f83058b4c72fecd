//! Describing a space in code.

use std::ops::RangeInclusive;

use super::{Arm, Clause, Domain, Node, Parameter, SpaceError, SpaceSpec, Value};

/// Collects the parameters of a space, or of a part of one; see [`SpaceSpec::builder`].
#[derive(Clone, Debug, Default)]
pub struct SpaceBuilder {
    parameters: Vec<Parameter>,
    clauses: Vec<Clause>,
    /// The first thing that is wrong, kept for [`build`](Self::build).
    mistake: Option<SpaceError>,
}

/// Collects the arms of a choice; see [`SpaceBuilder::choice`].
#[derive(Clone, Debug, Default)]
pub struct ArmsBuilder {
    arms: Vec<Arm>,
    clauses: Vec<Clause>,
    mistake: Option<SpaceError>,
}

impl SpaceBuilder {
    /// One of several unordered values.
    #[must_use]
    pub fn categorical<V: Into<Value>>(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.node(name, Node::categorical(values))
    }

    /// One of several values in order.
    #[must_use]
    pub fn ordinal<V: Into<Value>>(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.node(name, Node::ordinal(values))
    }

    /// True or false.
    #[must_use]
    pub fn flag(self, name: impl Into<String>) -> Self {
        self.categorical(name, [false, true])
    }

    /// A whole number.
    #[must_use]
    pub fn integer(self, name: impl Into<String>, range: RangeInclusive<i64>) -> Self {
        self.whole(name, range, 1, false)
    }

    /// A whole number, every `step` from the lower bound.
    #[must_use]
    pub fn stepped_integer(
        self,
        name: impl Into<String>,
        range: RangeInclusive<i64>,
        step: i64,
    ) -> Self {
        self.whole(name, range, step, false)
    }

    /// A whole number on a logarithmic scale.
    #[must_use]
    pub fn log_integer(self, name: impl Into<String>, range: RangeInclusive<i64>) -> Self {
        self.whole(name, range, 1, true)
    }

    /// A real number.
    #[must_use]
    pub fn real(self, name: impl Into<String>, range: RangeInclusive<f64>) -> Self {
        let (low, high) = range.into_inner();
        self.node(name, Node::Leaf(Domain::Real { low, high, log: false }))
    }

    /// A real number on a logarithmic scale.
    #[must_use]
    pub fn log_real(self, name: impl Into<String>, range: RangeInclusive<f64>) -> Self {
        let (low, high) = range.into_inner();
        self.node(name, Node::Leaf(Domain::Real { low, high, log: true }))
    }

    /// One of several arms, whose parameters exist only under them.
    #[must_use]
    pub fn choice(
        self,
        name: impl Into<String>,
        arms: impl FnOnce(ArmsBuilder) -> ArmsBuilder,
    ) -> Self {
        let ArmsBuilder { arms, clauses, mistake } = arms(ArmsBuilder::default());
        self.nested(name, Node::Choice(arms), &[""], clauses, mistake)
    }

    /// Several parameters side by side.
    #[must_use]
    pub fn product(self, name: impl Into<String>, fields: impl FnOnce(Self) -> Self) -> Self {
        let Self { parameters, clauses, mistake } = fields(Self::default());
        self.nested(name, Node::Product(parameters), &[""], clauses, mistake)
    }

    /// A number of items, each with the same parameters.
    #[must_use]
    pub fn repeat(
        self,
        name: impl Into<String>,
        times: RangeInclusive<u32>,
        fields: impl FnOnce(Self) -> Self,
    ) -> Self {
        let Self { parameters, clauses, mistake } = fields(Self::default());
        let (min, max) = times.into_inner();
        let item = Box::new(Node::Product(parameters));
        let items = if clauses.is_empty() { 0 } else { max };
        let items: Vec<String> = (0..items).map(|at| at.to_string()).collect();
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        let node = Node::Repeat { item, min, max, unordered: false };
        self.nested(name, node, &items, clauses, mistake)
    }

    /// A number of items that are each the same node, for example a single value.
    #[must_use]
    pub fn repeat_of(
        self,
        name: impl Into<String>,
        times: RangeInclusive<u32>,
        item: Node,
    ) -> Self {
        let (min, max) = times.into_inner();
        self.node(name, Node::Repeat { item: Box::new(item), min, max, unordered: false })
    }

    /// Declares that the items of the repeat just added are interchangeable.
    #[must_use]
    pub fn unordered(mut self) -> Self {
        match self.parameters.last_mut() {
            Some(Parameter { node: Node::Repeat { unordered, .. }, .. }) => *unordered = true,
            last => {
                let path = last.map_or(String::new(), |parameter| parameter.name.clone());
                let reason = "only a repeat can be unordered".to_owned();
                self.mistake.get_or_insert(SpaceError::Parameter { path, reason });
            }
        }
        self
    }

    /// Documents the parameter just added.
    #[must_use]
    pub fn doc(mut self, doc: impl Into<String>) -> Self {
        if let Some(parameter) = self.parameters.last_mut() {
            parameter.doc = doc.into();
        }
        self
    }

    /// Gives the parameter just added a default: a value, the arm of a choice, the length of a
    /// repeat.
    ///
    /// ```
    /// # use orienteer_core::space::SpaceSpec;
    /// # fn main() -> Result<(), orienteer_core::space::SpaceError> {
    /// let space = SpaceSpec::builder().ordinal("banks", [1, 2, 4]).default_value(2).build()?;
    /// let design = space.default_design().expect("every parameter has a default");
    /// assert_eq!(space.assignment(&design), [("banks", 2.into())]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn default_value(mut self, default: impl Into<Value>) -> Self {
        if let Some(parameter) = self.parameters.last_mut() {
            parameter.default = Some(default.into());
        }
        self
    }

    /// Any parameter.
    #[must_use]
    pub fn parameter(mut self, parameter: Parameter) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// Forbids designs. Paths are relative to the part that this builder describes.
    #[must_use]
    pub fn forbid(mut self, clause: Clause) -> Self {
        self.clauses.push(clause);
        self
    }

    /// The space.
    ///
    /// # Errors
    ///
    /// See [`SpaceSpec::new`].
    pub fn build(self) -> Result<SpaceSpec, SpaceError> {
        match self.mistake {
            Some(mistake) => Err(mistake),
            None => SpaceSpec::new(self.parameters, self.clauses),
        }
    }

    fn node(self, name: impl Into<String>, node: Node) -> Self {
        self.parameter(Parameter::new(name, node))
    }

    fn whole(
        self,
        name: impl Into<String>,
        range: RangeInclusive<i64>,
        step: i64,
        log: bool,
    ) -> Self {
        let (low, high) = range.into_inner();
        self.node(name, Node::Leaf(Domain::Integer { low, high, step, log }))
    }

    /// Adds a node with the clauses and the mistake of what is below it, once for each item.
    fn nested(
        mut self,
        name: impl Into<String>,
        node: Node,
        items: &[&str],
        clauses: Vec<Clause>,
        mistake: Option<SpaceError>,
    ) -> Self {
        let name = name.into();
        for item in items {
            let clauses = clauses.iter().map(|clause| clause.clone().within(item).within(&name));
            self.clauses.extend(clauses);
        }
        self.mistake = self.mistake.or(mistake.map(|mistake| mistake.within(&name)));
        self.node(name, node)
    }
}

impl ArmsBuilder {
    /// An arm and the parameters that exist only under it.
    #[must_use]
    pub fn arm(
        mut self,
        name: impl Into<String>,
        fields: impl FnOnce(SpaceBuilder) -> SpaceBuilder,
    ) -> Self {
        let SpaceBuilder { parameters, clauses, mistake } = fields(SpaceBuilder::default());
        self.arms.push(Arm::new(name, parameters));
        self.clauses.extend(clauses);
        self.mistake = self.mistake.or(mistake);
        self
    }
}
