//! Which design a row of a table measures.

use crate::description::Description;
use csv::StringRecord;
use orienteer_core::space::{Gene, Options};
use orienteer_core::{Design, SpaceSpec, Value};

/// Where in a row its design is.
pub(crate) enum Designator {
    /// One digit for each gene: the position of the column, and the position in it of each gene's
    /// digit.
    Digits { column: usize, genes: Vec<usize> },
    /// A column for each path of the space.
    Values(Vec<usize>),
}

impl Designator {
    /// Finds the columns that say it, given how to find a column.
    pub(crate) fn new(
        description: &Description,
        column: impl Fn(&str) -> Result<usize, String>,
    ) -> Result<Self, String> {
        let space = &description.space;
        let Some(key) = &description.key else {
            let columns = space.paths().iter().map(|path| column(path));
            return columns.collect::<Result<_, _>>().map(Self::Values);
        };
        if let Some(wrong) = key.digits.iter().find(|digit| !space.paths().contains(digit)) {
            return Err(format!("`key.digits` names `{wrong}`, which is not a parameter"));
        }
        let decisions = space.decisions();
        if decisions.len() != key.digits.len() || decisions.iter().any(|d| !is_digit(d.options)) {
            return Err(format!(
                "`key.digits` names {} of {} parameters: expected all, each of at most ten values \
                 (otherwise give every parameter a column of its own)",
                key.digits.len(),
                decisions.len(),
            ));
        }
        let digit = |path: &str| {
            let position = key.digits.iter().position(|digit| digit == path);
            position.ok_or_else(|| format!("`key.digits` lacks the parameter `{path}`"))
        };
        let genes = decisions.iter().map(|d| digit(&d.path)).collect::<Result<_, _>>()?;
        Ok(Self::Digits { column: column(&key.column)?, genes })
    }

    /// The rank of the design that `row` measures.
    pub(crate) fn rank(&self, space: &SpaceSpec, row: &StringRecord) -> Result<u128, String> {
        let design = match self {
            Self::Digits { column, genes } => read_key(space, genes, &row[*column])?,
            Self::Values(columns) => {
                let cells = space.paths().iter().zip(columns);
                let values = cells
                    .map(|(path, column)| (path.as_str(), &row[*column]))
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(path, cell)| (path, Value::from(cell)));
                space.design(values).map_err(|error| error.to_string())?
            }
        };
        space.allows(&design)?;
        space.rank(&design).ok_or_else(|| "the design is not of the space".to_owned())
    }
}

fn is_digit(options: Options) -> bool {
    matches!(options, Options::Discrete(n) if n <= 10)
}

fn read_key(space: &SpaceSpec, genes: &[usize], key: &str) -> Result<Design, String> {
    if key.len() != genes.len() {
        return Err(format!("key `{key}`: expected {} digits", genes.len()));
    }
    let gene = |position: usize| {
        let digit = char::from(key.as_bytes()[position]);
        digit.to_digit(10).map(Gene::Index).ok_or_else(|| format!("key `{key}`: expected digits"))
    };
    let design: Design = genes.iter().map(|position| gene(*position)).collect::<Result<_, _>>()?;
    space.validate(&design).map_err(|error| format!("key `{key}`: {error}"))?;
    Ok(design)
}
