//! A space compiled into a list of decisions in depth-first order.
//!
//! Choices and lengths become ordinary decisions with a *block* of further decisions under each
//! option; products and repeats of fixed length dissolve into the block around them. Every item
//! that a repeat can have and every arm has decisions of its own, so that a decision's number (its
//! *slot*) also says which options lead to it, and the decisions under one are contiguous.

use std::collections::BTreeMap;

use super::error::join;
use super::size::Tally;
use super::{Arm, Domain, Gene, Node, Options, Parameter, SpaceError, Value};

/// More decisions than this (a repeat counts all items it can have) are taken for a mistake.
const MAX_DECISIONS: usize = 1 << 16;

/// One decision that a design of the space makes, or makes under some condition.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The path of the parameter. Decisions under different arms may share one.
    pub path: String,
    /// What the parameter means, for people; may be empty.
    pub doc: String,
    /// When the decision exists, in words; empty if always.
    pub condition: String,
    /// The values it can take.
    pub domain: Domain,
    /// What it offers: the domain as genes.
    pub options: Options,
    /// What is taken when nothing is said: the declared default, or the only option.
    pub default: Option<Gene>,
    /// Where the path is among [`paths`](super::SpaceSpec::paths).
    pub(super) path_index: usize,
    /// The block under each option; empty when nothing depends on the decision.
    pub(super) arms: Vec<Block>,
    /// One past the last slot under this decision.
    pub(super) end: u32,
    /// How many designs there are from here down.
    pub(super) tally: Tally,
    /// Where the shares of the options end on the unit interval, when the shares differ.
    pub(super) shares: Vec<f64>,
}

impl Decision {
    /// The block that becomes active with a gene.
    pub(super) fn below(&self, gene: Gene) -> Block {
        let arm = gene.index().and_then(|option| self.arms.get(option as usize));
        arm.copied().unwrap_or_default()
    }
}

/// Decisions side by side: a range of [`Plan::order`]. Lengths share one list of items, so that
/// their blocks begin at the same place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A space compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// By slot.
    pub(super) decisions: Vec<Decision>,
    /// The slots of all blocks.
    pub(super) order: Vec<u32>,
    /// The decisions that always exist.
    pub(super) root: Block,
    pub(super) tally: Tally,
    /// For each unordered repeat, inner ones first, the slots where its items begin and the last
    /// one ends.
    pub(super) symmetries: Vec<Vec<u32>>,
    /// Every path that can occur, in order of first occurrence, and the inverse.
    pub(super) paths: Vec<String>,
    pub(super) index: BTreeMap<String, u32>,
}

impl Plan {
    pub(super) fn new(parameters: &[Parameter]) -> Result<Self, SpaceError> {
        let mut plan = Self::default();
        let block = plan.fields("", parameters, "")?;
        plan.root = plan.close(block);
        plan.tally = plan.tally_of(plan.root);
        Ok(plan)
    }

    pub(super) fn slots(&self, block: Block) -> &[u32] {
        &self.order[block.start as usize..block.end as usize]
    }

    pub(super) fn decision(&self, slot: u32) -> &Decision {
        &self.decisions[slot as usize]
    }

    /// How many ways there are to complete a block.
    pub(super) fn tally_of(&self, block: Block) -> Tally {
        self.slots(block)
            .iter()
            .fold(Tally::ONE, |tally, slot| tally.times(self.decision(*slot).tally))
    }

    fn close(&mut self, block: Vec<u32>) -> Block {
        let start = self.order.len() as u32;
        self.order.extend(block);
        Block { start, end: self.order.len() as u32 }
    }

    fn fields(
        &mut self,
        outer: &str,
        fields: &[Parameter],
        condition: &str,
    ) -> Result<Vec<u32>, SpaceError> {
        check_names(outer, "parameter", fields.iter().map(|field| &field.name))?;
        let mut block = Vec::new();
        for Parameter { name, doc, node, default } in fields {
            let path = join(outer, name);
            let first = self.decisions.len();
            block.extend(self.node(&path, doc, node, condition)?);
            if let Some(default) = default {
                self.set_default(&path, node, first, default)?;
            }
        }
        Ok(block)
    }

    fn node(
        &mut self,
        path: &str,
        doc: &str,
        node: &Node,
        condition: &str,
    ) -> Result<Vec<u32>, SpaceError> {
        match node {
            Node::Leaf(domain) => Ok(vec![self.open(path, doc, domain.clone(), condition)?]),
            Node::Product(fields) => self.fields(path, fields, condition),
            Node::Choice(arms) => self.choice(path, doc, arms, condition),
            Node::Repeat { item, min, max, unordered } => {
                let reason = if min > max {
                    format!("{min} to {max} times is empty; swap the two bounds")
                } else if *max as usize > MAX_DECISIONS {
                    format!("more than {MAX_DECISIONS} items are too many")
                } else {
                    return self.repeat((path, doc, condition), item, (*min, *max), *unordered);
                };
                Err(SpaceError::Parameter { path: path.to_owned(), reason })
            }
        }
    }

