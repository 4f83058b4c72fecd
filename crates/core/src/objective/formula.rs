//! A formula over metrics, such as `latency * energy` or `log10(validation_loss)`.

use super::ObjectiveError;
use crate::metric::MetricSpec;
use exmex::{Express, FlatEx, FloatOpsFactory, MatchLiteral, literal_matcher_from_pattern};
use smallvec::SmallVec;

literal_matcher_from_pattern!(Number, r"^([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?");

/// Arithmetic on metrics: `+ - * / ^`, parentheses, numbers such as `2e-9`, the constants `PI`, `TAU`
/// and `E`, and functions such as `sqrt`, `log10`, `abs`.
type Expression = FlatEx<f64, FloatOpsFactory<f64>, Number>;

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
    Expression { expression: Box<Expression>, arguments: Vec<usize> },
}

impl Formula {
    /// Parses `text`.
    ///
    /// # Errors
    ///
    /// When it cannot be read, names no metric, or a name is none.
    pub fn new(text: &str, metrics: &[MetricSpec]) -> Result<Self, ObjectiveError> {
        let position = |name: &str| metrics.iter().position(|m| &*m.name == name);
        let kind = if let Some(metric) = position(text) {
            Kind::Metric(metric)
        } else {
            let wrong =
                |why: &str| ObjectiveError(format!("formula `{text}` cannot be read: {why}"));
            if negates_a_power(text) {
                return Err(wrong(
                    "a minus before a power is ambiguous; write -(x^2) or (-x)^2 in place of -x^2",
                ));
            }
            let expression = Expression::parse(text).map_err(|error| wrong(&error.to_string()))?;
            if expression.var_names().is_empty() {
                return Err(wrong("it names no metric"));
            }
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
    let hint = crate::space::suggestion(name, names.iter().copied());
    let within = if name == text { String::new() } else { format!(" in `{text}`") };
    let list = names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    ObjectiveError(format!("`{name}`{within} is not a metric{hint} (the metrics are {list})"))
}

/// Whether a minus sign stands before a power, as in `-x^2`. The library reads that as `(-x)^2`,
/// mathematics as `-(x^2)`: better to ask.
fn negates_a_power(text: &str) -> bool {
    let tokens: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let opens = |c: char| "+-*/^(,<>=".contains(c);
    (0..tokens.len()).any(|i| {
        let is_sign = tokens[i] == '-' && (i == 0 || opens(tokens[i - 1]));
        // The sign of an exponent, as in 2e-9, belongs to the number.
        is_sign && tokens.get(operand_end(&tokens, i + 1)) == Some(&'^')
    })
}

/// Where the operand that begins at `start` ends: a name or a number, and a parenthesis after it.
fn operand_end(tokens: &[char], start: usize) -> usize {
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_' || *c == '.';
    let mut end = start + tokens[start..].iter().take_while(|c| is_word(c)).count();
    if tokens.get(end) == Some(&'(') {
        let mut depth = 0;
        for (i, c) in tokens.iter().enumerate().skip(end) {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            if depth == 0 {
                end = i + 1;
                break;
            }
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics() -> Vec<MetricSpec> {
        vec![MetricSpec::minimize("x", "", ""), MetricSpec::minimize("y", "", "")]
    }

    #[test]
    fn precedence_is_that_of_mathematics() {
        // x = 3, y = 4
        for (text, value) in [
            ("x + y * 2", 11.0),
            ("2 * x ^ 2", 18.0),
            ("x - y - 1", -2.0),
            ("x / y / 2", 0.375),
            ("-(x^2)", -9.0),
            ("(-x)^2", 9.0),
            ("-x * y", -12.0),
            ("x * -y", -12.0),
            ("1e-3 * x + 2.5E2", 250.003),
            (".5 * y", 2.0),
            ("x*2e-1-y", -3.4),
            ("sqrt(x^2 + y^2)", 5.0),
            ("log10(x * 100 / 3)", 2.0),
            ("abs(x - y)", 1.0),
        ] {
            let found = Formula::new(text, &metrics()).unwrap().evaluate(&[3.0, 4.0]);
            assert!((found - value).abs() < 1e-12, "{text}: {found}");
        }
    }

    #[test]
    fn what_is_ambiguous_or_no_formula_is_refused() {
        for (text, part) in [
            ("-x^2", "-(x^2)"),
            ("y * -x^2", "-(x^2)"),
            ("-sqrt(x)^2", "-(x^2)"),
            ("3", "names no metric"),
            ("x +", "cannot be read"),
            ("z + x", "`z`"),
        ] {
            let error = Formula::new(text, &metrics()).unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
