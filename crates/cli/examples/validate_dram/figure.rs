//! Scatter plots: ours against the reference.

use crate::reference::{File, Row};
use anyhow::{Result, anyhow};
use plotters::coord::ranged1d::ValueFormatter;
use plotters::prelude::*;
use std::path::Path;

/// The colours of the workloads: Okabe and Ito's, which colour-blind readers can tell apart.
const COLOURS: [RGBColor; 8] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(213, 94, 0),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(120, 94, 240),
    RGBColor(90, 90, 90),
];

/// A quantity of a row: reference, ours.
type Pick = fn(&Row) -> (f64, f64);

/// Time, energy and power of all rows of a file, on logarithmic axes.
pub(crate) fn scatter(file: &File, path: &Path) -> Result<()> {
    let font = include_bytes!("../../../report/assets/LiberationSans-Regular.ttf");
    plotters::style::register_font("sans-serif", FontStyle::Normal, font)
        .map_err(|_| anyhow!("the font is not readable"))?;
    draw(file, path).map_err(|error| anyhow!("{error}"))
}

fn draw(file: &File, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let area = BitMapBackend::new(path, (1500, 560)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut traces: Vec<&str> = file.rows.iter().map(|row| row.trace.as_str()).collect();
    traces.sort_unstable();
    traces.dedup();
    let panels: [(&str, f64, Pick); 3] = [
        ("total time [µs]", 1e-3, |row| row.time),
        ("total energy [µJ]", 1e-6, |row| row.energy),
        ("average power [mW]", 1.0, |row| row.power),
    ];
    let parts = area.split_evenly((1, 3));
    for (part, (name, scale, of)) in parts.iter().zip(panels) {
        let values = || file.rows.iter().map(of).flat_map(|pair| [pair.0 * scale, pair.1 * scale]);
        let low = values().fold(f64::INFINITY, f64::min) * 0.85;
        let high = values().fold(0.0, f64::max) * 1.2;
        let builder = |part| {
            let mut builder = ChartBuilder::on(part);
            builder.margin(18).caption(name, ("sans-serif", 24));
            builder.x_label_area_size(54).y_label_area_size(86);
            builder
        };
        // On a logarithmic axis of less than a decade there would be no labels.
        if high / low > 20.0 {
            let axis = || (low..high).log_scale();
            let chart = builder(part).build_cartesian_2d(axis(), axis())?;
            fill(chart, (low, high), scale, &traces, file, of)?;
        } else {
            let chart = builder(part).build_cartesian_2d(low..high, low..high)?;
            fill(chart, (low, high), scale, &traces, file, of)?;
        }
    }
    area.present()?;
    Ok(())
}

/// Draws the points and the line on which they should lie.
fn fill<'a, C>(
    mut chart: ChartContext<'a, BitMapBackend<'a>, Cartesian2d<C, C>>,
    (low, high): (f64, f64),
    scale: f64,
    traces: &[&str],
    file: &File,
    of: Pick,
) -> Result<(), Box<dyn std::error::Error>>
where
    C: Ranged<ValueType = f64> + ValueFormatter<f64> + 'static,
{
    let label = |value: &f64| short(*value);
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .x_desc("DRAMSys")
        .y_desc("Orienteer")
        .x_label_formatter(&label)
        .y_label_formatter(&label)
        .x_labels(6)
        .y_labels(6)
        .label_style(("sans-serif", 17))
        .axis_desc_style(("sans-serif", 20))
        .draw()?;
    chart.draw_series([PathElement::new(vec![(low, low), (high, high)], BLACK.mix(0.4))])?;
    for (i, trace) in traces.iter().enumerate() {
        let colour = COLOURS[i % COLOURS.len()];
        let rows = file.rows.iter().filter(|row| row.trace == *trace);
        let points = rows.map(|row| {
            let (reference, ours) = of(row);
            Circle::new((reference * scale, ours * scale), 3, colour.mix(0.6).filled())
        });
        let name = trace.trim_end_matches(".stl");
        chart
            .draw_series(points)?
            .label(name)
            .legend(move |(x, y)| Circle::new((x + 9, y), 4, colour.filled()));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.2))
        .label_font(("sans-serif", 16))
        .draw()?;
    Ok(())
}

fn short(value: f64) -> String {
    let digits = usize::from(value < 10.0);
    format!("{value:.digits$}")
}
