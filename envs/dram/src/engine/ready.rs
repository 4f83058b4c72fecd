//! From when on each command is allowed.
//!
//! The commands that serve requests are many, so every rule for them is applied as soon as its
//! earlier command is issued, and their clocks are always at hand. The commands that refresh a rank
//! and put it to sleep are few: theirs are worked out when somebody asks.

use super::MOST_BANKS;
use super::banks::NEVER;
use super::clock::Clock;
use crate::device::{Command, Rule, Scope, Timing};
use std::array::from_fn;

/// Commands of a bank that are pushed off by the same rules share a lane. Of the six commands, no
/// standard has more than four that differ, in either table.
const LANES: usize = 4;

/// For each command its lane.
type Lane = [u8; Command::COUNT];

/// How far each command pushes off the lanes; 0 stands for no rule, because no command comes in the
/// clock of another.
type Gaps = [[i32; LANES]; Command::COUNT];

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

/// The gaps of some scopes, none of them below `least` of the command.
fn gaps(rules: &[Rule], scopes: &[Scope], lanes: &Lane, least: &[u64; Command::COUNT]) -> Gaps {
    let mut gaps = least.map(|least| [least as i32; LANES]);
    for rule in rules.iter().filter(|r| r.after.is_bank() && scopes.contains(&r.scope)) {
        let lane = usize::from(lanes[rule.after as usize]);
        let gap: &mut i32 = &mut gaps[rule.before as usize][lane];
        *gap = (*gap).max(rule.gap as i32);
    }
    gaps
}

/// The clocks of the lanes of some banks, or groups.
///
/// There is room for any number of one byte, so that a [`Seat`] needs no check.
type Lanes = [[Clock; LANES]; 256 / LANES];

#[inline(always)]
fn raise(clocks: &mut [Clock; LANES], least: &[Clock; LANES]) {
    for (clock, least) in clocks.iter_mut().zip(least) {
        *clock = least.later(*clock);
    }
}

#[inline(always)]
fn push(clocks: &mut [Clock; LANES], gaps: &[i32; LANES], now: Clock) {
    for (clock, gap) in clocks.iter_mut().zip(gaps) {
        *clock = now.after(*gap).later(*clock);
    }
}

/// Clocks are counted from an epoch that is less than this ago. Sums of six times of a description
/// still fit above.
const LONGEST_EPOCH: u64 = 1 << 21;

/// Where it is said from when on a command to a bank is allowed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seat {
    bank: u8,
    shared: u8,
}

/// The earliest clocks of all commands of a rank.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    /// From when on clocks are counted.
    epoch: u64,
    /// By bank and command.
    seats: [[Seat; 8]; MOST_BANKS],
    bank_gaps: Gaps,
    banks: Lanes,
    /// For the group of the command, by the rules of the rank, too. The command bus is one of them,
    /// so that no clock below is before it is free.
    own_gaps: Gaps,
    /// For the other groups.
    other_gaps: Gaps,
    /// By group; without groups there is one, with what holds for the rank. Groups and rank have
    /// the same lanes, so that one look serves both.
    shared: Lanes,
    groups: usize,
    /// The group of a bank is its number shifted right by this.
    group_shift: u32,
    /// The last four activates, the oldest at `oldest`, each with the window added in the lane of
    /// activates.
    windows: [[Clock; LANES]; 4],
    oldest: usize,
    window: [i32; LANES],
    /// The rules for the few commands, and when each command came last, or [`NEVER`].
    few: Vec<Rule>,
    last: [u64; Command::COUNT],
    latest: Option<Command>,
    occupies: [u64; Command::COUNT],
}

impl Ready {
    pub(super) fn new(timing: &Timing, banks: usize, groups: usize) -> Self {
        let rules = &timing.rules;
        let mut few = rules.clone();
        few.retain(|rule| !rule.after.is_bank());
        let (of_bank, of_rank) = ([Scope::Bank], [Scope::Rank]);
        let of_group = [Scope::Group, Scope::Rank];
        let (bank_lanes, shared_lanes) = (lanes(rules, &of_bank), lanes(rules, &of_group));
        let group_shift = (banks / groups).ilog2();
        let mut window = [0; LANES];
        window[usize::from(shared_lanes[Command::Activate as usize])] =
            timing.four_activates as i32;
        let seat = |bank: usize, command| Seat {
            bank: (bank * LANES) as u8 + bank_lanes[command],
            shared: ((bank >> group_shift) * LANES) as u8 + shared_lanes[command],
        };
        Self {
            epoch: 0,
            seats: from_fn(|bank| from_fn(|command| seat(bank, command))),
            bank_gaps: gaps(rules, &of_bank, &bank_lanes, &[0; Command::COUNT]),
            banks: [[Clock::ZERO; LANES]; 256 / LANES],
            own_gaps: gaps(rules, &of_group, &shared_lanes, &timing.bus),
            other_gaps: gaps(rules, &of_rank, &shared_lanes, &timing.bus),
            shared: [[Clock::ZERO; LANES]; 256 / LANES],
            groups,
            group_shift,
            windows: [[Clock::ZERO; LANES]; 4],
            oldest: 0,
            window,
            few,
            last: [NEVER; Command::COUNT],
            latest: None,
            occupies: timing.bus,
        }
    }

