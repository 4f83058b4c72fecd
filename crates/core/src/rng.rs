//! The one random generator, and seeds derived from keys.
//!
//! `Xoshiro256PlusPlus` gives the same stream on every machine, can be cloned (so that a state that
//! holds one is an exact snapshot) and serialised. A seed is always the hash of a key that names
//! what it is for, never a counter, a thread or the clock: that makes records independent of the
//! order in which runs are executed.

use rand::SeedableRng;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// The generator used everywhere.
pub type Rng = rand::rngs::Xoshiro256PlusPlus;

/// A generator at the start of the stream `seed`.
pub fn rng(seed: u64) -> Rng {
    Rng::seed_from_u64(seed)
}

/// The seed that belongs to a key. Parts are hashed with their lengths, so `["ab", "c"]` and
/// `["a", "bc"]` differ.
pub fn key_seed(parts: &[&str]) -> u64 {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    xxh3_64(&bytes)
}

/// The seed of the numbered stream `index` under `seed`.
pub fn stream_seed(seed: u64, index: u64) -> u64 {
    xxh3_64_with_seed(&index.to_le_bytes(), seed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng as _;

    #[test]
    fn the_boundaries_of_key_parts_count() {
        assert_ne!(key_seed(&["ab", "c"]), key_seed(&["a", "bc"]));
        assert_ne!(key_seed(&["a"]), key_seed(&["a", ""]));
    }

    /// Records of earlier versions replay only while these values stand.
    #[test]
    fn streams_are_stable() {
        assert_eq!(key_seed(&["quickstart", "0"]), 13_301_749_894_699_190_046);
        assert_eq!(rng(7).next_u64(), 1_021_219_803_524_665_661);
    }
}
