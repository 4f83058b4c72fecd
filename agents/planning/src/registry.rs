//! The table of planners, for a command that makes them by name.

use crate::{
    AStar, BatchedAStar, Beam, Bidirectional, BreadthFirst, DeferredAStar, DiverseBeam,
    EnforcedHillClimbing, GreedyBestFirst, IdaStar, LazyQStar, Puct, QBeam, QStar, UniformCost,
    WeightedAStar, a_star, batched_a_star, beam, bidirectional, breadth_first, deferred_a_star,
    diverse_beam, enforced_hill_climbing, greedy_best_first, ida_star, lazy_q_star, puct, q_beam,
    q_star, uniform_cost, weighted_a_star,
};
use orienteer_core::path::{Incremental, Planner, Puzzle, QFunction};
use orienteer_core::space::DesignSpace;
use orienteer_core::{Settings, SpaceSpec};
use serde::{Deserialize, Serialize};

/// What a planner asks of a puzzle and its estimates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// One goal, and an inverse of every move.
    Inverses,
    /// A heuristic.
    Heuristic,
    /// An action-value function.
    Values,
}

/// A planner that can be named.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// As the literature names it.
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// What it asks for.
    pub need: Need,
    /// Whether its path is a cheapest one when the search ends by itself, with its default settings,
    /// an admissible heuristic or action values, and moves that all cost the same.
    pub is_optimal: bool,
    /// Its hyperparameters and their ranges.
    pub space: fn() -> SpaceSpec,
    /// It, with its default settings.
    pub defaults: fn() -> Method,
}

/// Why a planner cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// A setting makes no sense.
    #[error("planner `{planner}`: {problem}")]
    Setting {
        /// The planner.
        planner: &'static str,
        /// What is wrong with which setting.
        problem: String,
    },
    /// The puzzle is of another kind.
    #[error(
        "planner `{0}` searches from the goal, too: it needs a puzzle with one goal, in which a \
         move takes back every other"
    )]
    Inverses(&'static str),
    /// There are no action values.
    #[error("planner `{0}` needs an action-value function")]
    Values(&'static str),
}

macro_rules! planners {
    ($($variant:ident $module:ident $name:literal $need:ident $optimal:literal $about:literal
        => $new:expr,)*) => {
        /// A planner and its settings: in a file `{ a-star = { ties = "last-in" } }`.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Method {
            $(
                #[doc = $about]
                #[serde(rename = $name)]
                $variant($module::Settings),
            )*
        }

        /// All planners, from those without estimates to those with the most.
        pub fn planners() -> &'static [Entry] {
            &[$(Entry {
                name: $name,
                about: $about,
                need: Need::$need,
                is_optimal: $optimal,
                space: $module::Settings::spec,
                defaults: || Method::$variant($module::Settings::default()),
            },)*]
        }

        impl Method {
            /// The name of the planner.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $name,)*
                }
            }

            /// What it asks for.
            pub fn need(&self) -> Need {
                match self {
                    $(Self::$variant(_) => Need::$need,)*
                }
            }

            /// Whether the settings make sense.
            ///
            /// # Errors
            ///
            /// What is wrong, in words.
            pub fn check(&self) -> Result<(), String> {
                match self {
                    $(Self::$variant(settings) => settings.check(),)*
                }
            }

            /// Makes the planner for a puzzle, with a heuristic and, for those that need them,
            /// action values.
            ///
            /// # Errors
            ///
            /// When a setting makes no sense, or the planner cannot do with what there is.
            pub fn build<P, H, Q>(
                self,
                puzzle: &P,
                heuristic: H,
                values: Option<Q>,
            ) -> Result<Box<dyn Planner<P>>, BuildError>
            where
                P: Puzzle,
                H: Incremental<P> + 'static,
                Q: QFunction<P> + 'static,
            {
                let planner = self.name();
                self.check().map_err(|problem| BuildError::Setting { planner, problem })?;
                if self.need() == Need::Inverses && !Bidirectional::fits(puzzle) {
                    return Err(BuildError::Inverses(planner));
                }
                let given = Given { heuristic, values };
                Ok(match self {
                    $(Self::$variant(settings) => {
                        let new: fn(_, Given<H, Q>) -> Result<_, BuildError> = $new;
                        Box::new(new(settings, given)?)
                    })*
                })
            }
        }
    };
}

