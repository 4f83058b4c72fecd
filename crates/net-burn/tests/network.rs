//! The published sizes, and the training loop on a tiny network.

use burn::module::Module as _;
use orienteer_env_cube::{Puzzle2, PuzzleConfig, TurnMetric};
use orienteer_learned::{Checkpoint, Network, Settings, Trainer};
use orienteer_net::Sparse;
use orienteer_net_burn::{Architecture, BurnNetwork, Cpu};

/// As counted in the published network: 14.66 million parameters for one output, 14.67 for 12, 14.82
/// for 156 and 16.55 for 1884.
#[test]
fn the_full_network_has_the_published_number_of_parameters() {
    let sizes = [(1, 14_663_001), (12, 14_674_012), (156, 14_818_156), (1884, 16_547_884)];
    for (outputs, parameters) in sizes {
        assert_eq!(Architecture::new(324, outputs).parameters(), parameters);
    }
    let published = sizes.map(|(_, n)| format!("{:.2}", n as f64 / 1e6));
    assert_eq!(published, ["14.66", "14.67", "14.82", "16.55"]);
    // What is built has that number, and the running mean and variance of each normalised unit.
    let full = Architecture::new(324, 12);
    let model = full.init::<Cpu>(&Default::default());
    let running = 2 * (5000 + 1000 + 4 * 2 * 1000);
    assert_eq!(model.num_params(), full.parameters() + running);
}

fn tiny() -> BurnNetwork<Cpu> {
    let architecture = Architecture::new(144, 1).with_first(32).with_units(16).with_blocks(1);
    BurnNetwork::new(architecture, 1)
}

#[test]
fn it_learns_in_the_same_loop_and_goes_on_from_a_checkpoint() {
    let metric = TurnMetric::QuarterTurn;
    let config = PuzzleConfig { size: 2, metric, ..PuzzleConfig::default() };
    let puzzle = Puzzle2::new(config).unwrap();
    let settings = Settings { batch: 64, depth: 2, rate: 1e-2, ..Settings::default() };
    let mut trainer = Trainer::new(&puzzle, "cube2", settings, tiny(), 1).unwrap();
    let first = trainer.step().unwrap().loss;
    let losses: Vec<f64> = (0..40).map(|_| trainer.step().unwrap().loss).collect();
    let last = losses[30..].iter().sum::<f64>() / 10.0;
    assert!(last < 0.5 * first, "{first} to {last}");

    let bytes = trainer.to_bytes().unwrap();
    let again = Checkpoint::<BurnNetwork<Cpu>>::from_bytes(&bytes).unwrap();
    let mut again = again.resume(&puzzle, "cube2").unwrap();
    for _ in 0..3 {
        let (a, b) = (trainer.step().unwrap().loss, again.step().unwrap().loss);
        assert!((a - b).abs() < 1e-4 * a.abs().max(1e-3), "{a} and {b}");
    }
}

#[test]
fn a_row_does_not_depend_on_its_batch() {
    let network = tiny();
    let mut rows = Sparse::new(144);
    for i in 0..5 {
        let row: Vec<f32> = (0..144).map(|j| f32::from(u8::from(j % (i + 2) == 0))).collect();
        rows.push(&row);
    }
    let (mut all, mut one) = (Vec::new(), Vec::new());
    network.forward(rows.rows(), &mut all);
    for (i, value) in all.iter().enumerate() {
        network.forward(rows.part(i, i + 1), &mut one);
        assert!((one[0] - value).abs() < 1e-5, "{i}: {} and {value}", one[0]);
    }
}

#[test]
fn bytes_of_something_else_are_refused() {
    assert!(BurnNetwork::<Cpu>::from_bytes(b"nothing").is_err());
    let mut bytes = tiny().to_bytes().unwrap();
    bytes.truncate(bytes.len() / 2);
    assert!(BurnNetwork::<Cpu>::from_bytes(&bytes).is_err());
}
