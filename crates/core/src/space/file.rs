//! The form of a space in TOML and JSON files.
//!
//! ```toml
//! [space.parameters]
//! page_policy = { choice = ["open", "closed"], default = "open" }
//! banks = { ordinal = [1, 2, 4, 8] }
//! queue = { integer = [1, 128], log = true }
//! rate = { real = [1e-5, 1e-1], log = true }
//! scheduler = { choice = { fifo = {}, fr-fcfs = { cap = { integer = [1, 16] } } }, default = "fifo" }
//! stages = { repeat = { width = { ordinal = [16, 32] } }, times = [1, 4], unordered = true }
//! operators = { item = { choice = ["conv", "pool"] }, times = 3 }
//! core = { product = { width = { integer = [1, 8], step = 2 } } }
//!
//! [space]
//! forbid = [{ page_policy = "closed", banks = { above = 4 } }]
//! ```

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, MapAccess, SeqAccess, Visitor, value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::join;
use super::{Arm, Clause, Domain, Node, Parameter, SpaceError, SpaceSpec, Value};

/// A table in the order of the file.
#[derive(Debug)]
pub(super) struct Entries<T>(pub(super) Vec<(String, T)>);

/// The file's form of [`SpaceSpec`].
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpecFile {
    parameters: Entries<ParameterFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    forbid: Vec<Clause>,
}

/// The file's form of [`Parameter`]: one key says the kind, the others go with some kinds only.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ParameterFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<ChoiceFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordinal: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    integer: Option<[i64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    real: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repeat: Option<Entries<ParameterFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Box<ParameterFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<Entries<ParameterFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<Times>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unordered: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<Value>,
}

/// A list of values (a categorical) or a table of arms (a choice).
#[derive(Debug)]
enum ChoiceFile {
    Values(Vec<Value>),
    Arms(Entries<Entries<ParameterFile>>),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a number of times, or [least, most]")]
enum Times {
    Exactly(u32),
    Between([u32; 2]),
}

impl ParameterFile {
    fn into_node(self, path: &str) -> Result<Node, SpaceError> {
        let wrong = |reason| Err(SpaceError::Parameter { path: path.to_owned(), reason });
        let kinds = [
            ("choice", self.choice.is_some()),
            ("ordinal", self.ordinal.is_some()),
            ("integer", self.integer.is_some()),
            ("real", self.real.is_some()),
            ("repeat", self.repeat.is_some()),
            ("item", self.item.is_some()),
            ("product", self.product.is_some()),
        ];
        let given: Vec<&str> = kinds.iter().filter(|kind| kind.1).map(|kind| kind.0).collect();
        let [kind] = given[..] else {
            let names = kinds.map(|kind| kind.0).join(", ");
            return wrong(if given.is_empty() {
                format!("give one of {names}")
            } else {
                format!("{} exclude each other; keep one", given.join(" and "))
            });
        };
        for (key, given, kinds) in [
            ("step", self.step.is_some(), &["integer"][..]),
            ("log", self.log.is_some(), &["integer", "real"]),
            ("times", self.times.is_some(), &["repeat", "item"]),
            ("unordered", self.unordered.is_some(), &["repeat", "item"]),
        ] {
            if given && !kinds.contains(&kind) {
                return wrong(format!("`{key}` does not go with `{kind}`; remove it"));
            }
        }

        let log = self.log.unwrap_or(false);
        if let Some([low, high]) = self.integer {
            let step = self.step.unwrap_or(1);
            return Ok(Node::Leaf(Domain::Integer { low, high, step, log }));
        }
        if let Some([low, high]) = self.real {
            return Ok(Node::Leaf(Domain::Real { low, high, log }));
        }
        if let Some(values) = self.ordinal {
            return Ok(Node::Leaf(Domain::Ordinal(values)));
        }
        if let Some(fields) = self.product {
            return Ok(Node::Product(fields.into_parameters(path)?));
        }
        match self.choice {
            Some(ChoiceFile::Values(values)) => {
                return Ok(Node::Leaf(Domain::Categorical(values)));
            }
            Some(ChoiceFile::Arms(Entries(arms))) => {
                let arms = arms
                    .into_iter()
                    .map(|(name, fields)| Ok(Arm::new(name, fields.into_parameters(path)?)))
                    .collect::<Result<_, _>>()?;
                return Ok(Node::Choice(arms));
            }
            None => {}
        }
        let item = match (self.repeat, self.item) {
            (Some(fields), _) => Node::Product(fields.into_parameters(path)?),
            (None, Some(item)) if item.default.is_some() => {
                return wrong("an item has no `default`; remove it".into());
            }
            (None, item) => item.unwrap_or_default().into_node(path)?,
        };
        let (min, max) = match self.times {
            None => return wrong("give `times`, a number or [least, most]".into()),
            Some(Times::Exactly(times)) => (times, times),
            Some(Times::Between([min, max])) => (min, max),
        };
        let unordered = self.unordered.unwrap_or(false);
        Ok(Node::Repeat { item: Box::new(item), min, max, unordered })
    }
}

impl Entries<ParameterFile> {
    fn into_parameters(self, path: &str) -> Result<Vec<Parameter>, SpaceError> {
        let parameters = self.0.into_iter().map(|(name, mut file)| {
            let doc = file.doc.take().unwrap_or_default();
            let default = file.default.take();
            let node = file.into_node(&join(path, &name))?;
            Ok(Parameter { name, doc, node, default })
        });
        parameters.collect()
    }

