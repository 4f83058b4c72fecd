//! A formula over metrics, such as `latency * energy` or `log10(validation_loss)`.

use super::ObjectiveError;
use crate::metric::MetricSpec;
use exmex::{Express, FlatEx};
use smallvec::SmallVec;

/// A formula bound to the positions of the metrics that it uses.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// A metric by itself, by far the most common, needs no evaluator.
    Metric(usize),
    /// `arguments` are the metrics' positions in the order that the expression wants.
    Expression { expression: Box<FlatEx<f64>>, arguments: Vec<usize> },
}

impl Formula {
    /// Parses `text`; every variable must be a metric.
    pub fn new(text: &str, metrics: &[MetricSpec]) -> Result<Self, ObjectiveError> {
        let position = |name: &str| metrics.iter().position(|m| &*m.name == name);
        let kind = if let Some(metric) = position(text) {
            Kind::Metric(metric)
        } else {
            let expression = exmex::parse::<f64>(text).map_err(|error| {
                ObjectiveError(format!("formula `{text}` cannot be read: {error}"))
            })?;
            let arguments = expression
                .var_names()
                .iter()
                .map(|name| position(name).ok_or_else(|| unknown(name, text, metrics)))
                .collect::<Result<_, _>>()?;
            Kind::Expression { expression: Box::new(expression), arguments }
        };
        Ok(Self { text: text.to_owned(), kind })
    }

    /// The value for these metrics; not a number where the formula is undefined.
    pub fn evaluate(&self, metrics: &[f64]) -> f64 {
        match &self.kind {
            Kind::Metric(metric) => metrics.get(*metric).copied().unwrap_or(f64::NAN),
            Kind::Expression { expression, arguments } => {
                let values: Option<SmallVec<[f64; 8]>> =
                    arguments.iter().map(|&a| metrics.get(a).copied()).collect();
                values.and_then(|v| expression.eval(&v).ok()).unwrap_or(f64::NAN)
            }
        }
    }

    /// The formula as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position of the metric, if the formula is just one.
    pub fn metric(&self) -> Option<usize> {
        match self.kind {
            Kind::Metric(metric) => Some(metric),
            Kind::Expression { .. } => None,
        }
    }
}

fn unknown(name: &str, text: &str, metrics: &[MetricSpec]) -> ObjectiveError {
    let names: Vec<_> = metrics.iter().map(|m| &*m.name).collect();
    let hint = crate::space::nearest(name, names.iter().copied())
        .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    let within = if name == text { String::new() } else { format!(" in `{text}`") };
    let list = names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    ObjectiveError(format!("`{name}`{within} is not a metric{hint} (the metrics are {list})"))
}
