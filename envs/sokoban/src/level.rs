//! A level as text: rows of XSB letters.

use crate::level_error::LevelError;
use crate::matching::MOST_BOXES;
use std::str::FromStr;

/// The most cells that an agent can walk on: a position is a few words.
pub const MOST_CELLS: usize = 256;

/// A level: walls, goals, and where the boxes and the agent are at the start.
///
/// It is read from rows of the letters `#` (wall), `@` (agent), `$` (box), `.` (goal), `*` (box on a
/// goal), `+` (agent on a goal) and space, `-` or `_` (floor), parted by line breaks or bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// For each square of the grid, row by row.
    pub(crate) squares: Vec<Square>,
    /// The squares that the agent can get to if no box is in its way, ascending: the cells, by their
    /// numbers.
    pub(crate) cells: Vec<usize>,
    /// The cells of the goals, ascending.
    pub(crate) goals: Vec<u16>,
    /// The cells of the boxes, ascending.
    pub(crate) boxes: Vec<u16>,
    /// The agent's cell.
    pub(crate) agent: u16,
}

/// What a square of the grid is whatever the agent does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Square {
    Wall,
    /// A cell that the agent can get to, by its number.
    Cell(u16),
    /// Floor on the other side of the walls.
    Outside,
}

impl Level {
    /// How many cells the agent can walk on.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// The words that a set of its cells takes: 1, 2 or 4, the parameter of [`crate::Sokoban`].
    pub fn words(&self) -> usize {
        self.cells.len().div_ceil(64).next_power_of_two()
    }

    /// How many boxes there are.
    pub fn boxes(&self) -> usize {
        self.boxes.len()
    }
}

/// The letters of a text in a rectangle.
struct Grid {
    width: usize,
    height: usize,
    letters: Vec<u8>,
}

impl Grid {
    fn new(text: &str) -> Result<Self, LevelError> {
        let rows: Vec<&str> = text.split(['\n', '|']).map(str::trim_end).collect();
        let first = rows.iter().position(|row| !row.is_empty()).ok_or(LevelError::Empty)?;
        let last = rows.iter().rposition(|row| !row.is_empty()).unwrap_or(first);
        let rows = &rows[first..=last];
        let width = rows.iter().map(|row| row.chars().count()).max().unwrap_or(0);
        let mut letters = Vec::new();
        for (row, text) in rows.iter().enumerate() {
            for (column, letter) in text.chars().enumerate() {
                letters.push(match letter {
                    '#' | '@' | '$' | '.' | '*' | '+' | ' ' => letter as u8,
                    '-' | '_' => b' ',
                    _ => {
                        let (row, column) = (row + 1, column + 1);
                        return Err(LevelError::Letter { row, column, letter });
                    }
                });
            }
            letters.resize(width * (row + 1), b' ');
        }
        Ok(Self { width, height: rows.len(), letters })
    }

    fn squares_of(&self, wanted: &[u8]) -> Vec<usize> {
        (0..self.letters.len()).filter(|at| wanted.contains(&self.letters[*at])).collect()
    }

    /// The place of a square for people.
    fn place(&self, square: usize) -> (usize, usize) {
        (square / self.width + 1, square % self.width + 1)
    }

    /// What the agent can get to from `start`, if boxes do not stop it.
    fn reachable(&self, start: usize) -> Result<Vec<bool>, LevelError> {
        let mut seen = vec![false; self.letters.len()];
        let mut rest = vec![start];
        seen[start] = true;
        while let Some(at) = rest.pop() {
            let (row, column) = self.place(at);
            if row == 1 || row == self.height || column == 1 || column == self.width {
                return Err(LevelError::Open { row, column });
            }
            for next in [at - self.width, at + self.width, at - 1, at + 1] {
                if self.letters[next] != b'#' && !seen[next] {
                    seen[next] = true;
                    rest.push(next);
                }
            }
        }
        Ok(seen)
    }
}

impl FromStr for Level {
    type Err = LevelError;

    fn from_str(text: &str) -> Result<Self, LevelError> {
        let grid = Grid::new(text)?;
        let agents = grid.squares_of(b"@+");
        let &[agent] = agents.as_slice() else { return Err(LevelError::Agents(agents.len())) };
        let seen = grid.reachable(agent)?;
        let cells: Vec<usize> = (0..seen.len()).filter(|at| seen[*at]).collect();
        if cells.len() > MOST_CELLS {
            return Err(LevelError::Large(cells.len()));
        }
        for (what, letter) in [("box", b'$'), ("goal", b'.')] {
            // A box on a goal behind the walls is decoration.
            if let Some(apart) = grid.squares_of(&[letter]).into_iter().find(|at| !seen[*at]) {
                let (row, column) = grid.place(apart);
                return Err(LevelError::Apart { what, row, column });
            }
        }
        let numbers = |wanted: &[u8]| {
            let squares = grid.squares_of(wanted).into_iter();
            let found = squares.filter_map(|at| cells.binary_search(&at).ok());
            found.map(|cell| cell as u16).collect::<Vec<u16>>()
        };
        let (boxes, goals) = (numbers(b"$*"), numbers(b".*+"));
        if boxes.len() != goals.len() {
            return Err(LevelError::Counts { boxes: boxes.len(), goals: goals.len() });
        }
        if boxes.is_empty() {
            return Err(LevelError::NoBox);
        }
        if boxes.len() > MOST_BOXES {
            return Err(LevelError::Boxes(boxes.len()));
        }
        let square = |at: usize| match (cells.binary_search(&at), grid.letters[at]) {
            (Ok(cell), _) => Square::Cell(cell as u16),
            (Err(_), b'#' | b'*') => Square::Wall,
            (Err(_), _) => Square::Outside,
        };
        Ok(Self {
            width: grid.width,
            height: grid.height,
            squares: (0..seen.len()).map(square).collect(),
            agent: cells.binary_search(&agent).unwrap_or(0) as u16,
            cells,
            goals,
            boxes,
        })
    }
}