    fn choice(
        &mut self,
        path: &str,
        doc: &str,
        arms: &[Arm],
        condition: &str,
    ) -> Result<Vec<u32>, SpaceError> {
        check_names(path, "arm", arms.iter().map(|arm| &arm.name))?;
        let labels = arms.iter().map(|arm| Value::Text(arm.name.clone())).collect();
        let slot = self.open(path, doc, Domain::Categorical(labels), condition)?;
        let mut blocks = Vec::new();
        for arm in arms {
            let condition = and(condition, &format!("{path} is {}", arm.name));
            let block = self.fields(path, &arm.fields, &condition)?;
            blocks.push(self.close(block));
        }
        self.attach(slot, blocks);
        Ok(vec![slot])
    }

    fn repeat(
        &mut self,
        (path, doc, condition): (&str, &str, &str),
        item: &Node,
        (min, max): (u32, u32),
        unordered: bool,
    ) -> Result<Vec<u32>, SpaceError> {
        let (low, high) = (i64::from(min), i64::from(max));
        let length = Domain::Integer { low, high, step: 1, log: false };
        let slot = if min < max {
            Some(self.open(&join(path, "len"), doc, length, condition)?)
        } else {
            None
        };

        let mut items = Vec::new();
        let mut ends = vec![0];
        let mut slots = vec![self.decisions.len() as u32];
        for number in 0..max {
            let condition = if number < min {
                condition.to_owned()
            } else {
                and(condition, &format!("{path}.len at least {}", number + 1))
            };
            items.extend(self.node(&format!("{path}.{number}"), doc, item, &condition)?);
            ends.push(items.len() as u32);
            slots.push(self.decisions.len() as u32);
        }
        if unordered {
            self.symmetries.push(slots);
        }

        let Some(slot) = slot else { return Ok(items) };
        let Block { start, .. } = self.close(items);
        let lengths = ends[min as usize..].iter();
        self.attach(slot, lengths.map(|end| Block { start, end: start + end }).collect());
        Ok(vec![slot])
    }

    /// Gives the decision that a parameter makes itself, which is the first under it, its default.
    fn set_default(
        &mut self,
        path: &str,
        node: &Node,
        first: usize,
        value: &Value,
    ) -> Result<(), SpaceError> {
        let wrong = |reason| SpaceError::Parameter { path: path.to_owned(), reason };
        let remedy = match node {
            Node::Product(_) => Some("its fields may have one each"),
            Node::Repeat { min, max, .. } if min == max => {
                Some("its length is fixed; the fields of its items may have one each")
            }
            _ => None,
        };
        if let Some(remedy) = remedy {
            return Err(wrong(format!("it has no default of its own: {remedy}")));
        }
        let decision = &mut self.decisions[first];
        let gene = decision.domain.gene(value).ok_or_else(|| {
            wrong(format!("its default cannot be {value}: expected {}", decision.domain))
        })?;
        decision.default = Some(gene);
        Ok(())
    }

    /// Adds a decision; what it is responsible for follows with [`attach`](Self::attach).
    fn open(
        &mut self,
        path: &str,
        doc: &str,
        domain: Domain,
        condition: &str,
    ) -> Result<u32, SpaceError> {
        let wrong = |reason| SpaceError::Parameter { path: path.to_owned(), reason };
        domain.check().map_err(wrong)?;
        if self.decisions.len() == MAX_DECISIONS {
            let reason = format!("the space makes more than {MAX_DECISIONS} decisions");
            return Err(wrong(reason));
        }
        let index = *self.index.entry(path.to_owned()).or_insert_with(|| {
            self.paths.push(path.to_owned());
            self.paths.len() as u32 - 1
        });
        self.decisions.push(Decision {
            path: path.to_owned(),
            doc: doc.to_owned(),
            condition: condition.to_owned(),
            options: domain.options(),
            default: (domain.arity() == Some(1)).then_some(Gene::Index(0)),
            tally: domain.arity().map_or(Tally::CONTINUOUS, Tally::of),
            domain,
            path_index: index as usize,
            arms: Vec::new(),
            end: self.decisions.len() as u32 + 1,
            shares: Vec::new(),
        });
        Ok(self.decisions.len() as u32 - 1)
    }

    fn attach(&mut self, slot: u32, arms: Vec<Block>) {
        let tallies: Vec<Tally> = arms.iter().map(|arm| self.tally_of(*arm)).collect();
        let end = self.decisions.len() as u32;
        let decision = &mut self.decisions[slot as usize];
        (decision.arms, decision.end) = (arms, end);
        decision.tally = Tally::sum(&tallies);
        decision.shares = Tally::shares(&tallies);
    }
}

fn and(outer: &str, inner: &str) -> String {
    if outer.is_empty() { inner.to_owned() } else { format!("{outer} and {inner}") }
}

/// Names must be able to stand between the dots of a path, and be unique.
fn check_names<'a>(
    path: &str,
    kind: &str,
    names: impl Iterator<Item = &'a String>,
) -> Result<(), SpaceError> {
    let mut seen = std::collections::BTreeSet::new();
    for name in names {
        let reason = if name.is_empty() {
            format!("the name of this {kind} is empty; give it one")
        } else if kind == "parameter" && name.contains('.') {
            "a name has no dots, because they part the names in a path".to_owned()
        } else if !seen.insert(name) {
            format!("this {kind} occurs twice; rename one")
        } else {
            continue;
        };
        return Err(SpaceError::Parameter { path: join(path, name), reason });
    }
    Ok(())
}
