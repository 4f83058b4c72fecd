//! Published spaces, described in all three ways, have their published sizes.

// The types are only described and counted, never read.
#![allow(dead_code)]

use orienteer_core::Space;
use orienteer_core::space::{DesignSpace, Size, SpaceSpec};

/// All three descriptions are the same space, and it has `size` designs, counted and enumerated.
fn assert_size<T: DesignSpace>(built: &SpaceSpec, toml: &str, size: u128) {
    assert_eq!(T::spec(), *built);
    assert_eq!(toml::from_str::<SpaceSpec>(toml).as_ref(), Ok(built));
    assert_eq!(built.size(), Size::Exact(size));
    assert_eq!(built.designs().map(|designs| designs.count() as u128), Some(size));
}

#[derive(Space)]
enum Operation {
    #[param(rename = "none")]
    None,
    #[param(rename = "skip_connect")]
    Skip,
    #[param(rename = "nor_conv_1x1")]
    Conv1,
    #[param(rename = "nor_conv_3x3")]
    Conv3,
    #[param(rename = "avg_pool_3x3")]
    Pool,
}

#[derive(Space)]
struct Cell {
    #[param(rename = "Op0")]
    op0: Operation,
    #[param(rename = "Op1")]
    op1: Operation,
    #[param(rename = "Op2")]
    op2: Operation,
    #[param(rename = "Op3")]
    op3: Operation,
    #[param(rename = "Op4")]
    op4: Operation,
    #[param(rename = "Op5")]
    op5: Operation,
}

/// NAS-Bench-201 (Dong and Yang 2020): one of five operations on each of six edges.
#[test]
fn nas_bench_201_has_15625_cells() {
    let operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];
    let edges = (0..6).map(|edge| format!("Op{edge}"));
    let built = edges
        .clone()
        .fold(SpaceSpec::builder(), |builder, edge| builder.categorical(edge, operations))
        .build()
        .unwrap();
    let lines = edges.map(|edge| format!("{edge} = {{ choice = {operations:?} }}\n"));
    let toml = format!("[parameters]\n{}", lines.collect::<String>());
    assert_size::<Cell>(&built, &toml, 15_625);
}

#[derive(Space)]
struct Perceptron {
    #[param(values = [1e-8, 7.742_637e-8, 5.994_842e-7, 4.641_589e-6, 3.593_813_7e-5, 2.782_559_3e-4, 2.154_434_8e-3, 1.668_100_6e-2, 0.129_154_97, 1.0])]
    alpha: f64,
    #[param(values = [4, 6, 10, 16, 25, 40, 64, 101, 161, 256])]
    batch_size: u32,
    #[param(values = [1, 2, 3])]
    depth: u32,
    #[param(values = [1e-5, 3.593_813_7e-5, 1.291_549_7e-4, 4.641_589e-4, 1.668_100_6e-3, 5.994_842_4e-3, 2.154_434_7e-2, 7.742_637e-2, 0.278_255_94, 1.0])]
    learning_rate_init: f64,
    #[param(values = [16, 25, 40, 64, 101, 161, 256, 406, 645, 1024])]
    width: u32,
}

/// The tabular multilayer perceptron of `HPOBench` (Eggensperger et al. 2021).
#[test]
fn hpobench_has_30000_configurations() {
    let alpha = [
        1e-8,
        7.742_637e-8,
        5.994_842e-7,
        4.641_589e-6,
        3.593_813_7e-5,
        2.782_559_3e-4,
        2.154_434_8e-3,
        1.668_100_6e-2,
        0.129_154_97,
        1.0,
    ];
    let rate = [
        1e-5,
        3.593_813_7e-5,
        1.291_549_7e-4,
        4.641_589e-4,
        1.668_100_6e-3,
        5.994_842_4e-3,
        2.154_434_7e-2,
        7.742_637e-2,
        0.278_255_94,
        1.0,
    ];
    let built = SpaceSpec::builder()
        .ordinal("alpha", alpha)
        .ordinal("batch_size", [4, 6, 10, 16, 25, 40, 64, 101, 161, 256])
        .ordinal("depth", [1, 2, 3])
        .ordinal("learning_rate_init", rate)
        .ordinal("width", [16, 25, 40, 64, 101, 161, 256, 406, 645, 1024])
        .build()
        .unwrap();
    let toml = "
        [parameters]
        alpha = { ordinal = [1e-08, 7.742637e-08, 5.994842e-07, 4.641589e-06, 3.5938137e-05, 0.00027825593, 0.0021544348, 0.016681006, 0.12915497, 1.0] }
        batch_size = { ordinal = [4, 6, 10, 16, 25, 40, 64, 101, 161, 256] }
        depth = { ordinal = [1, 2, 3] }
        learning_rate_init = { ordinal = [1e-05, 3.5938137e-05, 0.00012915497, 0.0004641589, 0.0016681006, 0.0059948424, 0.021544347, 0.07742637, 0.27825594, 1.0] }
        width = { ordinal = [16, 25, 40, 64, 101, 161, 256, 406, 645, 1024] }";
    assert_size::<Perceptron>(&built, toml, 30_000);
}

