//! The tables that come with the crate: sizes, optima, and rows against the raw files.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use flate2::read::GzDecoder;
use orienteer_core::space::Size;
use orienteer_core::{Design, Direction, Environment, Objective, Value};
use orienteer_env_tabular::{Repeats, Tabular, TabularConfig, catalogue};
use std::io::Read;
use std::path::Path;

fn tabular(table: &str, repeats: Repeats) -> Tabular {
    TabularConfig { table: Some(table.into()), path: None, repeats }.build().unwrap()
}

fn design(env: &Tabular, values: &[(&str, Value)]) -> Design {
    env.space().design(values.iter().cloned()).unwrap()
}

/// Optima of the mean over repeats, found independently with a script over the raw files.
#[test]
fn sizes_and_optima_are_those_of_the_raw_files() {
    let tables = catalogue().unwrap();
    let expected = [
        ("nasbench201-cifar10", 15_625, 91.606_666_666_7),
        ("nasbench201-cifar100", 15_625, 73.493_333_333_3),
        ("hpobench-australian", 30_000, 0.944_669_6),
        ("hpobench-blood-transfusion", 30_000, 0.746_692_6),
        ("hpobench-car", 30_000, 1.0),
        ("hpobench-credit-g", 30_000, 0.885_274_2),
        ("hpobench-kc1", 30_000, 0.852_441_2),
        ("hpobench-phoneme", 30_000, 0.944_469_8),
        ("hpolib-slice-localization", 62_208, 1.915_99e-4),
    ];
    assert_eq!(tables.len(), expected.len());
    for (entry, (name, size, optimum)) in tables.iter().zip(expected) {
        assert_eq!(entry.name, name);
        assert_eq!(entry.designs, Size::Exact(size));
        let env = tabular(name, Repeats::Mean);
        assert_eq!(env.table().rows() as u128, size, "{name}");
        assert_eq!(env.space().raw_size(), Size::Exact(size), "{name}");
        let metric = &env.metrics()[0];
        let objective = match metric.direction {
            Direction::Minimize => Objective::minimize(&metric.name, env.metrics()),
            Direction::Maximize => Objective::maximize(&metric.name, env.metrics()),
        };
        let found = env.optimum(&objective.unwrap(), None).unwrap();
        assert!((found / optimum - 1.0).abs() < 1e-9, "{name}: {found}");
    }
}

/// The best cells, in the words of NAS-Bench-201:
/// `|conv3x3~0|+|conv3x3~0|conv3x3~1|+|skip~0|conv3x3~1|...~2|`.
#[test]
fn the_best_cells_are_where_the_raw_files_have_them() {
    for (table, last, best) in [
        ("nasbench201-cifar10", "nor_conv_1x1", 91.606_666_666_666_67),
        ("nasbench201-cifar100", "nor_conv_3x3", 73.493_333_333_333_33),
    ] {
        let env = tabular(table, Repeats::Mean);
        let convolution = Value::from("nor_conv_3x3");
        let cell = design(
            &env,
            &[
                ("op0", convolution.clone()),
                ("op1", convolution.clone()),
                ("op2", convolution.clone()),
                ("op3", "skip_connect".into()),
                ("op4", convolution),
                ("op5", last.into()),
            ],
        );
        assert!((env.noiseless(&cell).unwrap()[0] - best).abs() < 1e-9, "{table}");
    }
}

/// Every 97th row of each file, cell by cell.
#[test]
fn rows_are_those_of_the_raw_files() {
    for entry in catalogue().unwrap() {
        let env = tabular(entry.name, Repeats::Mean);
        let table = env.table();
        let path = Path::new(env!("CARGO_MANIFEST_DIR"));
        let file = path.join("data").join(format!("{}.csv.gz", entry.name));
        let mut text = String::new();
        GzDecoder::new(std::fs::File::open(file).unwrap()).read_to_string(&mut text).unwrap();
        for line in text.lines().skip(1).step_by(97) {
            let cells: Vec<&str> = line.split(',').collect();
            // The parameters are in the order of the digits, so that the key spells the genes.
            let genes = cells[0].chars().map(|digit| digit.to_digit(10).unwrap().into());
            let row = table.row(&Design::new(genes)).unwrap();
            let repeats = table.repeats() as usize;
            for repeat in 0..repeats {
                let cells = [&cells[1 + repeat..=1 + repeat], &cells[1 + repeats..]].concat();
                let raw: Option<Vec<f64>> = cells.iter().map(|cell| cell.parse().ok()).collect();
                let found = table.repeat(row, repeat as u32).map(|metrics| metrics.to_vec());
                assert_eq!(found, raw, "{}: {line}", entry.name);
            }
        }
    }
}

/// The first digit of a key is the first parameter, and digits count values from 0.
#[test]
fn digits_name_values() {
    let env = tabular("hpobench-australian", Repeats::Column(0));
    let first = design(
        &env,
        &[
            ("alpha", 1e-8.into()),
            ("batch_size", 4.into()),
            ("depth", 1.into()),
            ("learning_rate", 1e-5.into()),
            ("width", 25.into()),
        ],
    );
    assert_eq!(
        env.noiseless(&first).unwrap().as_slice(),
        [0.852_901, 17.0942, 0.835_19, 0.833_405]
    );
    let env = tabular("hpolib-slice-localization", Repeats::Column(3));
    let second = env.space().unrank(1).unwrap();
    assert_eq!(env.space().assignment(&second)[8], ("units_2", 32.into()));
    assert_eq!(env.noiseless(&second).unwrap().as_slice(), [0.002_117_41, 570.013, 6673.0]);
}

#[test]
fn a_blank_repeat_is_not_measured() {
    let env = tabular("nasbench201-cifar10", Repeats::Mean);
    let table = env.table();
    let blank = (0..table.rows()).filter(|row| table.repeat(*row, 2).is_none());
    assert_eq!(blank.clone().count(), 7_456);
    for row in blank.take(100) {
        let measured: Vec<_> = table.measured(row).collect();
        assert_eq!(measured.len(), 2);
        let mean = f64::midpoint(measured[0][0], measured[1][0]);
        assert!((table.mean(row)[0] - mean).abs() < 1e-12);
    }
}
