//! Training repeats to the bit, is resumed to the bit, and learns distances.

use orienteer_agents_planning::{BatchedAStar, QStar, batched_a_star, q_star};
use orienteer_core::path::{Heuristic, Limits, Puzzle, QFunction, Task};
use orienteer_core::rng::rng;
use orienteer_env_cube::{Puzzle2, PuzzleConfig, TurnMetric};
use orienteer_env_lights_out::LightsOut;
use orienteer_env_tiles::{Manhattan, Tiles8};
use orienteer_learned::{
    Checkpoint, CheckpointError, Distances, Diverged, Estimate, Layers, LearnedHeuristic, LearnedQ,
    Network, NetworkError, Perceptron, Settings, Targets, TrainError, Trainer, compare,
    greedy_rates,
};
use orienteer_net::Rows;
use std::fs;

const NAME: &str = "8-puzzle";

fn settings(estimate: Estimate) -> Settings {
    // Windows that end neither where training is interrupted nor all by the threshold.
    Settings {
        estimate,
        batch: 300,
        depth: 20,
        threshold: 0.2,
        window: 7,
        patience: 3,
        ..Settings::default()
    }
}

fn trainer(puzzle: &Tiles8, settings: Settings) -> Trainer<'_, Tiles8, Perceptron> {
    let outputs = settings.estimate.outputs(puzzle);
    let layers = Layers { first: 48, units: 24, more: 1 };
    let network = Perceptron::new(puzzle.width(), &layers, outputs, &mut rng(3));
    Trainer::new(puzzle, NAME, settings, network.expect("a network"), 5).expect("a trainer")
}

fn advance<P: Puzzle>(trainer: &mut Trainer<'_, P, Perceptron>, steps: u32) {
    for _ in 0..steps {
        trainer.step().expect("a finite loss");
    }
}

#[test]
fn threads_change_no_bit() {
    let puzzle = Tiles8::new();
    for estimate in [Estimate::Value, Estimate::ActionValue] {
        let after = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let mut trainer = trainer(&puzzle, settings(estimate));
                advance(&mut trainer, 25);
                trainer.to_bytes().unwrap()
            })
        };
        let one = after(1);
        assert!(one == after(3), "{estimate:?}");
    }
}