#[derive(Space)]
#[space(rename_all = "lowercase")]
enum Activation {
    Relu,
    Tanh,
}

#[derive(Space)]
#[space(rename_all = "lowercase")]
enum Schedule {
    Cosine,
    Const,
}

#[derive(Space)]
struct FullyConnected {
    activation_fn_1: Activation,
    activation_fn_2: Activation,
    #[param(values = [8, 16, 32, 64])]
    batch_size: u32,
    #[param(values = [0.0, 0.3, 0.6])]
    dropout_1: f64,
    #[param(values = [0.0, 0.3, 0.6])]
    dropout_2: f64,
    #[param(values = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1])]
    init_lr: f64,
    lr_schedule: Schedule,
    #[param(values = [16, 32, 64, 128, 256, 512])]
    n_units_1: u32,
    #[param(values = [16, 32, 64, 128, 256, 512])]
    n_units_2: u32,
}

/// `FCNet` of `HPOLib` (Klein and Hutter 2019).
#[test]
fn fcnet_has_62208_configurations() {
    let units = [16, 32, 64, 128, 256, 512];
    let built = SpaceSpec::builder()
        .categorical("activation_fn_1", ["relu", "tanh"])
        .categorical("activation_fn_2", ["relu", "tanh"])
        .ordinal("batch_size", [8, 16, 32, 64])
        .ordinal("dropout_1", [0.0, 0.3, 0.6])
        .ordinal("dropout_2", [0.0, 0.3, 0.6])
        .ordinal("init_lr", [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1])
        .categorical("lr_schedule", ["cosine", "const"])
        .ordinal("n_units_1", units)
        .ordinal("n_units_2", units)
        .build()
        .unwrap();
    let toml = r#"
        [parameters]
        activation_fn_1 = { choice = ["relu", "tanh"] }
        activation_fn_2 = { choice = ["relu", "tanh"] }
        batch_size = { ordinal = [8, 16, 32, 64] }
        dropout_1 = { ordinal = [0.0, 0.3, 0.6] }
        dropout_2 = { ordinal = [0.0, 0.3, 0.6] }
        init_lr = { ordinal = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1] }
        lr_schedule = { choice = ["cosine", "const"] }
        n_units_1 = { ordinal = [16, 32, 64, 128, 256, 512] }
        n_units_2 = { ordinal = [16, 32, 64, 128, 256, 512] }"#;
    assert_size::<FullyConnected>(&built, toml, 62_208);
}

/// The rows of one arm of the BOOM space, by component.
macro_rules! rows {
    ($name:ident: $isu:tt $ifu:tt $rob:tt $prf:tt $lsu:tt $icache:tt $dcache:tt) => {
        #[derive(Space)]
        struct $name {
            #[param(rename = "ISU", values = $isu)]
            isu: u32,
            #[param(rename = "IFU", values = $ifu)]
            ifu: u32,
            #[param(rename = "ROB", values = $rob)]
            rob: u32,
            #[param(rename = "PRF", values = $prf)]
            prf: u32,
            #[param(rename = "LSU", values = $lsu)]
            lsu: u32,
            #[param(rename = "I-Cache/MMU", values = $icache)]
            icache: u32,
            #[param(rename = "D-Cache/MMU", values = $dcache)]
            dcache: u32,
        }
    };
}

