//! The report as one HTML page that needs nothing else: styles and figures are inside.

use std::fmt::Write as _;

use super::{Block, Cell, Document, Table};
use crate::draw::{Scene, style};
use crate::figure::Figure;

/// Tables of more columns than this are set smaller, or the page would be too narrow for them.
const WIDE: usize = 11;

const CSS: &str = include_str!("../../assets/page.css");

/// The text with what HTML and XML reserve replaced.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // No control character but these is allowed in XML, not even escaped.
            c if c.is_control() && !matches!(c, '\n' | '\t') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The page. `svgs` are the figures as SVG, in their order.
pub(crate) fn html(document: &Document, figures: &[Figure], svgs: &[String]) -> String {
    let title = escape(&document.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{CSS}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n"
    );
    let mut writer = Writer { page: &mut page, figures, svgs };
    for block in &document.blocks {
        writer.block(block);
    }
    let version = env!("CARGO_PKG_VERSION");
    let _ = write!(
        page,
        "<footer>Written by orienteer {version}.</footer>\n</main>\n</body>\n</html>\n"
    );
    page
}

struct Writer<'a> {
    page: &'a mut String,
    figures: &'a [Figure],
    svgs: &'a [String],
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        self.page.push_str(text);
        self.page.push('\n');
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => {
                self.line(&format!("<h{level}>{}</h{level}>", escape(text)));
            }
            Block::Text(text) => self.line(&format!("<p>{}</p>", escape(text))),
            Block::Question(text) => {
                self.line(&format!("<p class=\"question\">{}</p>", escape(text)));
            }
            Block::List(lines) => self.list("<ul>", lines),
            Block::Notice(lines) => self.list("<ul class=\"notice\">", lines),
            Block::Figure(index) => self.figure(*index),
            Block::Table(table) => self.table(table),
            Block::Code(text) => self.line(&format!("<pre>{}</pre>", escape(text))),
            Block::Fold(title, blocks) => {
                self.line(&format!("<details><summary>{}</summary>", escape(title)));
                for block in blocks {
                    self.block(block);
                }
                self.line("</details>");
            }
        }
    }

    fn list(&mut self, opening: &str, lines: &[String]) {
        self.line(opening);
        for line in lines {
            self.line(&format!("<li>{}</li>", escape(line)));
        }
        self.line("</ul>");
    }

    fn figure(&mut self, index: usize) {
        let (figure, svg) = (&self.figures[index], &self.svgs[index]);
        let id = figure.id;
        self.line(&format!("<figure id=\"{id}\">\n<h3>{}</h3>", escape(figure.title)));
        self.line(svg);
        self.line(&format!(
            "<figcaption><b>Figure {}.</b> {} <span class=\"files\"><a href=\"{id}.svg\">SVG</a> \
             <a href=\"{id}.png\">PNG</a> <a href=\"{id}.csv\">CSV</a></span></figcaption>\n\
             </figure>",
            index + 1,
            escape(&figure.caption),
        ));
    }

    fn table(&mut self, table: &Table) {
        let number = |column: usize| table.rows.iter().any(|row| row[column].number);
        let heads = table.header.iter().enumerate().map(|(column, head)| {
            let class = if number(column) { " class=\"number\"" } else { "" };
            format!("<th{class}>{}</th>", escape(head))
        });
        let heads: String = heads.collect();
        let class = if table.header.len() > WIDE { " class=\"wide\"" } else { "" };
        self.line(&format!(
            "<div class=\"table\"><table{class}>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
        ));
        for row in &table.rows {
            let cells: String = row.iter().map(cell).collect();
            self.line(&format!("<tr>{cells}</tr>"));
        }
        self.line("</tbody>\n</table></div>");
        if !table.note.is_empty() {
            self.line(&format!("<p class=\"note\">{}</p>", escape(&table.note)));
        }
    }
}

fn cell(cell: &Cell) -> String {
    // A number and its spread, as in "0.5 [0.2, 0.9]": a table as wide as the page has its cells
    // broken between the two.
    let spread = cell.text.find(" [").or_else(|| cell.text.find(" (")).filter(|_| cell.number);
    let mut text = match spread.map(|at| cell.text.split_at(at)) {
        Some((middle, rest)) => format!("{} {}", whole(middle), whole(rest.trim_start())),
        None => escape(&cell.text),
    };
    if cell.code {
        text = format!("<code>{text}</code>");
    }
    if cell.bold {
        text = format!("<b>{text}</b>");
    }
    if let Some(agent) = cell.agent {
        text = format!("{}&nbsp;{text}", swatch(agent));
    }
    let class = match (cell.number, spread) {
        (true, Some(_)) => " class=\"number spread\"",
        (true, None) => " class=\"number\"",
        (false, _) => "",
    };
    format!("<td{class}>{text}</td>")
}

/// A piece of text that no line ends in.
fn whole(text: &str) -> String {
    format!("<span class=\"whole\">{}</span>", escape(text))
}

/// The marker of an agent, as in the figures.
fn swatch(agent: usize) -> String {
    let look = style(agent);
    let points: Vec<String> = Scene::outline(look.marker, (7.0, 7.0), 4.2)
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    format!(
        "<svg class=\"swatch\" width=\"14\" height=\"14\" aria-hidden=\"true\"><polygon \
         points=\"{}\" fill=\"{}\"/></svg>",
        points.join(" "),
        look.color.css(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_can_be_broken_before_its_spread_only() {
        let html = cell(&Cell::number("3 ms (4 ms)"));
        assert!(html.contains("<span class=\"whole\">3 ms</span> <span class=\"whole\">(4 ms)"));
        assert_eq!(cell(&Cell::number("3 of 4")), "<td class=\"number\">3 of 4</td>");
        assert_eq!(cell(&Cell::text("a [b]")), "<td>a [b]</td>");
    }
}
