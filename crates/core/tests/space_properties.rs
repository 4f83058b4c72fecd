//! What must hold in every space, on random small ones.

mod spaces;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use orienteer_core::Rng;
use orienteer_core::space::{Design, Encoding, Gene, Size, SpaceSpec, Value};
use proptest::prelude::*;
use rand::SeedableRng;
use spaces::{assert_belongs, brute_force, random_space};

fn all(space: &SpaceSpec) -> Vec<Design> {
    space.designs().expect("random spaces are discrete").collect()
}

fn named(space: &SpaceSpec, design: &Design) -> Vec<(String, Value)> {
    let values = space.assignment(design).into_iter();
    values.map(|(path, value)| (path.to_owned(), value)).collect()
}

#[test]
fn the_size_is_that_of_a_brute_force_enumeration() {
    for seed in 0..300 {
        let space = random_space(seed);
        let expected = brute_force(&space);
        assert_eq!(space.size(), Size::Exact(expected.len() as u128), "space {seed}: {space:?}");
        let enumerated: Vec<_> = all(&space).iter().map(|design| named(&space, design)).collect();
        assert_eq!(enumerated, expected, "space {seed}");
    }
}

#[test]
fn the_order_of_designs_is_the_order_of_ranks() {
    for seed in 0..100 {
        let space = random_space(seed);
        let Size::Exact(size) = space.raw_size() else { panic!("random spaces are finite") };
        let designs: Vec<_> = (0..size).map(|rank| space.unrank(rank).unwrap()).collect();
        assert!(designs.is_sorted());
        for (rank, design) in (0..).zip(&designs) {
            assert_eq!(space.rank(design), Some(rank));
            space.validate(design).unwrap();
        }
        assert_eq!(space.unrank(size), None);
        let allowed: Vec<_> =
            designs.into_iter().filter(|design| space.allows(design).is_ok()).collect();
        assert_eq!(allowed, all(&space));
    }
}

proptest! {
    #[test]
    fn random_designs_belong_to_the_space(seed: u64) {
        let space = random_space(seed);
        let rng = &mut Rng::seed_from_u64(seed);
        let single = space.size() == Size::Exact(1);
        let classes: BTreeSet<_> = all(&space).iter().map(|d| space.canonical(d)).collect();
        for _ in 0..20 {
            let (one, other) = (space.sample(rng), space.sample(rng));
            let children = [
                space.mutate(&one, rng),
                space.mutate_each(&one, 0.3, rng),
                space.crossover(&one, &other, rng),
            ];
            for design in [&one, &other].into_iter().chain(&children) {
                assert_belongs(&space, design);
            }
            for mutant in &children[..2] {
                prop_assert_eq!(single, *mutant == one);
                let same = space.canonical(mutant) == space.canonical(&one);
                prop_assert_eq!(same, classes.len() == 1);
            }
        }
    }

    #[test]
    fn children_take_every_decision_from_a_parent(seed: u64) {
        let space = random_space(seed);
        let rng = &mut Rng::seed_from_u64(seed);
        let (one, other) = (space.sample(rng), space.sample(rng));
        let parents = [named(&space, &one), named(&space, &other)].concat();
        for gene in named(&space, &space.crossover(&one, &other, rng)) {
            prop_assert!(parents.contains(&gene));
        }
        prop_assert_eq!(space.crossover(&one, &one, rng), one);
    }

    #[test]
    fn neighbours_are_symmetric(seed: u64) {
        let space = random_space(seed);
        let neighbours: BTreeMap<Design, BTreeSet<Design>> = all(&space)
            .into_iter()
            .map(|design| {
                let list = space.neighbours(&design);
                let set: BTreeSet<_> = list.iter().cloned().collect();
                assert_eq!(set.len(), list.len(), "a neighbour is listed twice");
                (design, set)
            })
            .collect();
        for (design, near) in &neighbours {
            prop_assert!(!near.contains(design));
            for neighbour in near {
                assert_belongs(&space, neighbour);
                prop_assert!(neighbours[neighbour].contains(design));
            }
        }
    }

    #[test]
    fn neighbours_lead_everywhere(seed: u64) {
        let described = random_space(seed);
        let space = SpaceSpec::new(described.parameters().to_vec(), vec![]).unwrap();
        let designs = all(&space);
        let mut reached = BTreeSet::from([designs[0].clone()]);
        let mut queue = VecDeque::from([designs[0].clone()]);
        while let Some(design) = queue.pop_front() {
            for neighbour in space.neighbours(&design) {
                if reached.insert(neighbour.clone()) {
                    queue.push_back(neighbour);
                }
            }
        }
        prop_assert_eq!(reached.len(), designs.len());
    }

    #[test]
    fn canonical_is_idempotent_and_keeps_the_items(seed: u64) {
        let described = random_space(seed);
        let space = SpaceSpec::new(described.parameters().to_vec(), vec![]).unwrap();
        for design in all(&space) {
            let canonical = space.canonical(&design);
            space.validate(&canonical).unwrap();
            prop_assert!(space.is_canonical(&canonical));
            prop_assert_eq!(space.canonical(&canonical), canonical.clone());
            let sorted = |design: &Design| {
                let mut genes = design.genes().to_vec();
                genes.sort_unstable();
                genes
            };
            prop_assert_eq!(sorted(&design), sorted(&canonical));
        }
    }

    #[test]
    fn an_assignment_names_its_design(seed: u64) {
        let space = random_space(seed);
        for design in all(&space) {
            let values = space.assignment(&design);
            prop_assert_eq!(space.design(values.clone()).unwrap(), design.clone());
            let text = values.iter().rev().map(|(path, value)| (*path, value.to_string().into()));
            prop_assert_eq!(space.design(text).unwrap(), design);
        }
    }

    #[test]
    fn encodings_have_fixed_places(seed: u64) {
        let space = random_space(seed);
        for design in all(&space) {
            let mask = space.mask(&design);
            prop_assert_eq!(mask.iter().filter(|on| **on).count(), design.genes().len());
            for encoding in [Encoding::OneHot, Encoding::Ordinal, Encoding::UnitCube] {
                prop_assert_eq!(space.encode(&design, encoding).len(), space.width(encoding));
            }
            let cube = space.encode(&design, Encoding::UnitCube);
            prop_assert!(cube.iter().zip(&mask).all(|(place, on)| *on == (*place > 0.0)));
            let cube: Vec<f64> = cube.into_iter().map(Into::into).collect();
            prop_assert_eq!(space.from_unit_cube(&cube), design);
        }
    }

    #[test]
    fn decision_by_decision_there_are_no_dead_ends(seed: u64) {
        let space = random_space(seed);
        let mut complete = Vec::new();
        let mut open = vec![space.cursor()];
        while let Some(cursor) = open.pop() {
            let Some(decision) = cursor.next(&space) else {
                prop_assert!(space.next_decision(cursor.genes()).is_none());
                complete.push(cursor.finish().unwrap());
                continue;
            };
            let arity = decision.domain.arity().unwrap();
            let allowed = (0..arity).rev().map(Gene::Index).filter(|gene| cursor.allowed(&space, *gene));
            let before = open.len();
            for gene in allowed {
                let mut then = cursor.clone();
                then.choose(&space, gene).unwrap();
                prop_assert!(space.allows_partial(then.genes()));
                open.push(then);
            }
            prop_assert!(open.len() > before);
        }
        prop_assert_eq!(complete, all(&space));
    }
}
