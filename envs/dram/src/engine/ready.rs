//! From when on each command is allowed.
//!
//! The commands that serve requests are many, so every rule for them is applied as soon as its
//! earlier command is issued, and their clocks are always at hand. The commands that refresh a rank
//! and put it to sleep are few: theirs are worked out when somebody asks.

use super::MOST_BANKS;
use crate::device::{Command, Rule, Scope, Timing};

/// Commands of a bank that are pushed off by the same rules share a lane. Of the six commands, no
/// standard has more than four that differ, in either table.
const LANES: usize = 4;

/// A clock, or a distance, for each lane.
type Lanes = [u64; LANES];

/// The rules of a scope for the commands of a bank.
#[derive(Clone, Debug)]
struct Table {
    lanes: [u8; Command::COUNT],
    /// How far each command pushes off the later ones; 0 stands for no rule, because no command
    /// comes in the clock of another.
    gaps: [Lanes; Command::COUNT],
}

impl Table {
    /// The table of the rules of these scopes.
    fn new(rules: &[Rule], scopes: &[Scope]) -> Self {
        let mut table = Self { lanes: [0; Command::COUNT], gaps: [[0; LANES]; Command::COUNT] };
        let mut columns: Vec<Vec<Rule>> = Vec::new();
        for (after, lane) in table.lanes.iter_mut().enumerate().take(Command::OF_BANK) {
            let of_after = |r: &&Rule| r.after as usize == after && scopes.contains(&r.scope);
            let column: Vec<_> = rules.iter().filter(of_after).copied().collect();
            let is_same = |a: &[Rule], b: &[Rule]| {
                let gaps = |rules: &[Rule]| -> Vec<_> {
                    rules.iter().map(|r| (r.before, r.scope, r.gap)).collect()
                };
                gaps(a) == gaps(b)
            };
            let known = columns.iter().position(|known| is_same(known, &column));
            *lane = known.unwrap_or(columns.len()) as u8;
            if known.is_none() {
                columns.push(column);
            }
        }
        assert!(columns.len() <= LANES, "a standard with more lanes needs a greater `LANES`");
        table.fill(rules, scopes);
        table
    }

    /// The same lanes with the rules of some of the scopes.
    fn only(&self, rules: &[Rule], scope: Scope) -> Self {
        let mut table = Self { gaps: [[0; LANES]; Command::COUNT], ..self.clone() };
        table.fill(rules, &[scope]);
        table
    }

    fn fill(&mut self, rules: &[Rule], scopes: &[Scope]) {
        for rule in rules.iter().filter(|r| r.after.is_bank() && scopes.contains(&r.scope)) {
            let lane = self.lane(rule.after);
            let gap = &mut self.gaps[rule.before as usize][lane];
            *gap = rule.gap.max(*gap);
        }
    }

    #[inline]
    fn lane(&self, command: Command) -> usize {
        usize::from(self.lanes[command as usize]) % LANES
    }

    #[inline]
    fn push(&self, clocks: &mut Lanes, command: Command, now: u64) {
        for (clock, gap) in clocks.iter_mut().zip(&self.gaps[command as usize]) {
            *clock = (*clock).max(now + gap);
        }
    }
}

/// The earliest clocks of all commands of a rank.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    of_bank: Table,
    of_group: Table,
    of_rank: Table,
    banks: [Lanes; MOST_BANKS],
    /// By group; without groups there is one, with what holds for the rank.
    shared: [Lanes; MOST_BANKS],
    groups: usize,
    /// The group of a bank is its number shifted right by this.
    group_shift: u32,
    /// The last four activates, the oldest at `oldest`, each with the window added.
    windows: [u64; 4],
    oldest: usize,
    four_activates: u64,
    /// The rules for the few commands, and when each command came last.
    few: Vec<Rule>,
    last: [u64; Command::COUNT],
    seen: u32,
    bus: u64,
    occupies: [u64; Command::COUNT],
}

impl Ready {
    pub(super) fn new(timing: &Timing, banks: usize, groups: usize) -> Self {
        let rules = &timing.rules;
        let mut few = rules.clone();
        few.retain(|rule| !rule.after.is_bank());
        // Groups and rank have the same lanes, so that one look serves both.
        let shared = Table::new(rules, &[Scope::Group, Scope::Rank]);
        Self {
            of_bank: Table::new(rules, &[Scope::Bank]),
            of_group: shared.only(rules, Scope::Group),
            of_rank: shared.only(rules, Scope::Rank),
            banks: [[0; LANES]; MOST_BANKS],
            shared: [[0; LANES]; MOST_BANKS],
            groups,
            group_shift: (banks / groups).ilog2(),
            windows: [0; 4],
            oldest: 0,
            four_activates: timing.four_activates,
            few,
            last: [0; Command::COUNT],
            seen: 0,
            bus: 0,
            occupies: timing.bus,
        }
    }

    /// The earliest clock of a command to a bank as far as that bank alone decides.
    #[inline]
    pub(super) fn of_bank(&self, command: Command, bank: usize) -> u64 {
        self.banks[bank % MOST_BANKS][self.of_bank.lane(command)]
    }

    /// What else a command to a bank waits for: a number for [`Ready::of_place`].
    #[inline]
    pub(super) fn place(&self, command: Command, bank: usize) -> u16 {
        ((bank >> self.group_shift) * LANES + self.of_rank.lane(command)) as u16
    }

    /// The earliest clock at a place.
    #[inline]
    pub(super) fn of_place(&self, place: u16) -> u64 {
        self.shared.as_flattened()[usize::from(place) % (MOST_BANKS * LANES)]
    }

    /// From when the command bus is free.
    #[inline]
    pub(super) fn bus(&self) -> u64 {
        self.bus
    }

    /// The earliest clock of a command to the rank.
    pub(super) fn rank(&self, command: Command) -> u64 {
        let was_seen = |rule: &&Rule| self.seen >> rule.before as u32 & 1 == 1;
        let rules = self.few.iter().filter(|rule| rule.after == command).filter(was_seen);
        let clocks = rules.map(|rule| self.last[rule.before as usize] + rule.gap);
        clocks.max().unwrap_or(0).max(self.bus)
    }

    /// Notes a command; `bank` counts for commands to a bank only.
    #[inline]
    pub(super) fn issue(&mut self, command: Command, bank: usize, now: u64) {
        if command == Command::Activate {
            self.windows[self.oldest] = now + self.four_activates;
            self.oldest = (self.oldest + 1) % self.windows.len();
            let (window, lane) = (self.windows[self.oldest], self.of_rank.lane(command));
            for clocks in &mut self.shared[..self.groups] {
                clocks[lane] = clocks[lane].max(window);
            }
        }
        for clocks in &mut self.shared[..self.groups] {
            self.of_rank.push(clocks, command, now);
        }
        if command.is_bank() {
            self.of_bank.push(&mut self.banks[bank % MOST_BANKS], command, now);
            if self.groups > 1 {
                let group = (bank >> self.group_shift) % MOST_BANKS;
                self.of_group.push(&mut self.shared[group], command, now);
            }
        }
        self.last[command as usize] = now;
        self.seen |= 1 << command as u32;
        self.bus = now + self.occupies[command as usize];
    }
}
