//! Checkpoints come back as they were written, and what is no checkpoint says so.

use orienteer_net::{Activation, Adam, AdamConfig, Checkpoint, CheckpointError, Init, Mlp, Shape};
use rand::{SeedableRng, rngs::Xoshiro256PlusPlus};

fn checkpoint(trained: bool) -> Checkpoint {
    let shape = Shape::new(3, &[5, 4], 2, Activation::Tanh).expect("a network");
    let mut net = Mlp::new(shape, Init::He, &mut Xoshiro256PlusPlus::seed_from_u64(4));
    let mut adam = Adam::new(AdamConfig::default(), net.parameters().len());
    let gradient = net.parameters().to_vec();
    adam.step(0.1, net.parameters_mut(), &gradient);
    Checkpoint { net, adam: trained.then_some(adam) }
}

#[test]
fn what_is_saved_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("value.net");
    for trained in [false, true] {
        let saved = checkpoint(trained);
        saved.save(&path).unwrap();
        assert_eq!(Checkpoint::load(&path).unwrap(), saved);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays");
}

#[test]
fn a_file_that_cannot_be_written_or_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing").join("value.net");
    for error in [checkpoint(false).save(&path), Checkpoint::load(&path).map(|_| ())] {
        assert!(error.unwrap_err().to_string().contains("value.net"));
    }
}

#[test]
fn every_cut_is_noticed() {
    let bytes = checkpoint(true).to_bytes();
    for length in 0..bytes.len() {
        let error = Checkpoint::from_bytes(&bytes[..length]).unwrap_err();
        assert!(matches!(error, CheckpointError::Truncated { found, .. } if found == length));
    }
    let longer = [&bytes[..], b"more"].concat();
    let error = Checkpoint::from_bytes(&longer).unwrap_err();
    assert!(matches!(error, CheckpointError::Trailing(4)), "{error}");
}

#[test]
fn every_changed_bit_is_noticed() {
    let bytes = checkpoint(false).to_bytes();
    for place in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[place] ^= 1 << bit;
            assert!(Checkpoint::from_bytes(&changed).is_err(), "bit {bit} of byte {place}");
        }
    }
}

#[test]
fn foreign_files_are_told_apart() {
    let says = |bytes: &[u8]| Checkpoint::from_bytes(bytes).unwrap_err().to_string();
    assert!(says(b"PK\x03\x04").contains("no network"));
    assert!(says(b"ORIENTED acyclic").contains("no network"));
    assert!(says(b"").contains("cut short"));
    let mut newer = checkpoint(false).to_bytes();
    newer[8] = 2;
    assert!(says(&newer).contains("version 2; this program reads version 1"));
    // Widths that ask for more memory than there is are refused before any is allocated.
    let mut huge = checkpoint(false).to_bytes();
    huge[24..32].fill(0xff);
    assert!(says(&huge).contains("parameters"));
}
