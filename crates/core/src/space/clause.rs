//! Forbidden clauses: declared constraints that are checked before a simulator is called.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::join;
use super::plan::Plan;
use super::region::Region;
use super::{SpaceError, Test, Value};

/// A conjunction of conditions on parameters. A design is forbidden if all of them hold; a
/// condition on an inactive parameter does not hold.
///
/// ```
/// # use orienteer_core::space::Clause;
/// let clause = Clause::new().is("cache", "l2").above("pes", 512);
/// assert_eq!(clause.to_string(), "cache is l2 and pes above 512");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Clause {
    conditions: Vec<(String, Test)>,
}

/// The order of conditions has no meaning, and TOML does not keep it.
impl PartialEq for Clause {
    fn eq(&self, other: &Self) -> bool {
        self.conditions.len() == other.conditions.len()
            && self.conditions.iter().all(|condition| other.conditions.contains(condition))
    }
}

impl Clause {
    /// No condition yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// And `path` is `value`.
    #[must_use]
    pub fn is(self, path: &str, value: impl Into<Value>) -> Self {
        self.test(path, |test| test.is = Some(value.into()))
    }

    /// And `path` is one of `values`.
    #[must_use]
    pub fn is_in<V: Into<Value>>(self, path: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.test(path, |test| test.r#in = Some(values.into_iter().map(Into::into).collect()))
    }

    /// And `path` is greater than `bound`.
    #[must_use]
    pub fn above(self, path: &str, bound: impl Into<Value>) -> Self {
        self.test(path, |test| test.above = Some(bound.into()))
    }

    /// And `path` is `bound` or greater.
    #[must_use]
    pub fn at_least(self, path: &str, bound: impl Into<Value>) -> Self {
        self.test(path, |test| test.at_least = Some(bound.into()))
    }

    /// And `path` is less than `bound`.
    #[must_use]
    pub fn below(self, path: &str, bound: impl Into<Value>) -> Self {
        self.test(path, |test| test.below = Some(bound.into()))
    }

    /// And `path` is `bound` or less.
    #[must_use]
    pub fn at_most(self, path: &str, bound: impl Into<Value>) -> Self {
        self.test(path, |test| test.at_most = Some(bound.into()))
    }

    /// The conditions, by path.
    pub fn conditions(&self) -> &[(String, Test)] {
        &self.conditions
    }

    /// The same clause about the parameters under `outer`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        for (path, _) in &mut self.conditions {
            *path = join(outer, path);
        }
        self
    }

    /// The clause of these conditions, on different paths.
    pub(super) fn of(conditions: Vec<(String, Test)>) -> Self {
        Self { conditions }
    }

    /// Conditions on one path share a test, so that a clause is a map from paths.
    fn test(mut self, path: &str, set: impl FnOnce(&mut Test)) -> Self {
        let known = self.conditions.iter().position(|(known, _)| known == path);
        let at = known.unwrap_or_else(|| {
            self.conditions.push((path.to_owned(), Test::default()));
            self.conditions.len() - 1
        });
        set(&mut self.conditions[at].1);
        self
    }

    /// The designs that the clause forbids.
    pub(super) fn compile(&self, plan: &Plan) -> Result<Region, SpaceError> {
        let wrong = |reason| SpaceError::Clause { clause: self.to_string(), reason };
        if self.conditions.is_empty() {
            return Err(wrong("has no condition and would forbid everything; remove it".into()));
        }
        let mut region = Region::default();
        for (path, test) in &self.conditions {
            let index = plan
                .index
                .get(path)
                .ok_or_else(|| wrong(SpaceError::unknown(path, &plan.paths).to_string()))?;
            let mut places = Vec::new();
            let mut reason = None;
            for (slot, decision) in (0..).zip(&plan.decisions) {
                if decision.path_index == *index as usize {
                    match test.set(&decision.domain) {
                        Ok(set) if set.is_empty() => {}
                        Ok(set) => places.push((slot, set)),
                        Err(message) => reason = Some(message),
                    }
                }
            }
            // Arms may give one path different domains; the condition has to fit one of them.
            if places.is_empty() {
                let reason = reason.unwrap_or_else(|| "no value satisfies the condition".into());
                return Err(wrong(format!("{path}: {reason}")));
            }
            region = region.and(&Region::requiring(plan, places));
        }
        Ok(region)
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let conditions: Vec<_> =
            self.conditions.iter().map(|(path, test)| format!("{path} {test}")).collect();
        f.write_str(&conditions.join(" and "))
    }
}

impl Serialize for Clause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.conditions.len()))?;
        for (path, test) in &self.conditions {
            match &test.is {
                Some(value) if *test == (Test { is: test.is.clone(), ..Test::default() }) => {
                    map.serialize_entry(path, value)?;
                }
                _ => map.serialize_entry(path, test)?,
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Clause {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// A plain value is the short form of `{ is = value }`.
        #[derive(Deserialize)]
        #[serde(
            untagged,
            expecting = "expected a value, or a table of `is`, `in`, `above`, \
            `at-least`, `below`, `at-most` (a path with dots needs quotes)"
        )]
        enum Short {
            Value(Value),
            Test(Test),
        }

        let conditions = super::file::Entries::<Short>::deserialize(deserializer)?.0;
        let test = |short| match short {
            Short::Value(value) => Test { is: Some(value), ..Test::default() },
            Short::Test(test) => test,
        };
        let conditions = conditions.into_iter().map(|(path, short)| (path, test(short))).collect();
        Ok(Self { conditions })
    }
}
