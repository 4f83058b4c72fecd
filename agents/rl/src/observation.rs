//! What a learner sees of a state.
//!
//! Where the environment describes its states (`observation_width` above 0), it sees that, each
//! feature standardised by the values seen so far (Huang et al. 2022, details of continuous actions
//! 4 and 5). Where it does not, as designs that are built move by move, it sees the episode: which
//! move it is, which moves were made, and the level of the state as it stands. As all episodes of a
//! run begin the same, that says as much as the state itself, though nothing of what states have in
//! common. It is `ArchGym`'s form `tdm`, in which an agent sees the parameters chosen so far.

use crate::moments::Moments;
use orienteer_core::{Environment, Move, Moves, Node, Session};

/// The greatest feature, in standard deviations.
const MOST: f64 = 10.0;

/// The moves of an episode that are seen. Later ones take the places of the first.
const PLACES: usize = 64;

/// Makes observations.
#[derive(Debug)]
pub(crate) enum Observer {
    /// The environment's features.
    Features { moments: Vec<Moments>, raw: Vec<f32> },
    /// The episode: for each place whether it is next, and the move made there; the length so far;
    /// the score.
    Tape { places: usize, moves: usize, score: Moments },
}

impl Observer {
    pub(crate) fn new<E: Environment<Space = Moves>>(session: &Session<'_, E>) -> Self {
        match session.observation_width() {
            0 => {
                let longest = session.horizon().unwrap_or(u32::MAX).max(1) as usize;
                let (places, moves) = (longest.min(PLACES), session.space().len());
                Self::Tape { places, moves, score: Moments::default() }
            }
            width => {
                Self::Features { moments: vec![Moments::default(); width], raw: vec![0.0; width] }
            }
        }
    }

    /// The number of features.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Features { raw, .. } => raw.len(),
            Self::Tape { places, .. } => 2 * places + 2,
        }
    }

    /// Writes the observation of `node`, reached by the moves `made`, into `out`.
    pub(crate) fn observe<E: Environment<Space = Moves>>(
        &mut self,
        session: &Session<'_, E>,
        node: &Node<E::State>,
        made: &[Move],
        out: &mut [f32],
    ) {
        match self {
            Self::Features { moments, raw } => {
                session.observe(node, raw);
                for ((moments, raw), out) in moments.iter_mut().zip(raw).zip(out) {
                    moments.add(f64::from(*raw));
                    *out = moments.standardised(f64::from(*raw), MOST) as f32;
                }
            }
            Self::Tape { places, moves, score } => {
                let places = *places;
                out.fill(0.0);
                out[made.len() % places] = 1.0;
                let first = made.len().saturating_sub(places);
                for (i, mv) in made.iter().enumerate().skip(first) {
                    // From -1 for the first move to 1 for the last: 0 is no move.
                    let unit = (f64::from(*mv) + 0.5) / *moves as f64;
                    out[places + i % places] = (2.0 * unit - 1.0) as f32;
                }
                out[2 * places] = (made.len() as f64 / places as f64).min(MOST) as f32;
                let reward = node.score().and_then(orienteer_core::Score::reward);
                if let Some(reward) = reward {
                    score.add(reward);
                    out[2 * places + 1] = score.standardised(reward, MOST) as f32;
                }
            }
        }
    }
}
