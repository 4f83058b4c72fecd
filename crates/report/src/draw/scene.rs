//! A figure as plain marks, in pixels from the upper left corner of its page.

use super::font::{self, CAP_HEIGHT};
use super::palette::{Color, Marker};

/// A point: to the right, and down.
pub(crate) type Point = (f64, f64);

/// A page with marks on it, later ones above earlier ones.
#[derive(Debug, Default)]
pub(crate) struct Scene {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(super) marks: Vec<Mark>,
}

#[derive(Debug)]
pub(super) enum Mark {
    Line { points: Vec<Point>, stroke: Stroke },
    Area { outline: Vec<Point>, color: Color, opacity: f64 },
    Text(Line),
}

/// One line of text, from its point on the baseline.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) at: Point,
    pub(super) text: String,
    pub(super) em: f64,
    pub(super) color: Color,
    pub(super) anchor: Anchor,
    pub(super) upward: bool,
}

/// How a line is drawn; lengths in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stroke {
    pub(crate) color: Color,
    pub(crate) width: f64,
    pub(crate) dash: &'static [f64],
}

impl Stroke {
    pub(crate) fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: &[] }
    }
}

/// Which end of a text is at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set. Its point is on the vertical middle of its capitals.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    /// Pixels per em.
    pub(crate) em: f64,
    pub(crate) color: Color,
    pub(crate) anchor: Anchor,
    /// Whether it reads from the bottom to the top.
    pub(crate) upward: bool,
}

impl Text {
    pub(crate) fn new(em: f64, anchor: Anchor) -> Self {
        Self { em, color: Color::INK, anchor, upward: false }
    }

    pub(crate) fn color(self, color: Color) -> Self {
        Self { color, ..self }
    }

    pub(crate) fn upward(self) -> Self {
        Self { upward: true, ..self }
    }
}

impl Scene {
    pub(crate) fn new(width: f64, height: f64) -> Self {
        Self { width, height, marks: Vec::new() }
    }

    pub(crate) fn line(&mut self, points: impl Into<Vec<Point>>, stroke: Stroke) {
        let points = points.into();
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, stroke });
        }
    }

    /// A filled area.
    pub(crate) fn area(&mut self, outline: impl Into<Vec<Point>>, color: Color, opacity: f64) {
        let outline = outline.into();
        if outline.len() > 2 {
            self.marks.push(Mark::Area { outline, color, opacity });
        }
    }

    pub(crate) fn rectangle(&mut self, (x0, y0): Point, (x1, y1): Point, color: Color) {
        self.area([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], color, 1.0);
    }

    /// A marker with a thin white rim, which keeps it apart from what lies below.
    pub(crate) fn marker(&mut self, at: Point, marker: Marker, radius: f64, color: Color) {
        self.shape(at, marker, radius + 0.7, Color::WHITE);
        self.shape(at, marker, radius, color);
    }

    /// A marker without a rim.
    pub(crate) fn shape(&mut self, at: Point, marker: Marker, radius: f64, color: Color) {
        self.area(Self::outline(marker, at, radius), color, 1.0);
    }

    /// The corners of a marker.
    pub(crate) fn outline(marker: Marker, (x, y): Point, radius: f64) -> Vec<Point> {
        let outline = marker.outline();
        outline.into_iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)).collect()
    }

    /// A text; `^{…}` in it is raised. Powers of ten are written so, because few fonts have all
    /// the raised digits.
    pub(crate) fn text(&mut self, at: Point, text: &str, style: Text) {
        let Some((base, rest)) = text.split_once("^{") else {
            return self.run(at, text, style);
        };
        let Some((power, tail)) = rest.split_once('}') else {
            return self.run(at, text, style);
        };
        let small = Text { em: style.em * 0.72, anchor: Anchor::Start, ..style };
        let normal = Text { anchor: Anchor::Start, ..style };
        let back = match style.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => rich_width(text, style.em) / 2.0,
            Anchor::End => rich_width(text, style.em),
        };
        let place = |along: f64, up: f64| {
            if style.upward { (at.0 - up, at.1 - along) } else { (at.0 + along, at.1 - up) }
        };
        let base_width = font::width(base, style.em);
        self.run(place(-back, 0.0), base, normal);
        self.run(place(base_width - back, 0.34 * style.em), power, small);
        let tail_at = base_width + font::width(power, small.em) - back;
        // SVG drops a space at the beginning of a text.
        let (words, space) = (tail.trim_start(), tail.len() - tail.trim_start().len());
        let space = font::width(&tail[..space], style.em);
        self.run(place(tail_at + space, 0.0), words, normal);
    }

    fn run(&mut self, (x, y): Point, text: &str, style: Text) {
        if text.is_empty() {
            return;
        }
        let Text { em, color, anchor, upward } = style;
        let down = CAP_HEIGHT * em / 2.0;
        let at = if upward { (x + down, y) } else { (x, y + down) };
        let line = Line { at, text: text.into(), em, color, anchor, upward };
        self.marks.push(Mark::Text(line));
    }
}

/// The width of a text in which `^{…}` is raised.
pub(crate) fn rich_width(text: &str, em: f64) -> f64 {
    let parts = text.split_once("^{").and_then(|(base, rest)| {
        let (power, tail) = rest.split_once('}')?;
        Some(font::width(base, em) + font::width(power, em * 0.72) + font::width(tail, em))
    });
    parts.unwrap_or_else(|| font::width(text, em))
}

#[cfg(test)]
impl Scene {
    /// The bounding boxes of all texts: (text, left, top, right, bottom).
    pub(crate) fn text_boxes(&self) -> Vec<(&str, f64, f64, f64, f64)> {
        let texts = self.marks.iter().filter_map(|mark| match mark {
            Mark::Text(Line { at, text, em, anchor, upward, .. }) => {
                let (length, height) = (font::width(text, *em), CAP_HEIGHT * em);
                let start = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => -length / 2.0,
                    Anchor::End => -length,
                };
                Some(if *upward {
                    (text.as_str(), at.0 - height, at.1 - start - length, at.0, at.1 - start)
                } else {
                    (text.as_str(), at.0 + start, at.1 - height, at.0 + start + length, at.1)
                })
            }
            _ => None,
        });
        texts.collect()
    }
}
