//! From when on each command is allowed.
//!
//! The commands that serve requests are many, so every rule for them is applied as soon as its
//! earlier command is issued, and their clocks are always at hand. The commands that refresh a rank
//! and put it to sleep are few: theirs are worked out when somebody asks.

use super::MOST_BANKS;
use super::clock::Clock;
use crate::device::{Command, Rule, Scope, Timing};

/// Commands of a bank that are pushed off by the same rules share a lane. Of the six commands, no
/// standard has more than four that differ, in either table.
const LANES: usize = 4;

/// For each command its lane.
type Lane = [u8; Command::COUNT];

/// How far each command pushes off the lanes; 0 stands for no rule, because no command comes in the
/// clock of another.
type Gaps = [[f64; LANES]; Command::COUNT];

/// The lanes of some scopes.
fn lanes(rules: &[Rule], scopes: &[Scope]) -> Lane {
    let mut lanes = [0; Command::COUNT];
    let mut columns: Vec<Vec<_>> = Vec::new();
    for (after, lane) in lanes.iter_mut().enumerate().take(Command::OF_BANK) {
        let of_after = |r: &&Rule| r.after as usize == after && scopes.contains(&r.scope);
        let column = rules.iter().filter(of_after).map(|r| (r.before, r.scope, r.gap)).collect();
        let known = columns.iter().position(|known| *known == column);
        *lane = known.unwrap_or(columns.len()) as u8;
        if known.is_none() {
            columns.push(column);
        }
    }
    assert!(columns.len() <= LANES, "a standard with more lanes needs a greater `LANES`");
    lanes
}

/// The gaps of some scopes.
fn gaps(rules: &[Rule], scopes: &[Scope], lanes: &Lane) -> Gaps {
    let mut gaps = [[0.0; LANES]; Command::COUNT];
    for rule in rules.iter().filter(|r| r.after.is_bank() && scopes.contains(&r.scope)) {
        let lane = usize::from(lanes[rule.after as usize]);
        let gap: &mut f64 = &mut gaps[rule.before as usize][lane];
        *gap = gap.max(rule.gap as f64);
    }
    gaps
}

#[inline(always)]
fn push(clocks: &mut [Clock; LANES], gaps: &[f64; LANES], now: Clock) {
    for (clock, gap) in clocks.iter_mut().zip(gaps) {
        *clock = now.after(*gap).later(*clock);
    }
}

/// The earliest clocks of all commands of a rank.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    bank_lanes: Lane,
    bank_gaps: Gaps,
    banks: [[Clock; LANES]; MOST_BANKS],
    /// Groups and rank have the same lanes, so that one look serves both.
    shared_lanes: Lane,
    /// For the group of the command, by the rules of the rank, too.
    own_gaps: Gaps,
    /// For the other groups.
    other_gaps: Gaps,
    /// By group; without groups there is one, with what holds for the rank.
    shared: [[Clock; LANES]; MOST_BANKS],
    groups: usize,
    /// The group of a bank is its number shifted right by this.
    group_shift: u32,
    /// The last four activates, the oldest at `oldest`, each with the window added.
    windows: [Clock; 4],
    oldest: usize,
    four_activates: f64,
    /// The rules for the few commands, and when each command came last.
    few: Vec<Rule>,
    last: [Option<u64>; Command::COUNT],
    bus: u64,
    occupies: [u64; Command::COUNT],
}

impl Ready {
    pub(super) fn new(timing: &Timing, banks: usize, groups: usize) -> Self {
        let rules = &timing.rules;
        let mut few = rules.clone();
        few.retain(|rule| !rule.after.is_bank());
        let bank_lanes = lanes(rules, &[Scope::Bank]);
        let shared_lanes = lanes(rules, &[Scope::Group, Scope::Rank]);
        Self {
            bank_lanes,
            bank_gaps: gaps(rules, &[Scope::Bank], &bank_lanes),
            banks: [[Clock::ZERO; LANES]; MOST_BANKS],
            shared_lanes,
            own_gaps: gaps(rules, &[Scope::Group, Scope::Rank], &shared_lanes),
            other_gaps: gaps(rules, &[Scope::Rank], &shared_lanes),
            shared: [[Clock::ZERO; LANES]; MOST_BANKS],
            groups,
            group_shift: (banks / groups).ilog2(),
            windows: [Clock::ZERO; 4],
            oldest: 0,
            four_activates: timing.four_activates as f64,
            few,
            last: [None; Command::COUNT],
            bus: 0,
            occupies: timing.bus,
        }
    }

    /// The earliest clock of a command to a bank as far as that bank alone decides.
    #[inline(always)]
    pub(super) fn of_bank(&self, command: Command, bank: usize) -> Clock {
        self.banks[bank % MOST_BANKS][usize::from(self.bank_lanes[command as usize]) % LANES]
    }

    /// What else a command to a bank waits for: a number for [`Ready::of_place`].
    #[inline(always)]
    pub(super) fn place(&self, command: Command, bank: usize) -> u16 {
        (bank >> self.group_shift << LANES.ilog2()) as u16
            | u16::from(self.shared_lanes[command as usize])
    }

    /// The earliest clock at a place.
    #[inline(always)]
    pub(super) fn of_place(&self, place: u16) -> Clock {
        self.shared.as_flattened()[usize::from(place) % (MOST_BANKS * LANES)]
    }

    /// From when on the command bus is free.
    #[inline(always)]
    pub(super) fn bus(&self) -> u64 {
        self.bus
    }

    /// The earliest clock of a command to the rank.
    pub(super) fn rank(&self, command: Command) -> u64 {
        let rules = self.few.iter().filter(|rule| rule.after == command);
        let clocks = rules.filter_map(|rule| Some(self.last[rule.before as usize]? + rule.gap));
        clocks.max().unwrap_or(0).max(self.bus)
    }

    /// Notes a command; `bank` counts for commands to a bank only.
    #[inline(always)]
    pub(super) fn issue(&mut self, command: Command, bank: usize, clock: u64) {
        let (now, number) = (Clock::at(clock), command as usize);
        let group = bank >> self.group_shift;
        push(&mut self.banks[bank % MOST_BANKS], &self.bank_gaps[number], now);
        push(&mut self.shared[group % MOST_BANKS], &self.own_gaps[number], now);
        if self.groups > 1 {
            // Once more for the own group changes nothing.
            for clocks in self.shared.iter_mut().take(self.groups) {
                push(clocks, &self.other_gaps[number], now);
            }
        }
        if command == Command::Activate {
            self.note_activate(now);
        }
        self.last[number] = Some(clock);
        self.bus = clock + self.occupies[number];
    }

    #[inline(always)]
    fn note_activate(&mut self, now: Clock) {
        self.windows[self.oldest] = now.after(self.four_activates);
        self.oldest = (self.oldest + 1) % self.windows.len();
        let window = self.windows[self.oldest];
        let lane = usize::from(self.shared_lanes[Command::Activate as usize]) % LANES;
        for clocks in self.shared.iter_mut().take(self.groups) {
            clocks[lane] = window.later(clocks[lane]);
        }
    }
}