#[test]
fn an_interruption_changes_no_bit() {
    let puzzle = Tiles8::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net");
    for estimate in [Estimate::Value, Estimate::ActionValue] {
        let mut whole = trainer(&puzzle, settings(estimate));
        let mut parts = trainer(&puzzle, settings(estimate));
        advance(&mut whole, 40);
        for steps in [10, 15, 15] {
            advance(&mut parts, steps);
            parts.save(&path).unwrap();
            parts = Checkpoint::load(&path).unwrap().resume(&puzzle, NAME).unwrap();
        }
        assert!(whole.progress().updates > 0);
        assert_eq!(whole.progress(), parts.progress());
        assert!(whole.to_bytes().unwrap() == parts.to_bytes().unwrap(), "{estimate:?}");
        // Nothing is left but the file.
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

/// A network that loses its numbers in its second step, so that its error is none from the third on.
struct Lost(u32);

impl Network for Lost {
    const KIND: &'static str = "lost";

    fn inputs(&self) -> usize {
        81
    }

    fn outputs(&self) -> usize {
        1
    }

    fn parameters(&self) -> usize {
        0
    }

    fn forward(&self, rows: Rows<'_>, out: &mut Vec<f32>) {
        out.clear();
        out.resize(rows.len(), if self.0 < 2 { 1.0 } else { f32::NAN });
    }

    fn train(&mut self, _: Rows<'_>, _: Targets<'_>, _: f64) -> f64 {
        self.0 += 1;
        if self.0 < 3 { 1.0 } else { f64::NAN }
    }

    fn frozen(&self) -> Self {
        Self(self.0)
    }

    fn to_bytes(&self) -> Result<Vec<u8>, NetworkError> {
        Ok(Vec::new())
    }

    fn from_bytes(_: &[u8]) -> Result<Self, NetworkError> {
        Ok(Self(0))
    }
}

/// Steps with weights that are no numbers teach nothing, and must not replace what was saved.
#[test]
fn training_that_diverges_ends() {
    let puzzle = Tiles8::new();
    let settings = Settings { half_life: 0, ..settings(Estimate::Value) };
    let mut trainer = Trainer::new(&puzzle, NAME, settings, Lost(0), 1).unwrap();
    let mut asked = 0;
    let mut saved = Vec::new();
    let error = trainer.run(|trainer, _| -> Result<bool, Diverged> {
        asked += 1;
        saved.push(trainer.to_bytes().map_err(|error| error.to_string()));
        Ok(asked < 10)
    });
    let error = error.unwrap_err();
    let lost = "the network estimates what is no number: training has diverged. Train anew with a \
                smaller `rate`";
    assert!(saved[0].is_ok());
    assert_eq!(saved[1].as_ref().unwrap_err(), lost);
    assert_eq!((asked, error.step, trainer.progress().steps), (2, 3, 2));
    let expected = "training has diverged: the loss of step 3 is NaN. Train anew with a smaller \
                    `rate`, which is 0.001 there";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn another_seed_is_another_training() {
    let puzzle = Tiles8::new();
    let loss = |seed| {
        let network = Perceptron::new(81, &Layers::default(), 1, &mut rng(3)).unwrap();
        Trainer::new(&puzzle, NAME, Settings::default(), network, seed)
            .unwrap()
            .step()
            .unwrap()
            .loss
    };
    assert_ne!(loss(1).to_bits(), loss(2).to_bits());
    assert_eq!(loss(1).to_bits(), loss(1).to_bits());
}

/// At depth 1 all positions are goals, or one press from the goal, whatever the target network says:
/// the network has to become 0 there, and 1.
#[test]
fn goals_count_zero_and_their_neighbours_one_move() {
    let puzzle = LightsOut::new(2).unwrap();
    let network =
        Perceptron::new(4, &Layers { first: 16, units: 16, more: 1 }, 1, &mut rng(3)).unwrap();
    let settings = Settings { batch: 200, depth: 1, rate: 1e-2, window: 20, ..Default::default() };
    let mut trainer = Trainer::new(&puzzle, "lights", settings, network, 1).unwrap();
    advance(&mut trainer, 300);
    let heuristic =
        LearnedHeuristic::new(&puzzle, "lights", Estimate::Value, trainer.network().frozen());
    let mut near = 0;
    puzzle.apply(&mut near, 2);
    let mut row = Vec::new();
    let mut inputs = orienteer_net::Sparse::new(4);
    let mut features = [0.0; 4];
    for state in [0, near] {
        puzzle.observe(&state, &mut features);
        inputs.push(&features);
    }
    trainer.network().forward(inputs.rows(), &mut row);
    assert!(row[0].abs() < 0.05 && (row[1] - 1.0).abs() < 0.05, "{row:?}");
    assert_eq!(heuristic.unwrap().estimate(&puzzle, &0), 0.0);
}

/// All 181,440 positions are at most 31 moves from the goal; 1500 batches of scrambles of up to 14
/// moves have to make known those of up to 12.
#[test]
fn values_come_near_to_the_distances() {
    let puzzle = Tiles8::new();
    let exact = Distances::new(&puzzle, 200_000).unwrap();
    assert_eq!(exact.len(), 181_440);
    assert_eq!(exact.iter().map(|(_, cost)| cost).max(), Some(31));
    let mut trainer = trainer(&puzzle, Settings { depth: 14, ..settings(Estimate::Value) });
    let states: Vec<_> = {
        let mut rng = rng(9);
        (0..1000).map(|i| puzzle.sample(i % 13, &mut rng)).collect()
    };
    let network = trainer.network().frozen();
    let before = LearnedHeuristic::new(&puzzle, NAME, Estimate::Value, network).unwrap();
    let before = compare(&puzzle, &before, &exact, &states);
    advance(&mut trainer, 1500);
    let network = trainer.network().frozen();
    let after = LearnedHeuristic::new(&puzzle, NAME, Estimate::Value, network).unwrap();
    let greedy = greedy_rates(&puzzle, &after, &[0, 4, 8], 50, 1);
    let after = compare(&puzzle, &after, &exact, &states);
    assert!(before.mean_absolute_error > 3.0, "{before:?}");
    assert!(after.mean_absolute_error < 0.8, "{after:?}");
    assert!(after.correlation.unwrap() > 0.95, "{after:?}");
    assert!(greedy[0].solved == 50 && greedy[1].solved > 45 && greedy[2].solved > 35, "{greedy:?}");
}

/// A* and Q* with what was learned find paths, and the batched call says what single ones do.
#[test]
fn planners_run_with_what_was_learned() {
    let puzzle = Tiles8::new();
    let mut trainer = trainer(&puzzle, settings(Estimate::ActionValue));
    advance(&mut trainer, 300);
    let network = || trainer.network().frozen();
    let q = LearnedQ::new(&puzzle, NAME, network()).unwrap();
    let h = LearnedHeuristic::new(&puzzle, NAME, Estimate::ActionValue, network()).unwrap();
    let states: Vec<_> = (0..300).map(|i| puzzle.sample(i % 16, &mut rng(i.into()))).collect();
    let mut moves = vec![Vec::new(); states.len()];
    states.iter().zip(&mut moves).for_each(|(state, moves)| puzzle.legal(state, moves));
    let (mut all, mut one) = (vec![Vec::new(); states.len()], Vec::new());
    q.estimate_all(&puzzle, &states, &moves, &mut all);
    let mut values = Vec::new();
    h.estimate_all(&puzzle, &states, &mut values);
    for (i, state) in states.iter().enumerate() {
        q.estimate(&puzzle, state, &moves[i], &mut one);
        assert_eq!(one, all[i]);
        assert_eq!(one.len(), moves[i].len());
        let least = one.iter().copied().min_by(f32::total_cmp).unwrap();
        let expected = if puzzle.is_goal(state) { 0.0 } else { least };
        assert_eq!(values[i], expected);
        assert_eq!(h.estimate(&puzzle, state), expected);
    }
    let limits = Limits { generated: Some(100_000), ..Limits::default() };
    for state in &states[..40] {
        let settings = batched_a_star::Settings { batch: 8, ..Default::default() };
        let found = Task::new(&puzzle, *state, limits).run(&mut BatchedAStar::new(settings, &h));
        assert!(found.solution.is_some());
        let found = Task::new(&puzzle, *state, limits)
            .run(&mut QStar::new(q_star::Settings::default(), &q));
        let solution = found.solution.unwrap();
        assert!(solution.cost >= Manhattan::new().estimate(&puzzle, state) as u64);
    }
}

#[test]
fn damaged_and_foreign_checkpoints_are_refused() {
    let puzzle = Tiles8::new();
    let whole = trainer(&puzzle, settings(Estimate::Value)).to_bytes().unwrap();
    let error = |bytes: &[u8]| Checkpoint::<Perceptron>::from_bytes(bytes).unwrap_err().to_string();
    for length in [0, 7, 11, 19, 100, whole.len() / 2, whole.len() - 1] {
        assert!(error(&whole[..length]).contains("cut short"), "{length}");
    }
    assert!(error(b"something else entirely").contains("ORIELRND"));
    assert!(error(&[&whole[..], b"more"].concat()).contains("4 bytes follow"));
    let mut version = whole.clone();
    version[8] = 2;
    assert!(error(&version).contains("version 2"));
    // One bit anywhere behind the version.
    for at in (100..whole.len()).step_by(whole.len() / 50) {
        let mut damaged = whole.clone();
        damaged[at] ^= 4;
        assert!(Checkpoint::<Perceptron>::from_bytes(&damaged).is_err(), "{at}");
    }
    let read = || Checkpoint::<Perceptron>::from_bytes(&whole).unwrap();
    let other = read().resume(&puzzle, "15-puzzle").unwrap_err();
    assert_eq!(other.to_string(), "the checkpoint is of puzzle `8-puzzle`, not of `15-puzzle`");
    let q = read().action_values(&puzzle, NAME).unwrap_err();
    assert!(matches!(q, CheckpointError::NoActionValues));
    let missing = Checkpoint::<Perceptron>::load("no/such/file".as_ref()).unwrap_err();
    assert!(missing.to_string().starts_with("no/such/file: "));
}

#[test]
fn settings_and_networks_that_do_not_fit_are_refused() {
    let puzzle = Tiles8::new();
    let network = || Perceptron::new(81, &Layers::default(), 1, &mut rng(1)).unwrap();
    let refused = |settings| Trainer::new(&puzzle, NAME, settings, network(), 1).err().unwrap();
    let error = refused(Settings { batch: 0, ..Settings::default() });
    assert_eq!(error.to_string(), "`batch` is 0; give 1 to 1000000");
    let error = refused(Settings { rate: f64::NAN, ..Settings::default() });
    assert!(error.to_string().starts_with("`rate` is NaN"));
    let error = refused(Settings { estimate: Estimate::ActionValue, ..Settings::default() });
    assert_eq!(error.to_string(), "the network has 1 outputs, and 8-puzzle needs 4");
    let config = PuzzleConfig { size: 2, metric: TurnMetric::QuarterTurn, ..Default::default() };
    let cube = Puzzle2::new(config).unwrap();
    let error = LearnedHeuristic::new(&cube, "2x2x2", Estimate::Value, network()).err().unwrap();
    assert!(matches!(error, TrainError::Network { expected: 144, found: 81, .. }));
}
