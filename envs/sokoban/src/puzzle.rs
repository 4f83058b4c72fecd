//! The puzzle.

use crate::bits::Bits;
use crate::floor::{NONE, neighbours, pushes};
use crate::level::{Level, Square};
use crate::level_error::LevelError;
use crate::scramble;
use orienteer_core::path::{Progress, Puzzle, PuzzleError};
use orienteer_core::{Move, Moves, Rng};

/// The agent goes up. Opposite moves differ in the lowest bit.
pub const UP: Move = 0;
/// The agent goes down.
pub const DOWN: Move = 1;
/// The agent goes left.
pub const LEFT: Move = 2;
/// The agent goes right.
pub const RIGHT: Move = 3;

/// The boxes and the agent, in cells numbered row by row. Walls and goals are the puzzle's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Position<const W: usize> {
    /// The cells with a box.
    pub boxes: Bits<W>,
    /// The agent's cell.
    pub agent: u16,
}

/// One level of Sokoban with up to `64 * W` cells to walk on.
///
/// The agent goes up, down, left or right; a box in its way is pushed if the cell behind it is free.
/// Every step costs 1, with a push or without, and the goal is a box on every goal cell. A push
/// cannot be taken back in general, so moves have no inverse.
#[derive(Clone, Debug)]
pub struct Sokoban<const W: usize> {
    moves: Moves,
    pub(crate) level: Level,
    pub(crate) neighbours: Vec<[u16; 4]>,
    /// Where a push may bring a box from each cell.
    pushed: Vec<[u16; 4]>,
    pub(crate) goals: Bits<W>,
    start: Position<W>,
    /// For each cell, the pushes to the nearest goal, and more than any for those from which a box
    /// gets to none.
    nearest: Vec<u16>,
}

impl<const W: usize> Sokoban<W> {
    /// The puzzle of this level.
    ///
    /// # Errors
    ///
    /// When it has more than `64 * W` cells: see [`Level::words`].
    pub fn new(level: &Level) -> Result<Self, LevelError> {
        let (cells, room) = (level.cells(), 64 * W);
        if cells > room {
            return Err(LevelError::Room { cells, room });
        }
        let neighbours = neighbours(level);
        let ways: Vec<_> = level.goals.iter().map(|goal| pushes(&neighbours, *goal)).collect();
        let nearest = |cell| ways.iter().map(|way| way[cell]).min().unwrap_or(NONE);
        Ok(Self {
            moves: Moves::new(["U", "D", "L", "R"]),
            goals: level.goals.iter().copied().collect(),
            start: Position { boxes: level.boxes.iter().copied().collect(), agent: level.agent },
            nearest: (0..cells).map(|cell| nearest(cell).min(cells as u16)).collect(),
            level: level.clone(),
            pushed: neighbours.clone(),
            neighbours,
        })
    }

    /// The same puzzle without the pushes that bring a box to where it is stuck (see
    /// [`Sokoban::is_dead`]): no solution makes them, and a search that makes them visits several
    /// times as many positions.
    #[must_use]
    pub fn without_dead_pushes(mut self) -> Self {
        let is_hopeful = |cell: u16| cell != NONE && !self.is_dead(cell);
        let hopeful = |cell| if is_hopeful(cell) { cell } else { NONE };
        self.pushed = self.neighbours.iter().map(|next| next.map(hopeful)).collect();
        self
    }

    /// The start of the level.
    pub fn start(&self) -> &Position<W> {
        &self.start
    }

    /// The level.
    pub fn level(&self) -> &Level {
        &self.level
    }

    /// Where a box is stuck: from here no pushes bring it to a goal, whatever else happens.
    pub fn is_dead(&self, cell: u16) -> bool {
        self.nearest
            .get(usize::from(cell))
            .is_some_and(|way| usize::from(*way) >= self.nearest.len())
    }

    #[inline]
    fn next(&self, cell: u16, mv: Move) -> u16 {
        self.neighbours[usize::from(cell)][mv as usize]
    }

    #[inline]
    fn is_legal(&self, state: &Position<W>, mv: Move) -> bool {
        let to = self.next(state.agent, mv);
        if to == NONE {
            return false;
        }
        if !state.boxes.has(to) {
            return true;
        }
        let behind = self.pushed[usize::from(to)][mv as usize];
        behind != NONE && !state.boxes.has(behind)
    }

