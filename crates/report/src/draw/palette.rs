//! One colour, marker and line style for each agent, in every figure.

/// A colour, as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Color(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Color {
    pub(crate) const BLACK: Self = Self(0, 0, 0);
    pub(crate) const WHITE: Self = Self(255, 255, 255);
    /// Text.
    pub(crate) const INK: Self = Self(34, 34, 34);
    /// Secondary text, ticks and frames.
    pub(crate) const GREY: Self = Self(110, 110, 110);
    /// Grid lines.
    pub(crate) const GRID: Self = Self(228, 228, 228);
    /// Nothing to show here.
    pub(crate) const VOID: Self = Self(226, 226, 226);

    /// The colour as CSS writes it.
    pub(crate) fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// The colour between two others, at 0..=1 from this to that.
    pub(crate) fn mix(self, other: Self, at: f64) -> Self {
        let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * at).round();
        Self(
            channel(self.0, other.0) as u8,
            channel(self.1, other.1) as u8,
            channel(self.2, other.2) as u8,
        )
    }

    /// Whether white text reads better on it than black.
    pub(crate) fn is_dark(self) -> bool {
        // Luma, ITU-R BT.601.
        let luma =
            0.299 * f64::from(self.0) + 0.587 * f64::from(self.1) + 0.114 * f64::from(self.2);
        luma < 140.0
    }
}

/// The shape that marks an agent's points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    Circle,
    Square,
    Up,
    Diamond,
    Down,
    Plus,
    Cross,
    Pentagon,
    Left,
    Star,
    Right,
}

impl Marker {
    /// The outline around the origin, as an area close to that of a circle of radius 1.
    pub(super) fn outline(self) -> Vec<(f64, f64)> {
        match self {
            Self::Circle => regular(24, 0.0, 1.0),
            Self::Square => regular(4, 45.0, 1.25),
            Self::Diamond => regular(4, 0.0, 1.3),
            Self::Up => regular(3, -90.0, 1.4),
            Self::Down => regular(3, 90.0, 1.4),
            Self::Left => regular(3, 180.0, 1.4),
            Self::Right => regular(3, 0.0, 1.4),
            Self::Pentagon => regular(5, -90.0, 1.15),
            Self::Star => star(),
            Self::Plus => plus(0.0),
            Self::Cross => plus(45.0),
        }
    }
}

fn at(degrees: f64, radius: f64) -> (f64, f64) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    (radius * cos, radius * sin)
}

fn regular(corners: u32, start: f64, radius: f64) -> Vec<(f64, f64)> {
    (0..corners).map(|i| at(start + 360.0 * f64::from(i) / f64::from(corners), radius)).collect()
}

fn star() -> Vec<(f64, f64)> {
    (0..10).map(|i| at(-90.0 + 36.0 * f64::from(i), if i % 2 == 0 { 1.5 } else { 0.62 })).collect()
}

fn plus(turn: f64) -> Vec<(f64, f64)> {
    let (long, thick) = (1.3, 0.42);
    let corners = [(long, thick), (thick, thick), (thick, long), (-thick, long)];
    let rest = [(-thick, thick), (-long, thick), (-long, -thick), (-thick, -thick)];
    let last = [(-thick, -long), (thick, -long), (thick, -thick), (long, -thick)];
    let (sin, cos) = f64::to_radians(turn).sin_cos();
    let rotate = |(x, y): (f64, f64)| (x * cos - y * sin, x * sin + y * cos);
    corners.into_iter().chain(rest).chain(last).map(rotate).collect()
}

/// How an agent looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub(crate) color: Color,
    pub(crate) marker: Marker,
    /// Lengths of dash and gap in pixels, alternating; empty for a solid line.
    pub(crate) dash: &'static [f64],
}

/// Okabe and Ito 2008 without its yellow (too light on white), then colours of Paul Tol's "muted"
/// scheme: distinct under the common kinds of colour blindness. The rest are chosen far from those
/// and from white in CIELAB, for comparisons of many.
const COLORS: [Color; 18] = [
    Color(0, 114, 178),
    Color(213, 94, 0),
    Color(0, 158, 115),
    Color(204, 121, 167),
    Color(86, 180, 233),
    Color(230, 159, 0),
    Color(0, 0, 0),
    Color(136, 34, 85),
    Color(153, 153, 51),
    Color(51, 34, 136),
    Color(128, 128, 128),
    Color(224, 0, 208),
    Color(60, 200, 40),
    Color(40, 60, 255),
    Color(230, 20, 80),
    Color(100, 55, 10),
    Color(180, 120, 240),
    Color(20, 70, 10),
];

const MARKERS: [Marker; 11] = [
    Marker::Circle,
    Marker::Square,
    Marker::Up,
    Marker::Diamond,
    Marker::Down,
    Marker::Plus,
    Marker::Cross,
    Marker::Pentagon,
    Marker::Left,
    Marker::Star,
    Marker::Right,
];

const DASHES: [&[f64]; 4] = [&[], &[7.0, 3.0], &[2.0, 2.5], &[7.0, 2.5, 2.0, 2.5]];

/// The style of the agent with this index. The counts of colours and markers have no common
/// factor, so 198 agents look different.
pub(crate) fn style(agent: usize) -> Style {
    Style {
        color: COLORS[agent % COLORS.len()],
        marker: MARKERS[agent % MARKERS.len()],
        // Agents of one colour have different dashes.
        dash: DASHES[(agent + agent / COLORS.len()) % DASHES.len()],
    }
}

/// The colour of a normalised score: orange below 0, nearly white at 0, blue towards 1.
pub(crate) fn score_color(score: f64) -> Color {
    const BEST: Color = Color(0, 90, 150);
    const WORST: Color = Color(200, 90, 10);
    const ZERO: Color = Color(246, 246, 246);
    let end = if score < 0.0 { WORST } else { BEST };
    ZERO.mix(end, score.abs().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_agents_all_look_different() {
        let looks: Vec<_> = (0..198).map(style).map(|s| (s.color, s.marker)).collect();
        for (i, look) in looks.iter().enumerate() {
            assert!(!looks[..i].contains(look));
        }
        // The first ones can be told by their colour alone.
        let distance = |a: Color, b: Color| {
            [(a.0, b.0), (a.1, b.1), (a.2, b.2)].map(|(a, b)| f64::from(a.abs_diff(b)).powi(2))
        };
        for (i, a) in COLORS.iter().enumerate() {
            for b in COLORS[..i].iter().chain([&Color::WHITE]) {
                assert!(distance(*a, *b).iter().sum::<f64>().sqrt() > 50.0, "{a:?} {b:?}");
            }
        }
    }
}
