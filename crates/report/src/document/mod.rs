//! The report as a sequence of blocks, written once, and its two renderings: HTML and Markdown.

mod best;
mod content;
mod data;
mod html;
mod markdown;
pub(crate) mod provenance;
mod results;
mod table;
mod terminal;
mod trouble;

pub(crate) use content::{Document, compose};
pub(crate) use data::tables;
pub(crate) use html::{escape, html};
pub(crate) use markdown::markdown;
pub(crate) use table::{Cell, Table};
pub(crate) use terminal::{aligned, summary_text};

/// A piece of a report.
pub(crate) enum Block {
    /// A heading of a section (2) or a part of it (3).
    Heading(u8, String),
    Text(String),
    /// The question of an experiment, in its own line breaks.
    Question(String),
    List(Vec<String>),
    /// What a reader must not miss.
    Notice(Vec<String>),
    /// A figure by its index in the list of figures.
    Figure(usize),
    Table(Table),
    Code(String),
    /// Details that are folded away.
    Fold(String, Vec<Block>),
}
