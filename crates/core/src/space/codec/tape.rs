//! Reading and writing the genes of a design in order.

use crate::space::{Design, Gene, SpaceError};

/// Reads the genes of a design from first to last.
#[derive(Debug)]
pub struct Reader<'d> {
    genes: std::slice::Iter<'d, Gene>,
}

impl<'d> Reader<'d> {
    /// At the first gene.
    pub fn new(design: &'d Design) -> Self {
        Self { genes: design.genes().iter() }
    }

    /// The option that the next gene takes, below `arity`.
    pub fn option(&mut self, arity: u32) -> Result<u32, SpaceError> {
        match self.genes.next() {
            Some(Gene::Index(option)) if *option < arity => Ok(*option),
            gene => Err(unexpected(gene, "an option")),
        }
    }

    /// The real value of the next gene, between the bounds.
    pub fn real(&mut self, low: f64, high: f64) -> Result<f64, SpaceError> {
        match self.genes.next() {
            Some(Gene::Real(value)) if (low..=high).contains(value) => Ok(*value),
            gene => Err(unexpected(gene, "a real number")),
        }
    }

    /// Checks that no gene is left.
    pub fn finish(mut self) -> Result<(), SpaceError> {
        match self.genes.next() {
            None => Ok(()),
            gene => Err(unexpected(gene, "the end")),
        }
    }
}

#[cold]
fn unexpected(gene: Option<&Gene>, expected: &str) -> SpaceError {
    SpaceError::Shape(match gene {
        Some(gene) => format!("it has the gene {gene:?} in place of {expected}"),
        None => format!("it ends in place of {expected}"),
    })
}

/// Collects the genes of a design.
#[derive(Debug, Default)]
pub struct Writer {
    design: Design,
}

impl Writer {
    /// Takes an option.
    pub fn option(&mut self, option: u32) {
        self.design.push(Gene::Index(option));
    }

    /// Takes a real value.
    pub fn real(&mut self, value: f64) {
        self.design.push(Gene::Real(value));
    }

    /// The design.
    pub fn finish(self) -> Design {
        self.design
    }
}
