use orienteer_core::{Fault, MetricSpec, Metrics, Rng, Simulator, Space};

/// The design space is a type. Entries exist only in a cache that has a victim buffer.
#[derive(Space)]
pub struct Cache {
    #[param(range = 1..=16)]
    ways: u32,
    #[param(values = [16, 32, 64, 128])]
    line_bytes: u32,
    #[param(range = 1..=8)]
    victim_entries: Option<u32>,
}

/// A toy model: more of everything hits more often and costs more.
pub struct CacheModel;

impl Simulator for CacheModel {
    type Design = Cache;

    fn metrics(&self) -> Vec<MetricSpec> {
        vec![
            MetricSpec::minimize("latency", "ns", "Mean time of an access"),
            MetricSpec::minimize("energy", "pJ", "Energy of an access"),
        ]
    }

    fn simulate(&self, cache: &Cache, _: &mut Rng) -> Result<Metrics, Fault> {
        let (ways, line) = (f64::from(cache.ways), f64::from(cache.line_bytes));
        let victims = f64::from(cache.victim_entries.unwrap_or(0));
        let latency = 1.0 + 0.05 * ways + 60.0 / (ways * line.sqrt() + victims);
        let energy = 0.4 * ways + 0.02 * line + victims;
        Ok(Metrics::from_slice(&[latency, energy]))
    }
}