/// The estimates that there are.
struct Given<H, Q> {
    heuristic: H,
    values: Option<Q>,
}

impl<H, Q> Given<H, Q> {
    fn values(self, planner: &'static str) -> Result<Q, BuildError> {
        self.values.ok_or(BuildError::Values(planner))
    }
}

planners! {
    BreadthFirst breadth_first "breadth-first" Nothing true
        "Breadth-first search (Moore 1959)"
        => |_, _| Ok(BreadthFirst),
    Bidirectional bidirectional "bidirectional" Inverses true
        "Bidirectional search from start and goal (Pohl 1971)"
        => |_, _| Ok(Bidirectional),
    UniformCost uniform_cost "uniform-cost" Nothing true
        "Uniform-cost search (Dijkstra 1959)"
        => |_, _| Ok(UniformCost),
    GreedyBestFirst greedy_best_first "greedy-best-first" Heuristic false
        "Greedy best-first search (Doran and Michie 1966)"
        => |settings, given| Ok(GreedyBestFirst::new(settings, given.heuristic)),
    AStar a_star "a-star" Heuristic true
        "A* (Hart, Nilsson and Raphael 1968)"
        => |settings, given| Ok(AStar::new(settings, given.heuristic)),
    WeightedAStar weighted_a_star "weighted-a-star" Heuristic false
        "Weighted A* (Pohl 1970)"
        => |settings, given| Ok(WeightedAStar::new(settings, given.heuristic)),
    BatchedAStar batched_a_star "batched-a-star" Heuristic false
        "Batched weighted A*, as in DeepCubeA (Agostinelli et al. 2019)"
        => |settings, given| Ok(BatchedAStar::new(settings, given.heuristic)),
    DeferredAStar deferred_a_star "deferred-a-star" Heuristic false
        "Batched weighted A* with deferred evaluation (Helmert 2006)"
        => |settings, given| Ok(DeferredAStar::new(settings, given.heuristic)),
    QStar q_star "q-star" Values false
        "Q*: A* over moves, with action values (Agostinelli et al. 2021)"
        => |settings, given| Ok(QStar::new(settings, given.values("q-star")?)),
    LazyQStar lazy_q_star "lazy-q-star" Values false
        "Q* with one queue entry a node"
        => |settings, given| Ok(LazyQStar::new(settings, given.values("lazy-q-star")?)),
    IdaStar ida_star "ida-star" Heuristic true
        "IDA*: iterative deepening A* (Korf 1985)"
        => |_, given| Ok(IdaStar::new(given.heuristic)),
    Beam beam "beam" Heuristic false
        "Beam search (Lowerre 1976)"
        => |settings, given| Ok(Beam::new(settings, given.heuristic)),
    QBeam q_beam "q-beam" Values false
        "Beam search over moves, with action values"
        => |settings, given| Ok(QBeam::new(settings, given.values("q-beam")?)),
    DiverseBeam diverse_beam "diverse-beam" Heuristic false
        "Beam search in groups that avoid each other (Vijayakumar et al. 2016)"
        => |settings, given| Ok(DiverseBeam::new(settings, given.heuristic)),
    EnforcedHillClimbing enforced_hill_climbing "enforced-hill-climbing" Heuristic false
        "Enforced hill climbing (Hoffmann and Nebel 2001)"
        => |settings, given| Ok(EnforcedHillClimbing::new(settings, given.heuristic)),
    Puct puct "puct" Heuristic true
        "Monte Carlo tree search with a heuristic prior (Rosin 2011)"
        => |settings, given| Ok(Puct::new(settings, given.heuristic)),
}

/// Makes the planner of this name, with its default settings.
///
/// # Errors
///
/// `None` for an unknown name; else as [`Method::build`].
pub fn build<P, H, Q>(
    name: &str,
    puzzle: &P,
    heuristic: H,
    values: Option<Q>,
) -> Option<Result<Box<dyn Planner<P>>, BuildError>>
where
    P: Puzzle,
    H: Incremental<P> + 'static,
    Q: QFunction<P> + 'static,
{
    let entry = planners().iter().find(|entry| entry.name == name)?;
    Some((entry.defaults)().build(puzzle, heuristic, values))
}
