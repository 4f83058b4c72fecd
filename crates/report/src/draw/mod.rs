//! What every figure is drawn with: a page of marks, its axes and legend, and its two renderings.
//!
//! A figure is first a [`Scene`]: plain marks at fractional pixels, laid out with measured text,
//! so that a test can ask whether labels overlap. The scene is then painted by `plotters` into
//! SVG and PNG alike. No type of `plotters` leaves this module.

mod axis;
mod font;
mod legend;
mod palette;
mod panel;
mod render;
mod rows;
mod scene;

pub(crate) use axis::{Axis, TICK_EM, Tick};
pub(crate) use font::{fit, width};
pub(crate) use legend::{legend, legend_height};
pub(crate) use palette::{Color, Marker, Style, score_color, style};
pub(crate) use panel::{Frame, Grid};
pub(crate) use render::{png, svg};
pub(crate) use rows::Rows;
pub(crate) use scene::{Anchor, Point, Scene, Stroke, Text};
