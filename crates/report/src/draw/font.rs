//! The bundled font, and how wide its text is.
//!
//! Liberation Sans has the metrics of Arial and Helvetica, which browsers use for the families
//! that the SVG names: what is measured here fits there too.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};

static FONT: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    let bytes = include_bytes!("../../assets/LiberationSans-Regular.ttf");
    FontRef::try_from_slice(bytes).expect("the bundled font is sound")
});

/// The family names in SVG: all have the metrics of the bundled font.
pub(super) const SVG_FAMILY: &str = "Helvetica, Arial, Liberation Sans, Arimo, sans-serif";

/// The height of capitals and digits in em.
pub(super) const CAP_HEIGHT: f64 = 1409.0 / 2048.0;

/// The font's own measure of size, its line height, for a size in pixels per em.
fn scale(em: f64) -> PxScale {
    let units = FONT.units_per_em().expect("a TrueType font has an em");
    PxScale::from(em as f32 * FONT.height_unscaled() / units)
}

/// The width of one line of text at a size in pixels per em.
pub(crate) fn width(text: &str, em: f64) -> f64 {
    f64::from(layout(text, em, |_| ()))
}

/// The pixels of one line of text, as (right of its start, below its baseline, coverage).
pub(super) fn pixels(text: &str, em: f64, mut draw: impl FnMut(i32, i32, f64)) {
    layout(text, em, |glyph| {
        if let Some(outline) = FONT.outline_glyph(glyph) {
            let corner = outline.px_bounds().min;
            outline.draw(|x, y, coverage| {
                let at = (corner.x as i32 + x as i32, corner.y as i32 + y as i32);
                draw(at.0, at.1, f64::from(coverage.clamp(0.0, 1.0)));
            });
        }
    });
}

/// Places the glyphs of a line with kerning, and gives back its width.
fn layout(text: &str, em: f64, mut place: impl FnMut(ab_glyph::Glyph)) -> f32 {
    let scale = scale(em);
    let font = FONT.as_scaled(scale);
    let mut pen = 0.0;
    let mut last = None;
    for c in text.chars() {
        let id = font.glyph_id(c);
        pen += last.map_or(0.0, |last| font.kern(last, id));
        place(id.with_scale_and_position(scale, point(pen, 0.0)));
        pen += font.h_advance(id);
        last = Some(id);
    }
    pen
}

/// The text, cut in its middle to a width: names that differ often differ at their ends.
pub(crate) fn fit(text: &str, em: f64, available: f64) -> String {
    if width(text, em) <= available {
        return text.into();
    }
    let chars: Vec<char> = text.chars().collect();
    let cut = |keep: usize| -> String {
        let (head, tail) = (keep.div_ceil(2), keep / 2);
        chars[..head].iter().chain(&['…']).chain(&chars[chars.len() - tail..]).collect()
    };
    let kept = (1..chars.len()).rev().map(cut).find(|cut| width(cut, em) <= available);
    kept.unwrap_or_else(|| "…".into())
}

/// Names, each cut to a width so that no two that differ become one: where cuts in the middle are
/// equal, what the names have in common at their ends is cut away in place of it.
pub(crate) fn fit_apart(names: &[&str], em: f64, available: f64) -> Vec<String> {
    let cut: Vec<String> = names.iter().map(|name| fit(name, em, available)).collect();
    let apart = |(i, name): (usize, &&str)| {
        let alike = (0..names.len()).filter(|&j| cut[j] == cut[i]).map(|j| names[j]);
        let alike: Vec<Vec<char>> = alike.map(|name| name.chars().collect()).collect();
        let chars: Vec<char> = name.chars().collect();
        let shortest = alike.iter().map(Vec::len).min().unwrap_or(0);
        let same = |at: fn(&[char], usize) -> char, most: usize| {
            let is_same = |k: &usize| alike.iter().all(|other| at(other, *k) == at(&chars, *k));
            (0..most).take_while(is_same).count()
        };
        let head = same(|name, k| name[k], shortest);
        let tail = same(|name, k| name[name.len() - 1 - k], shortest - head);
        if alike.len() < 2 || head + tail == chars.len() {
            return cut[i].clone();
        }
        let part: String = chars[head..chars.len() - tail].iter().collect();
        let ends = if tail > 0 { ["…", "…"] } else { ["…", ""] };
        fit(&[ends[0], &part, ends[1]].concat(), em, available)
    };
    names.iter().enumerate().map(apart).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_that_of_arial() {
        // Arial: digits are 1139 of 2048 units wide.
        assert!((width("0000", 10.0) - 4.0 * 11.39 / 2.048).abs() < 0.1);
        assert_eq!(width("", 10.0), 0.0);
    }

    #[test]
    fn a_long_name_is_cut_in_the_middle() {
        let name = "a-very-long-agent-name-with-a-suffix";
        let cut = fit(name, 12.0, 100.0);
        assert!(cut.starts_with("a-very") && cut.ends_with("suffix") && cut.contains('…'));
        assert!(width(&cut, 12.0) <= 100.0);
        assert_eq!(fit("short", 12.0, 100.0), "short");
        assert_eq!(fit("anything", 12.0, 1.0), "…");
    }

    #[test]
    fn names_that_differ_in_the_middle_stay_apart() {
        let [a, b] = [
            "a-star-with-weight-2-and-pattern-databases",
            "a-star-with-weight-3-and-pattern-databases",
        ];
        assert_eq!(fit(a, 12.0, 100.0), fit(b, 12.0, 100.0));
        assert_eq!(fit_apart(&[a, b, "beam"], 12.0, 100.0), ["…2…", "…3…", "beam"]);
        assert_eq!(fit_apart(&[a, a], 12.0, 100.0), [fit(a, 12.0, 100.0), fit(a, 12.0, 100.0)]);
    }
}
