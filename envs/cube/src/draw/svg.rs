//! The net as SVG.

use super::facelet;
use std::fmt::Write;

/// The side of a facelet, the space around a net, and the height of a caption, in pixels.
const FACELET: usize = 16;
const MARGIN: usize = 10;
const CAPTION: usize = 18;
/// Nets in a row.
const A_ROW: usize = 6;

fn fill(colour: u8) -> &'static str {
    match colour {
        b'U' => "#ffffff",
        b'R' => "#c41e3a",
        b'F' => "#009b48",
        b'D' => "#ffd500",
        b'L' => "#ff5800",
        _ => "#0046ad",
    }
}

/// One image of nets, each with a caption (a name of a turn, or nothing) above it.
pub(crate) fn svg(frames: &[(String, String)], size: usize) -> String {
    let caption = if frames.iter().all(|(name, _)| name.is_empty()) { 0 } else { CAPTION };
    let frame = [4, 3].map(|faces| faces * size * FACELET + MARGIN);
    let columns = frames.len().clamp(1, A_ROW);
    let width = columns * frame[0] + MARGIN;
    let height = frames.len().div_ceil(columns) * (frame[1] + caption) + MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    );
    for (i, (name, facelets)) in frames.iter().enumerate() {
        let x = MARGIN + i % columns * frame[0];
        let y = MARGIN + i / columns * (frame[1] + caption);
        let below = caption.saturating_sub(5);
        // Writing to a string cannot fail.
        let _ = writeln!(svg, "<g transform=\"translate({x} {y})\">");
        if !name.is_empty() {
            let _ = writeln!(
                svg,
                "<text y=\"{below}\" font-family=\"sans-serif\" font-size=\"14\">{name}</text>"
            );
        }
        net(&mut svg, facelets.as_bytes(), size, caption);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn net(svg: &mut String, facelets: &[u8], size: usize, top: usize) {
    for (column, row) in (0..3 * size).flat_map(|row| (0..4 * size).map(move |c| (c, row))) {
        let Some(colour) = facelet(size, column, row).and_then(|i| facelets.get(i)) else {
            continue;
        };
        let (x, y, fill) = (column * FACELET, top + row * FACELET, fill(*colour));
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{FACELET}\" height=\"{FACELET}\" fill=\"{fill}\" \
             stroke=\"#222222\"/>"
        );
    }
}
