//! Parts of the space with a name: the discretisations of `ArchGym`.
//!
//! `ArchGym` (Krishnan et al., ISCA 2023) searches the same ten knobs on three grids, one for each
//! of its agents' scripts. They are data here: which values of the one space are kept.

use crate::policy::{Controller, PowerDownPolicy};
use orienteer_core::Value;
use orienteer_core::space::{DesignSpace, Designs, Node, Parameter, Restriction, SpaceSpec};
use serde::{Deserialize, Serialize};

/// A part of the space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// All of it.
    #[default]
    Full,
    /// The grid of `ArchGym`'s genetic algorithm, random walker and Bayesian optimisation:
    /// 28,311,552 designs.
    Archgym,
    /// The grid of its ant colony: 1,769,472 designs.
    ArchgymAco,
    /// The grid of its reinforcement learning: 442,368 designs.
    ArchgymRl,
    /// The grid of its ant colony with both refresh counters at 1: 27,648 designs, all of which
    /// `data/truth` has.
    ArchgymExhaustive,
}

/// The values that a parameter keeps.
type Kept = (&'static str, &'static [i64]);

const POSTPONED: &str = "RefreshMaxPostponed";
const PULLED_IN: &str = "RefreshMaxPulledin";
const BUFFER: &str = "RequestBufferSize";
const ACTIVE: &str = "MaxActiveTransactions";

const ONE: &[i64] = &[1];
const TO_8: &[i64] = &[1, 2, 3, 4, 5, 6, 7, 8];
const POWERS_TO_8: &[i64] = &[1, 2, 4, 8];
const POWERS_TO_128: &[i64] = &[1, 2, 4, 8, 16, 32, 64, 128];

impl Preset {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Full, Self::Archgym, Self::ArchgymAco, Self::ArchgymRl, Self::ArchgymExhaustive];

    /// Its name in experiment files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Archgym => "archgym",
            Self::ArchgymAco => "archgym-aco",
            Self::ArchgymRl => "archgym-rl",
            Self::ArchgymExhaustive => "archgym-exhaustive",
        }
    }

    /// What it keeps of the parameters that are numbers; nothing is cut where one is not named.
    fn numbers(self) -> &'static [Kept] {
        match self {
            Self::Full => &[],
            Self::Archgym => &[(BUFFER, TO_8), (POSTPONED, TO_8), (PULLED_IN, TO_8)],
            Self::ArchgymAco => {
                &[(BUFFER, TO_8), (POSTPONED, TO_8), (PULLED_IN, TO_8), (ACTIVE, POWERS_TO_128)]
            }
            Self::ArchgymRl => &[
                (BUFFER, POWERS_TO_128),
                (POSTPONED, POWERS_TO_8),
                (PULLED_IN, POWERS_TO_8),
                (ACTIVE, POWERS_TO_128),
            ],
            Self::ArchgymExhaustive => {
                &[(BUFFER, TO_8), (POSTPONED, ONE), (PULLED_IN, ONE), (ACTIVE, POWERS_TO_128)]
            }
        }
    }

    /// The part of the space under these maps. `ArchGym` knows neither power-down nor other maps
    /// than the first.
    pub(super) fn part(self, space: &SpaceSpec, maps: &[&str]) -> Option<Restriction> {
        if self == Self::Full {
            return None;
        }
        let awake = format!("{:?}", PowerDownPolicy::NoPowerDown);
        let numbers = self.numbers().iter();
        let numbers =
            numbers.map(|(path, kept)| (*path, kept.iter().map(|v| Value::Int(*v)).collect()));
        let names = [("PowerDownPolicy", vec![awake.into()]), (MAPPING, vec![maps[0].into()])];
        let part = space.restrict(numbers.chain(names));
        Some(part.expect("a preset keeps values that the space has"))
    }
}

/// The parameter that a memory adds to those of the controller.
const MAPPING: &str = "AddressMapping";

/// The whole space: the knobs of a controller, and one of these address maps.
pub(super) fn space(maps: &[&str]) -> Designs {
    let mut parameters = Controller::spec().parameters().to_vec();
    let mapping = Parameter::new(MAPPING, Node::categorical(maps.iter().copied()))
        .with_doc("Which address bits are row, bank and column, from the most significant down.")
        .with_default(maps[0]);
    parameters.push(mapping);
    let space = SpaceSpec::new(parameters, Vec::new());
    Designs::new(space.expect("names differ and every parameter has values"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use orienteer_core::space::Size;

    /// The counts of `ArchGym`, and what is searched when nothing is said.
    #[test]
    fn spaces_have_exact_sizes() {
        let sizes = [
            (Preset::Archgym, 28_311_552),
            (Preset::ArchgymAco, 1_769_472),
            (Preset::ArchgymRl, 442_368),
            (Preset::ArchgymExhaustive, 27_648),
        ];
        for maps in [&["rbc", "brc", "rcb"][..], &["file"]] {
            let whole = space(maps);
            let full = 4 * 3 * 3 * 128 * 2 * 2 * 9 * 9 * 3 * 128 * 2 * maps.len() as u128;
            assert_eq!(whole.size(), Size::Exact(full));
            assert!(Preset::Full.part(&whole, maps).is_none());
            for (preset, size) in sizes {
                let part = preset.part(&whole, maps).unwrap();
                assert_eq!(part.space().size(), Size::Exact(size), "{preset:?}");
            }
        }
    }

    #[test]
    fn presets_are_written_as_they_are_named() {
        for preset in Preset::ALL {
            let written = serde_json::to_value(preset).unwrap();
            assert_eq!(written, preset.name());
        }
    }
}