rows!(One: [1, 2, 3] [1, 2, 3] [1, 2, 3, 4] [1, 2, 3] [1, 2, 3] [1, 2, 3, 4] [1, 2, 3, 4]);
rows!(Two: [4, 5, 6] [4, 5, 6] [5, 6, 7] [4, 5, 6] [4, 5, 6] [1, 2, 3, 4] [1, 2, 3, 4]);
rows!(Three: [7, 8, 9] [7, 8, 9] [8, 9, 10] [7, 8, 9] [7, 8, 9] [5, 6, 7] [5, 6, 7]);
rows!(Four: [10, 11, 12] [10, 11, 12] [11, 12, 13] [10, 11, 12] [10, 11, 12] [5, 6, 7] [8, 9, 10]);
rows!(Five: [13, 14, 15] [12, 13, 14] [14, 15, 16] [11, 12, 13] [10, 11, 12] [5, 6, 7] [8, 9, 10]);

#[derive(Space)]
enum Boom {
    #[param(rename = "sub-design-1")]
    One(One),
    #[param(rename = "sub-design-2")]
    Two(Two),
    #[param(rename = "sub-design-3")]
    Three(Three),
    #[param(rename = "sub-design-4")]
    Four(Four),
    #[param(rename = "sub-design-5")]
    Five(Five),
}

/// The RISC-V BOOM cores of the ICCAD 2022 contest: five sub-designs with rows of their own.
#[test]
fn boom_has_15633_cores() {
    let components = ["ISU", "IFU", "ROB", "PRF", "LSU", "I-Cache/MMU", "D-Cache/MMU"];
    let rows: [[&[i64]; 7]; 5] = [
        [
            &[1, 2, 3],
            &[1, 2, 3],
            &[1, 2, 3, 4],
            &[1, 2, 3],
            &[1, 2, 3],
            &[1, 2, 3, 4],
            &[1, 2, 3, 4],
        ],
        [&[4, 5, 6], &[4, 5, 6], &[5, 6, 7], &[4, 5, 6], &[4, 5, 6], &[1, 2, 3, 4], &[1, 2, 3, 4]],
        [&[7, 8, 9], &[7, 8, 9], &[8, 9, 10], &[7, 8, 9], &[7, 8, 9], &[5, 6, 7], &[5, 6, 7]],
        [
            &[10, 11, 12],
            &[10, 11, 12],
            &[11, 12, 13],
            &[10, 11, 12],
            &[10, 11, 12],
            &[5, 6, 7],
            &[8, 9, 10],
        ],
        [
            &[13, 14, 15],
            &[12, 13, 14],
            &[14, 15, 16],
            &[11, 12, 13],
            &[10, 11, 12],
            &[5, 6, 7],
            &[8, 9, 10],
        ],
    ];
    let built = SpaceSpec::builder()
        .choice("boom", |choice| {
            (1..).zip(rows).fold(choice, |choice, (number, rows)| {
                choice.arm(format!("sub-design-{number}"), |fields| {
                    components.iter().zip(rows).fold(fields, |fields, (name, rows)| {
                        fields.ordinal(*name, rows.iter().copied())
                    })
                })
            })
        })
        .build()
        .unwrap();
    let tables = (1..).zip(rows).map(|(number, rows)| {
        let lines = components.iter().zip(rows);
        let lines = lines.map(|(name, rows)| format!("{name:?} = {{ ordinal = {rows:?} }}\n"));
        format!("[parameters.boom.choice.sub-design-{number}]\n{}", lines.collect::<String>())
    });
    let toml: String = tables.collect();
    assert_size::<Boom>(&built, &toml, 15_633);
    // 5,184 + 3,888 + 3 times 2,187, and one column for each component in a table of designs.
    assert_eq!(built.paths().len(), 8);
    assert_eq!(built.decisions().len(), 1 + 5 * 7);
}

#[test]
fn sizes_without_an_end_say_so() {
    let wide = (0..200).fold(SpaceSpec::builder(), |b, at| b.integer(format!("p{at}"), 1..=10));
    assert_eq!(wide.build().unwrap().size(), Size::Beyond { log10: 200.0 });
    let real = SpaceSpec::builder().flag("on").real("rate", 0.0..=1.0).build().unwrap();
    assert_eq!(real.size(), Size::Continuous);
    assert!(real.designs().is_none());
    assert_eq!(Size::Exact(15_625).to_string(), "15625 designs");
}
