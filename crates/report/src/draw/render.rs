//! Paints a scene with `plotters`: the same marks as SVG and as PNG.
//!
//! `plotters` draws on whole pixels and smooths no polygon. So the SVG is drawn ten times as large
//! and scaled by its view box, and the PNG four times as large and then averaged.

use std::path::Path;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{PathElement, Polygon, Text};
use plotters::prelude::{BitMapBackend, DrawingBackend, IntoDrawingArea, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor};

use super::font::{self, SVG_FAMILY};
use super::palette::Color;
use super::scene::{Anchor, Line, Mark, Point, Scene, Stroke};
use crate::ReportError;

/// Steps of the SVG's coordinates in a pixel.
const SVG_STEPS: f64 = 10.0;
/// Pixels of the finished PNG in a pixel of the scene.
const PNG_SCALE: usize = 2;
/// Pixels that are drawn, on a side, for each pixel of the finished PNG.
const PNG_SAMPLES: usize = 2;

/// The scene as SVG, with a title for readers who do not see it.
pub(crate) fn svg(scene: &Scene, title: &str) -> String {
    let mut body = String::new();
    let canvas = Canvas { scale: SVG_STEPS, text: svg_text };
    let (width, height) = canvas.size(scene);
    let backend = SVGBackend::with_string(&mut body, (width, height));
    canvas.paint(scene, backend).expect("a string can always be written");
    let content = body.split_once('>').map_or("", |(_header, content)| content);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {width} {height}\">\n<title>{}</title>{content}",
        f64::from(width) / SVG_STEPS,
        f64::from(height) / SVG_STEPS,
        crate::document::escape(title),
    )
}

/// Writes the scene as PNG, at twice its size.
pub(crate) fn png(scene: &Scene, path: &Path) -> Result<(), ReportError> {
    let error = |problem: String| ReportError::Draw { path: path.into(), problem };
    let canvas = Canvas { scale: (PNG_SCALE * PNG_SAMPLES) as f64, text: bitmap_text };
    let (width, height) = canvas.size(scene);
    let mut large = vec![255; width as usize * height as usize * 3];
    canvas
        .paint(scene, BitMapBackend::with_buffer(&mut large, (width, height)))
        .map_err(|e| error(e.to_string()))?;

    let samples = PNG_SAMPLES as u32;
    let size = (width / samples, height / samples);
    let small = average(&large, width as usize, (size.0 as usize, size.1 as usize));
    let mut file = BitMapBackend::new(path, size);
    file.blit_bitmap((0, 0), size, &small).map_err(|e| error(e.to_string()))?;
    file.present().map_err(|e| error(e.to_string()))
}

/// Averages squares of pixels; the smoothing that `plotters` does not do.
fn average(large: &[u8], large_width: usize, (width, height): (usize, usize)) -> Vec<u8> {
    let mut small = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            for channel in 0..3 {
                let sample = |i: usize| {
                    let (dx, dy) = (i % PNG_SAMPLES, i / PNG_SAMPLES);
                    let pixel = (y * PNG_SAMPLES + dy) * large_width + x * PNG_SAMPLES + dx;
                    u32::from(large[pixel * 3 + channel])
                };
                let count = PNG_SAMPLES * PNG_SAMPLES;
                let sum: u32 = (0..count).map(sample).sum();
                small.push((sum / count as u32) as u8);
            }
        }
    }
    small
}

type Area<B> = DrawingArea<B, Shift>;
/// Draws a line of text, whose size is in backend pixels, from its point on the baseline.
type DrawText<B> = fn(&Area<B>, (i32, i32), &Line, f64) -> Painted<B>;
type Painted<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

/// How a backend wants its coordinates and its text.
struct Canvas<B: DrawingBackend> {
    /// Backend pixels in a pixel of the scene.
    scale: f64,
    text: DrawText<B>,
}

impl<B: DrawingBackend> Canvas<B> {
    fn size(&self, scene: &Scene) -> (u32, u32) {
        let pixels = |length: f64| (length.ceil() * self.scale) as u32;
        (pixels(scene.width), pixels(scene.height))
    }

