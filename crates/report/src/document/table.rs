//! Tables of text.

/// A table with a header.
pub(crate) struct Table {
    pub(crate) header: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<Cell>>,
    pub(crate) note: String,
}

/// A cell of a table.
#[derive(Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) code: bool,
    /// Whether it is a number, which lines up to the right.
    pub(crate) number: bool,
    /// The agent whose colour and marker stand before the text.
    pub(crate) agent: Option<usize>,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn code(text: impl Into<String>) -> Self {
        Self { code: true, ..Self::text(text) }
    }

    pub(crate) fn number(text: impl Into<String>) -> Self {
        Self { number: true, ..Self::text(text) }
    }

    /// A number, or a dash if there is none.
    pub(crate) fn maybe(text: Option<String>) -> Self {
        Self::number(text.unwrap_or_else(|| "–".into()))
    }

    /// The name of an agent, with its look.
    pub(crate) fn agent(agent: usize, name: &str) -> Self {
        Self { agent: Some(agent), ..Self::text(name) }
    }

    pub(crate) fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }
}