    /// The letter of a square of the grid.
    pub(crate) fn letter(&self, state: &Position<W>, square: usize) -> char {
        match self.level.squares[square] {
            Square::Wall => '#',
            Square::Outside => ' ',
            Square::Cell(cell) => {
                let is_goal = self.goals.has(cell);
                match (state.boxes.has(cell), state.agent == cell) {
                    (true, _) => {
                        if is_goal {
                            '*'
                        } else {
                            '$'
                        }
                    }
                    (_, true) => {
                        if is_goal {
                            '+'
                        } else {
                            '@'
                        }
                    }
                    _ => {
                        if is_goal {
                            '.'
                        } else {
                            ' '
                        }
                    }
                }
            }
        }
    }

    /// The rows of a position.
    pub(crate) fn rows(&self, state: &Position<W>) -> impl Iterator<Item = String> {
        let width = self.level.width;
        (0..self.level.height).map(move |row| {
            let letters = (row * width..(row + 1) * width).map(|square| self.letter(state, square));
            letters.collect::<String>().trim_end().to_owned()
        })
    }
}

impl<const W: usize> Puzzle for Sokoban<W> {
    type State = Position<W>;

    fn moves(&self) -> &Moves {
        &self.moves
    }

    fn legal(&self, state: &Position<W>, out: &mut Vec<Move>) {
        out.clear();
        out.extend((0..4).filter(|mv| self.is_legal(state, *mv)));
    }

    #[inline]
    fn legal_mask(&self, state: &Position<W>) -> Option<u64> {
        Some((0..4).fold(0, |mask, mv| mask | u64::from(self.is_legal(state, mv)) << mv))
    }

    #[inline]
    fn apply(&self, state: &mut Position<W>, mv: Move) {
        state.agent = self.next(state.agent, mv);
        if state.boxes.has(state.agent) {
            state.boxes.toggle(state.agent);
            state.boxes.toggle(self.next(state.agent, mv));
        }
    }

    #[inline]
    fn is_goal(&self, state: &Position<W>) -> bool {
        state.boxes == self.goals
    }

    /// Random moves backwards from all boxes on goals, the agent anywhere: it steps back, and may
    /// pull a box along.
    fn sample(&self, depth: u32, rng: &mut Rng) -> Position<W> {
        scramble::sample(self, depth, rng)
    }

    fn width(&self) -> usize {
        4 * self.level.squares.len()
    }

    /// Four planes over the grid, row by row: walls, goals, boxes, the agent. Levels of one size have
    /// the same features.
    fn observe(&self, state: &Position<W>, out: &mut [f32]) {
        let size = self.level.squares.len();
        out.fill(0.0);
        for (at, square) in self.level.squares.iter().enumerate() {
            let Square::Cell(cell) = *square else {
                out[at] = 1.0;
                continue;
            };
            let planes = [self.goals.has(cell), state.boxes.has(cell), state.agent == cell];
            for (plane, there) in planes.into_iter().enumerate() {
                out[(plane + 1) * size + at] = f32::from(u8::from(there));
            }
        }
    }

    /// The rows of the level with other boxes and another agent: see [`Level`].
    fn read(&self, text: &str) -> Result<Position<W>, PuzzleError> {
        let level: Level = text.parse().map_err(|e: LevelError| PuzzleError(e.to_string()))?;
        let same = (level.width, &level.cells, &level.goals)
            == (self.level.width, &self.level.cells, &self.level.goals);
        if !same {
            return Err(PuzzleError("the walls or goals are those of another level".into()));
        }
        Ok(Position { boxes: level.boxes.iter().copied().collect(), agent: level.agent })
    }

    /// The rows, parted by bars.
    fn write(&self, state: &Position<W>) -> String {
        self.rows(state).collect::<Vec<_>>().join("|")
    }
}

impl<const W: usize> Progress for Sokoban<W> {
    const UNIT: &'static str = "pushes";
    const MEANING: &'static str = "pushes that bring each box to the goal nearest to it";

    fn distance(&self, state: &Position<W>) -> f64 {
        state.boxes.cells().map(|cell| f64::from(self.nearest[usize::from(cell)])).sum()
    }
}
