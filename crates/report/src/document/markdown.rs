//! The report as Markdown, with the figures beside it as PNG.

use super::{Block, Cell, Document, Table};
use crate::figure::Figure;

/// The whole report.
pub(crate) fn markdown(document: &Document, figures: &[Figure]) -> String {
    let mut text = format!("# {}\n", escape(&document.title));
    for block in &document.blocks {
        text.push('\n');
        write(&mut text, block, figures);
    }
    text
}

fn write(text: &mut String, block: &Block, figures: &[Figure]) {
    match block {
        Block::Heading(level, title) => {
            text.push_str(&format!("{} {}\n", "#".repeat((*level).into()), escape(title)));
        }
        Block::Text(line) => text.push_str(&format!("{}\n", escape(line))),
        Block::Question(question) => {
            for line in question.lines() {
                text.push_str(format!("> {}", escape(line)).trim_end());
                text.push('\n');
            }
        }
        Block::List(lines) => {
            for line in lines {
                text.push_str(&format!("- {}\n", escape(line)));
            }
        }
        Block::Notice(lines) => {
            for line in lines {
                text.push_str(&format!("- **Note:** {}\n", escape(line)));
            }
        }
        Block::Figure(index) => {
            let Figure { id, title, caption, .. } = &figures[*index];
            let number = index + 1;
            text.push_str(&format!(
                "### {title}\n\n![{title}]({id}.png)\n\n**Figure {number}.** {} ([SVG]({id}.svg), \
                 [CSV]({id}.csv))\n",
                escape(caption),
            ));
        }
        Block::Table(table) => write_table(text, table),
        Block::Code(code) => {
            // A fence longer than any in the text.
            let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            text.push_str(&format!("{fence}\n{code}\n{fence}\n"));
        }
        Block::Fold(title, blocks) => {
            text.push_str(&format!("{}:\n", escape(title)));
            for block in blocks {
                text.push('\n');
                write(text, block, figures);
            }
        }
    }
}

fn write_table(text: &mut String, table: &Table) {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    text.push_str(&row(table.header.iter().map(|head| escape(head)).collect()));
    let number = |column: usize| table.rows.iter().any(|row| row[column].number);
    let rules = (0..table.header.len()).map(|column| if number(column) { "--:" } else { "---" });
    text.push_str(&row(rules.map(String::from).collect()));
    for cells in &table.rows {
        text.push_str(&row(cells.iter().map(cell).collect()));
    }
    if !table.note.is_empty() {
        text.push_str(&format!("\n{}\n", escape(&table.note)));
    }
}

fn cell(cell: &Cell) -> String {
    let text = if cell.code && !cell.text.contains('`') {
        format!("`{}`", cell.text.replace('|', "\\|"))
    } else {
        escape(&cell.text)
    };
    let text = text.replace('\n', " ");
    if cell.bold && !text.is_empty() { format!("**{text}**") } else { text }
}

/// The text without what Markdown, or HTML in it, would take for markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