    /// Where it is said from when on a command to a bank is allowed.
    #[inline(always)]
    pub(super) fn seat(&self, command: Command, bank: usize) -> Seat {
        self.seats[bank % MOST_BANKS][command as usize % 8]
    }

    /// From when on what has this seat is allowed.
    #[inline(always)]
    pub(super) fn clock(&self, seat: Seat) -> Clock {
        let (bank, shared) = (usize::from(seat.bank), usize::from(seat.shared));
        self.banks.as_flattened()[bank].later(self.shared.as_flattened()[shared])
    }

    /// A clock of this rank in full.
    #[inline(always)]
    pub(super) fn since_start(&self, clocks: u64) -> u64 {
        self.epoch + clocks
    }

    /// It is `now`: nothing is allowed before.
    #[inline(always)]
    pub(super) fn pass_time(&mut self, now: u64) {
        let now = self.at(now);
        for clocks in self.shared.iter_mut().take(self.groups) {
            push(clocks, &[0; LANES], now);
        }
    }

    #[inline(always)]
    fn at(&mut self, now: u64) -> Clock {
        if now - self.epoch >= LONGEST_EPOCH {
            self.begin_epoch(now);
        }
        Clock::at((now - self.epoch) as u32)
    }

    #[cold]
    fn begin_epoch(&mut self, now: u64) {
        let passed = now - self.epoch;
        let lanes = self.banks.as_flattened_mut().iter_mut();
        for clock in
            lanes.chain(self.shared.as_flattened_mut()).chain(self.windows.as_flattened_mut())
        {
            *clock = Clock::at(u64::from(clock.number()).saturating_sub(passed) as u32);
        }
        self.epoch = now;
    }

    /// From when on the command bus is free.
    pub(super) fn bus(&self) -> u64 {
        self.last_command().map_or(0, |(command, clock)| clock + self.occupies[command as usize])
    }

    /// The earliest clock of a command to the rank.
    pub(super) fn rank(&self, command: Command) -> u64 {
        let rules = self.few.iter().filter(|rule| rule.after == command);
        let clocks = rules.filter_map(|rule| Some(self.last(rule.before)? + rule.gap));
        clocks.max().unwrap_or(0).max(self.bus())
    }

    /// The last command of all, and its clock.
    pub(super) fn last_command(&self) -> Option<(Command, u64)> {
        self.latest.map(|command| (command, self.last[command as usize]))
    }

    /// When a command came last, if it has.
    fn last(&self, command: Command) -> Option<u64> {
        Some(self.last[command as usize]).filter(|clock| *clock != NEVER)
    }

    /// Notes a command; `bank` counts for commands to a bank only.
    #[inline(always)]
    pub(super) fn issue(&mut self, command: Command, bank: usize, clock: u64) {
        let (now, number) = (self.at(clock), command as usize);
        push(&mut self.banks[bank % MOST_BANKS], &self.bank_gaps[number], now);
        if self.groups == 1 {
            push(&mut self.shared[0], &self.own_gaps[number], now);
        } else {
            let group = bank >> self.group_shift;
            push(&mut self.shared[group % MOST_BANKS], &self.own_gaps[number], now);
            // Once more for the own group changes nothing.
            for clocks in self.shared.iter_mut().take(self.groups) {
                push(clocks, &self.other_gaps[number], now);
            }
        }
        if command == Command::Activate {
            self.note_activate(now);
        }
        (self.last[number], self.latest) = (clock, Some(command));
    }

    #[inline(always)]
    fn note_activate(&mut self, now: Clock) {
        self.windows[self.oldest] = self.window.map(|window| now.after(window));
        self.oldest = (self.oldest + 1) % self.windows.len();
        let window = self.windows[self.oldest];
        // Vectors as a whole: a part that is written alone must reach memory before it can be read
        // with the rest.
        raise(&mut self.shared[0], &window);
        for clocks in self.shared.iter_mut().take(self.groups).skip(1) {
            raise(clocks, &window);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::Description;

    /// When a read after an activate, and an activate of another bank, are allowed.
    fn after_activate(start: u64) -> [u64; 2] {
        let text = include_str!("../../data/MICRON_1Gb_DDR3-1600_8bit_G.json");
        let timing = Timing::new(&Description::parse("device", text).unwrap()).unwrap();
        let mut ready = Ready::new(&timing, 8, 1);
        for clock in [0, 5] {
            ready.issue(Command::Activate, clock as usize, start + clock);
        }
        // Past the beginning of an epoch, for one of them.
        ready.pass_time(start + 6);
        let clock = |command, bank| ready.clock(ready.seat(command, bank)).number();
        let clocks = [clock(Command::Read, 5), clock(Command::Activate, 1)];
        clocks.map(|clock| ready.since_start(u64::from(clock)))
    }

    #[test]
    fn an_epoch_changes_nothing() {
        let [read, activate] = after_activate(0);
        assert_eq!([read, activate], [15, 10]);
        for start in [1, LONGEST_EPOCH - 6, LONGEST_EPOCH - 5, LONGEST_EPOCH, 1 << 48] {
            assert_eq!(after_activate(start), [start + read, start + activate], "{start}");
        }
    }
}
