//! The fingerprint of a workload: a hash of its accesses.

use super::access::Access;
use xxhash_rust::xxh3::Xxh3;

/// Hashes accesses; how they are cut into chunks does not matter.
pub(super) struct Digest(Xxh3);

impl Digest {
    pub(super) fn new() -> Self {
        Self(Xxh3::new())
    }

    pub(super) fn update(&mut self, accesses: &[Access]) {
        const AT_ONCE: usize = 256;
        let mut bytes = [0; 16 * AT_ONCE];
        for some in accesses.chunks(AT_ONCE) {
            for (access, bytes) in some.iter().zip(bytes.chunks_exact_mut(16)) {
                // No memory has 2^63 bytes, so the upper bit is free for the direction.
                let place = access.address | (u64::from(access.write) << 63);
                bytes[..8].copy_from_slice(&access.clock.to_le_bytes());
                bytes[8..].copy_from_slice(&place.to_le_bytes());
            }
            self.0.update(&bytes[..16 * some.len()]);
        }
    }

    pub(super) fn finish(&self) -> u64 {
        self.0.digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_do_not_matter_and_each_field_does() {
        let accesses: Vec<_> =
            (0..1000).map(|i| Access { clock: i, address: 64 * i, write: i % 3 == 0 }).collect();
        let digest = |accesses: &[Access], at_once: usize| {
            let mut digest = Digest::new();
            accesses.chunks(at_once).for_each(|chunk| digest.update(chunk));
            digest.finish()
        };
        let whole = digest(&accesses, 1000);
        assert_eq!(whole, digest(&accesses, 7));
        assert_ne!(whole, digest(&accesses[..999], 999));
        for change in [
            |access: &mut Access| access.clock += 1,
            |access: &mut Access| access.address += 64,
            |access: &mut Access| access.write = !access.write,
        ] {
            let mut changed = accesses.clone();
            change(&mut changed[500]);
            assert_ne!(whole, digest(&changed, 1000));
        }
    }
}