    fn of(parameters: &[Parameter]) -> Self {
        let entries = parameters.iter().map(|Parameter { name, doc, node, default }| {
            let mut file = ParameterFile::from(node);
            file.default.clone_from(default);
            file.doc = Some(doc.clone()).filter(|doc| !doc.is_empty());
            (name.clone(), file)
        });
        Self(entries.collect())
    }
}

impl From<&Node> for ParameterFile {
    fn from(node: &Node) -> Self {
        let mut file = Self::default();
        match node {
            Node::Leaf(Domain::Categorical(values)) => {
                file.choice = Some(ChoiceFile::Values(values.clone()));
            }
            Node::Leaf(Domain::Ordinal(values)) => file.ordinal = Some(values.clone()),
            Node::Leaf(Domain::Integer { low, high, step, log }) => {
                file.integer = Some([*low, *high]);
                file.step = Some(*step).filter(|step| *step != 1);
                file.log = Some(*log).filter(|log| *log);
            }
            Node::Leaf(Domain::Real { low, high, log }) => {
                file.real = Some([*low, *high]);
                file.log = Some(*log).filter(|log| *log);
            }
            Node::Choice(arms) => {
                let arms = arms.iter().map(|arm| (arm.name.clone(), Entries::of(&arm.fields)));
                file.choice = Some(ChoiceFile::Arms(Entries(arms.collect())));
            }
            Node::Product(fields) => file.product = Some(Entries::of(fields)),
            Node::Repeat { item, min, max, unordered } => {
                match &**item {
                    Node::Product(fields) => file.repeat = Some(Entries::of(fields)),
                    item => file.item = Some(Box::new(item.into())),
                }
                file.times = Some(if min == max {
                    Times::Exactly(*min)
                } else {
                    Times::Between([*min, *max])
                });
                file.unordered = Some(*unordered).filter(|unordered| *unordered);
            }
        }
        file
    }
}

impl Serialize for SpaceSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parameters = Entries::of(self.parameters());
        SpecFile { parameters, forbid: self.clauses().to_vec() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SpaceSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let file = SpecFile::deserialize(deserializer)?;
        file.parameters
            .into_parameters("")
            .and_then(|parameters| Self::new(parameters, file.forbid))
            .map_err(de::Error::custom)
    }
}

impl Serialize for ChoiceFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Values(values) => values.serialize(serializer),
            Self::Arms(arms) => arms.serialize(serializer),
        }
    }
}

// Written out, where serde's `untagged` would do, because that forgets what is wrong in an arm.
impl<'de> Deserialize<'de> for ChoiceFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Choice;

        impl<'de> Visitor<'de> for Choice {
            type Value = ChoiceFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of values, or a table of arms")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<ChoiceFile, A::Error> {
                let values = value::SeqAccessDeserializer::new(values);
                Deserialize::deserialize(values).map(ChoiceFile::Values)
            }

            fn visit_map<A: MapAccess<'de>>(self, arms: A) -> Result<ChoiceFile, A::Error> {
                let arms = value::MapAccessDeserializer::new(arms);
                Deserialize::deserialize(arms).map(ChoiceFile::Arms)
            }
        }

        deserializer.deserialize_any(Choice)
    }
}

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, entry)| (name, entry)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Table<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Table<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Table(PhantomData))
    }
}