    fn paint(&self, scene: &Scene, backend: B) -> Painted<B> {
        let area = backend.into_drawing_area();
        area.fill(&rgb(Color::WHITE))?;
        for mark in &scene.marks {
            match mark {
                Mark::Line { points, stroke } => {
                    let width = (stroke.width * self.scale).round().max(1.0) as u32;
                    for piece in dashes(points, *stroke) {
                        let style = rgb(stroke.color).stroke_width(width);
                        area.draw(&PathElement::new(self.points(&piece), style))?;
                    }
                }
                Mark::Area { outline, color, opacity } => {
                    let style = rgb(*color).mix(*opacity).filled();
                    area.draw(&Polygon::new(self.points(outline), style))?;
                }
                Mark::Text(line) => {
                    (self.text)(&area, self.point(line.at), line, line.em * self.scale)?;
                }
            }
        }
        area.present()
    }

    fn point(&self, (x, y): Point) -> (i32, i32) {
        ((x * self.scale).round() as i32, (y * self.scale).round() as i32)
    }

    fn points(&self, points: &[Point]) -> Vec<(i32, i32)> {
        let mut points: Vec<_> = points.iter().map(|&point| self.point(point)).collect();
        points.dedup();
        points
    }
}

fn rgb(Color(r, g, b): Color) -> RGBColor {
    RGBColor(r, g, b)
}

/// Text that the reader's program draws.
fn svg_text<B: DrawingBackend>(area: &Area<B>, at: (i32, i32), line: &Line, em: f64) -> Painted<B> {
    // `plotters-svg` hangs text 0.76 em below its point, and divides sizes by 1.24.
    let rise = (0.76 * em).round() as i32;
    let (at, turn) = if line.upward {
        ((at.0 - rise, at.1), FontTransform::Rotate270)
    } else {
        ((at.0, at.1 - rise), FontTransform::None)
    };
    let side = match line.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let font = FontDesc::new(FontFamily::Name(SVG_FAMILY), em * 1.24, FontStyle::Normal);
    let style = font.transform(turn).color(&rgb(line.color)).pos(Pos::new(side, VPos::Top));
    area.draw(&Text::new(line.text.as_str(), at, style))
}

/// Text as pixels. The glyphs are placed here, because `plotters` leaves out the room that a glyph
/// has on its left, which shows as uneven spacing.
fn bitmap_text<B: DrawingBackend>(
    area: &Area<B>,
    (x, y): (i32, i32),
    line: &Line,
    em: f64,
) -> Painted<B> {
    let back = match line.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => font::width(&line.text, em) / 2.0,
        Anchor::End => font::width(&line.text, em),
    };
    let back = back.round() as i32;
    let mut painted = Ok(());
    font::pixels(&line.text, em, |right, down, coverage| {
        let along = right - back;
        let at = if line.upward { (x + down, y - along) } else { (x + along, y + down) };
        if painted.is_ok() {
            painted = area.draw_pixel(at, &rgb(line.color).mix(coverage));
        }
    });
    painted
}

/// The pieces of a dashed line; the line itself if it is solid.
fn dashes(points: &[Point], stroke: Stroke) -> Vec<Vec<Point>> {
    if stroke.dash.is_empty() {
        return vec![points.to_vec()];
    }
    let mut pieces = vec![vec![points[0]]];
    let mut phase = 0;
    let mut left = stroke.dash[0];
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            let drawn = phase % 2 == 0;
            if length <= left {
                left -= length;
                if drawn {
                    pieces.last_mut().expect("there is a first piece").push(to);
                }
                break;
            }
            let part = left / length;
            from = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            if drawn {
                pieces.last_mut().expect("there is a first piece").push(from);
            } else {
                pieces.push(vec![from]);
            }
            phase = (phase + 1) % stroke.dash.len();
            left = stroke.dash[phase];
        }
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_their_share_of_a_line() {
        let stroke = Stroke { color: Color::INK, width: 1.0, dash: &[6.0, 2.0] };
        let pieces = dashes(&[(0.0, 0.0), (30.0, 0.0), (30.0, 50.0)], stroke);
        assert_eq!(pieces.len(), 10);
        let length = |piece: &Vec<Point>| -> f64 {
            piece.windows(2).map(|p| (p[1].0 - p[0].0).hypot(p[1].1 - p[0].1)).sum()
        };
        assert!((pieces.iter().map(length).sum::<f64>() - 60.0).abs() < 1e-9);
    }

    #[test]
    fn svg_has_its_size_and_an_escaped_title() {
        let svg = svg(&Scene::new(30.0, 20.0), "a < b");
        assert!(svg.contains("width=\"30\" height=\"20\" viewBox=\"0 0 300 200\""));
        assert!(svg.contains("<title>a &lt; b</title>") && svg.trim_end().ends_with("</svg>"));
    }
}
