//! A part of a space: named parameters keep some of their values only.

mod clauses;
mod tree;

use std::collections::BTreeMap;

use super::plan::Plan;
use super::{Design, Designs, Domain, Gene, SpaceError, SpaceSpec, Value};

/// A narrow space, and how its designs read in the wide one that it is a part of; see
/// [`SpaceSpec::restrict`].
#[derive(Clone, Debug)]
pub struct Restriction {
    wide: Designs,
    space: Designs,
    values: Vec<(String, Vec<Value>)>,
    /// For each decision of the wide space, how a gene of the narrow one reads there.
    links: Vec<Link>,
}

/// How the gene of a decision in the wide space follows from the narrow one.
#[derive(Clone, Debug)]
enum Link {
    /// It is the same gene.
    Same,
    /// Option `i` there is the `i`th of these, which ascend.
    Kept(Vec<Gene>),
    /// It is this, and the narrow space has no such decision.
    Fixed(Gene),
}

/// What was asked for: the values that each path keeps.
type Asked = BTreeMap<String, Vec<Value>>;

impl SpaceSpec {
    /// The part of the space in which parameters keep some of their values only. A range of numbers
    /// that is cut becomes an ordinal of what it keeps; a choice loses arms, with all under them;
    /// the length of a repeat (`stages.len`) can be cut at both ends. Defaults that are cut away are
    /// none any more.
    ///
    /// ```
    /// # use orienteer_core::space::SpaceSpec;
    /// # fn main() -> Result<(), orienteer_core::space::SpaceError> {
    /// let wide = SpaceSpec::builder().integer("queue", 1..=128).flag("refresh").build()?;
    /// let part = wide.restrict([("queue", vec![1.into(), 8.into()])])?;
    /// let design = part.space().design([("queue", 8.into()), ("refresh", true.into())])?;
    /// assert_eq!(wide.assignment(&part.widen(&design)?), part.space().assignment(&design));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When a path is unknown (the error names the nearest) or given twice, a value is outside its
    /// domain, nothing is kept, or the path is that of a single item of a repeat, whose items share
    /// one description.
    pub fn restrict<'a>(
        &self,
        values: impl IntoIterator<Item = (&'a str, Vec<Value>)>,
    ) -> Result<Restriction, SpaceError> {
        let mut asked = Asked::new();
        for (path, values) in values {
            if asked.insert(path.to_owned(), values).is_some() {
                return Err(SpaceError::Twice { path: path.to_owned() });
            }
        }
        let mut values = Vec::new();
        if let Some(path) = asked.keys().find(|path| !self.plan.index.contains_key(*path)) {
            return Err(SpaceError::unknown(path, &self.plan.paths));
        }
        for path in &self.plan.paths {
            if let Some(wanted) = asked.get(path) {
                values.push((path.clone(), kept_values(&self.plan, path, wanted)?));
            }
        }
        let parameters = tree::narrow(self.parameters(), &asked)?;
        let plan = Plan::new(&parameters)?;
        let clauses = clauses::narrow(self, &plan, &asked)?;
        let space = SpaceSpec::new(parameters, clauses).map_err(|error| match error {
            SpaceError::Empty => SpaceError::EmptyPart,
            other => other,
        })?;
        let links = self.plan.decisions.iter().map(|decision| {
            let Some(wanted) = asked.get(&decision.path) else { return Link::Same };
            match genes(&decision.domain, wanted) {
                None => Link::Same,
                // A length that is no choice any more is no decision either.
                Some(kept) if kept.len() == 1 && !space.plan.index.contains_key(&decision.path) => {
                    Link::Fixed(kept[0])
                }
                Some(kept) => Link::Kept(kept),
            }
        });
        let links = links.collect();
        let (wide, space) = (Designs::new(self.clone()), Designs::new(space));
        Ok(Restriction { wide, space, values, links })
    }
}

impl Restriction {
    /// The narrow space.
    pub fn space(&self) -> &Designs {
        &self.space
    }

    /// The space that it is a part of.
    pub fn wide(&self) -> &Designs {
        &self.wide
    }

    /// What the restricted parameters keep, by path, both in the order of the wide space.
    pub fn values(&self) -> &[(String, Vec<Value>)] {
        &self.values
    }

    /// A design of the narrow space as one of the wide space. No names are looked up.
    ///
    /// # Errors
    ///
    /// When it is no design of the narrow space.
    pub fn widen(&self, design: &Design) -> Result<Design, SpaceError> {
        let mut genes = design.genes().iter();
        let mut next = || genes.next().copied();
        let wide = self.wide.try_compose(|slot, decision| {
            let gene = match &self.links[slot as usize] {
                Link::Same => next().filter(|gene| decision.domain.contains(*gene)),
                Link::Kept(kept) => {
                    let option = next().and_then(Gene::index);
                    option.and_then(|option| kept.get(option as usize).copied())
                }
                Link::Fixed(gene) => Some(*gene),
            };
            let path = &decision.path;
            gene.ok_or_else(|| SpaceError::Shape(format!("it has no gene of `{path}`")))
        })?;
        match genes.next() {
            None => Ok(wide),
            Some(_) => Err(SpaceError::Shape("it has more genes than decisions".into())),
        }
    }

    /// A design of the wide space as one of the narrow space, if it belongs to it.
    pub fn narrow(&self, design: &Design) -> Option<Design> {
        self.wide.validate(design).ok()?;
        let active = self.wide.active(design.genes());
        let mut narrow = Design::default();
        for (slot, gene) in active.slots.iter().zip(active.tape) {
            match &self.links[*slot as usize] {
                Link::Same => narrow.push(*gene),
                Link::Kept(kept) => narrow.push(Gene::Index(kept.binary_search(gene).ok()? as u32)),
                Link::Fixed(fixed) if fixed == gene => {}
                Link::Fixed(_) => return None,
            }
        }
        Some(narrow)
    }
}

/// What a domain keeps, as genes in ascending order; nothing if it keeps all.
fn genes(domain: &Domain, values: &[Value]) -> Option<Vec<Gene>> {
    let mut kept: Vec<Gene> = values.iter().filter_map(|value| domain.gene(value)).collect();
    kept.sort_unstable();
    kept.dedup();
    (domain.arity() != Some(kept.len() as u32)).then_some(kept)
}

/// The values that a path keeps, in order and as the space writes them.
fn kept_values(plan: &Plan, path: &str, wanted: &[Value]) -> Result<Vec<Value>, SpaceError> {
    let domains = || plan.decisions.iter().filter(|d| d.path == path).map(|d| &d.domain);
    let allowed = || domains().map(ToString::to_string).next().unwrap_or_default();
    if wanted.is_empty() {
        let reason = format!("it keeps no value; give some of: {}", allowed());
        return Err(SpaceError::Parameter { path: path.to_owned(), reason });
    }
    if let Some(value) = wanted.iter().find(|v| domains().all(|domain| domain.gene(v).is_none())) {
        let allowed = domains().map(|domain| domain.instead_of(value)).next().unwrap_or_default();
        let (path, value) = (path.to_owned(), value.to_string());
        return Err(SpaceError::Outside { path, value, allowed });
    }
    let mut values: Vec<Value> = Vec::new();
    for domain in domains() {
        let mut genes: Vec<Gene> = wanted.iter().filter_map(|v| domain.gene(v)).collect();
        genes.sort_unstable();
        for value in genes.into_iter().filter_map(|gene| domain.value(gene)) {
            if !values.iter().any(|known| known.same(&value)) {
                values.push(value);
            }
        }
    }
    Ok(values)
}
