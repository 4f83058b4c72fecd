//! Some steps of training of the full-size network on the cube, with its rate.
//!
//! `cargo run --release --example train -- STEPS [cpu|cuda|wgpu] [BATCH]`

use burn::tensor::backend::AutodiffBackend;
use orienteer_env_cube::{Puzzle3, PuzzleConfig, TurnMetric};
use orienteer_learned::{Network, Settings, Trainer};
use orienteer_net_burn::{Architecture, BurnNetwork, Cpu};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let steps = args.first().map_or(Ok(10), |steps| steps.parse())?;
    let batch = args.get(2).map_or(Ok(100), |batch| batch.parse())?;
    match args.get(1).map_or("cpu", String::as_str) {
        "cpu" => train::<Cpu>(steps, batch),
        #[cfg(feature = "cuda")]
        "cuda" => train::<orienteer_net_burn::Cuda>(steps, batch),
        #[cfg(feature = "wgpu")]
        "wgpu" => train::<orienteer_net_burn::Wgpu>(steps, batch),
        other => {
            Err(format!("no device `{other}`: cpu, or cuda and wgpu with their features").into())
        }
    }
}

fn train<B: AutodiffBackend>(steps: u32, batch: u32) -> Result<(), Box<dyn Error>> {
    let metric = TurnMetric::QuarterTurn;
    let puzzle = Puzzle3::new(PuzzleConfig { metric, ..PuzzleConfig::default() })?;
    let network = BurnNetwork::<B>::new(Architecture::new(324, 1), 1);
    println!("{} parameters", network.parameters());
    let settings = Settings { batch, ..Settings::default() };
    let mut trainer = Trainer::new(&puzzle, "cube3-quarter", settings, network, 1)?;
    let began = Instant::now();
    for step in 1..=steps {
        let loss = trainer.step()?.loss;
        let seconds = began.elapsed().as_secs_f64();
        let rate = f64::from(step * batch) / seconds;
        println!("step {step}: loss {loss:.3}, {rate:.0} positions/s");
    }
    Ok(())
}
