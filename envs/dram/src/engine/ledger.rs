//! What costs energy, counted from the commands as DRAMPower counts it.
//!
//! The account follows the commands alone. It takes a row that closes by itself as closed when its
//! precharge begins, and ends when the last command has had its effect, which may be a little before
//! or after the last answer (Chandrasekar et al., "DRAMPower: Open-source DRAM power & energy
//! estimation tool").

use super::MOST_BANKS;
use crate::device::{Behaviour, Command, Description, Standard};
use crate::error::DramError;
use std::collections::VecDeque;

/// Commands, and clocks in each state of the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Rows opened.
    pub activates: u64,
    /// Rows closed, by themselves or not.
    pub precharges: u64,
    /// Bursts read.
    pub reads: u64,
    /// Bursts written.
    pub writes: u64,
    /// Refreshes of all banks.
    pub refreshes: u64,
    /// Clocks with a row open.
    pub active: u64,
    /// Clocks with all rows closed.
    pub precharged: u64,
    /// Clocks in active power-down.
    pub active_down: u64,
    /// Clocks in precharged power-down.
    pub precharged_down: u64,
    /// Clocks in self-refresh, after its own first refresh.
    pub self_refresh: u64,
    /// Clocks of the refresh at the entry of self-refresh, with rows open and then closed.
    pub entry_active: u64,
    /// See `entry_active`.
    pub entry_precharged: u64,
    /// Clocks of that refresh that were left at the exit.
    pub exit_active: u64,
    /// See `exit_active`.
    pub exit_precharged: u64,
}

impl Activity {
    /// All clocks that are accounted for. With power-down they may be more than those of the run,
    /// because some count twice; DRAMPower divides by them for its average power.
    pub fn clocks(&self) -> u64 {
        let standing = self.active + self.precharged + self.active_down + self.precharged_down;
        let entry = self.entry_active + self.entry_precharged;
        standing + self.self_refresh + entry + self.exit_active + self.exit_precharged
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Awake,
    ActiveDown,
    PrechargedDown,
    SelfRefresh,
}

/// The times of a device that the account needs, in clocks.
#[derive(Clone, Debug)]
struct Times {
    restore: u64,
    precharge: u64,
    refresh: u64,
    /// From a column command with auto precharge to the precharge.
    read_closes: u64,
    write_closes: u64,
    /// How long the effect of a last command lasts.
    activate_tail: u64,
    read_tail: u64,
    write_tail: u64,
}

/// The account of a rank.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    times: Times,
    state: State,
    /// The banks with an open row, one bit each.
    open: u64,
    /// Those when active power-down began.
    kept: u64,
    activated: [u64; MOST_BANKS],
    /// When the first row was opened, and when the last was closed.
    first: u64,
    closed: u64,
    /// When the device went to sleep.
    since: u64,
    /// Rows that will close by themselves, in the order of time.
    closing: VecDeque<(u64, u8)>,
    /// The clock of the first of them.
    next_closing: u64,
    activity: Activity,
}

impl Ledger {
    pub(super) fn new(device: &Description) -> Result<Self, DramError> {
        let t = |field| device.clocks(field);
        let or_zero = |field| if device.has_time(field) { t(field) } else { Ok(0) };
        let low_power = device.standard == Standard::Lpddr4;
        let (precharge, refresh) = if low_power { ("RPAB", "RFCAB") } else { ("RP", "RFC") };
        let burst = device.shape.burst();
        // DRAMPower of DRAMSys 4 counts at least four clocks from a read to its precharge.
        let least = if device.behaviour == Behaviour::Dramsys4 { 4 } else { 0 };
        let write_closes = t("WL")? + burst + t("WR")?;
        let times = Times {
            restore: t("RAS")?,
            precharge: t(precharge)?,
            refresh: t(refresh)?,
            read_closes: or_zero("AL")? + t("RTP")?.max(least),
            write_closes,
            activate_tail: t("RCD")?,
            read_tail: t("RL")? + t("DQSCK")? + 1 + burst,
            write_tail: write_closes,
        };
        Ok(Self {
            times,
            state: State::Awake,
            open: 0,
            kept: 0,
            activated: [0; MOST_BANKS],
            first: 0,
            closed: 0,
            since: 0,
            closing: VecDeque::new(),
            next_closing: u64::MAX,
            activity: Activity::default(),
        })
    }

    /// Books an activate.
    #[inline(always)]
    pub(super) fn activate(&mut self, bank: usize, now: u64) {
        self.close_due(now);
        self.activated[bank % MOST_BANKS] = now;
        if self.open >> bank & 1 == 1 {
            return;
        }
        self.activity.activates += 1;
        if self.open == 0 {
            self.activity.precharged += now.saturating_sub(self.closed);
            self.first = now;
        }
        self.open |= 1 << bank;
    }

    /// Books a precharge of a bank.
    #[inline(always)]
    pub(super) fn precharge(&mut self, bank: usize, now: u64) {
        self.close_due(now);
        self.close(1 << bank, 1, now);
    }

    /// Books a read or a write after which the row closes by itself.
    #[inline(always)]
    pub(super) fn auto_precharge(&mut self, write: bool, bank: usize, now: u64) {
        let times = &self.times;
        let clock = now + if write { times.write_closes } else { times.read_closes };
        self.close_later(clock.max(self.activated[bank % MOST_BANKS] + times.restore), bank);
    }

    /// Closes the `count` of these banks that are open, if any is.
    #[inline(always)]
    fn close(&mut self, banks: u64, count: u32, now: u64) {
        if self.open & banks == 0 {
            return;
        }
        self.activity.precharges += u64::from(count);
        self.open &= !banks;
        if self.open == 0 {
            self.activity.active += now.saturating_sub(self.first);
            self.closed = now;
        }
    }

    #[inline(always)]
    fn close_later(&mut self, clock: u64, bank: usize) {
        if self.closing.back().is_some_and(|(last, _)| clock < *last) {
            return self.close_between(clock, bank);
        }
        self.closing.push_back((clock, bank as u8));
        self.next_closing = self.next_closing.min(clock);
    }

    /// Only a read soon after a write closes earlier than what waits.
    #[cold]
    fn close_between(&mut self, clock: u64, bank: usize) {
        let later = self.closing.iter().rev().take_while(|(other, _)| *other > clock).count();
        self.closing.insert(self.closing.len() - later, (clock, bank as u8));
        self.next_closing = self.closing[0].0;
    }

    #[inline(always)]
    fn close_due(&mut self, now: u64) {
        if self.next_closing <= now {
            self.close_until(now);
        }
    }

    fn close_until(&mut self, now: u64) {
        while let Some((clock, bank)) = self.closing.pop_front_if(|(clock, _)| *clock <= now) {
            self.close(1 << bank, 1, clock);
        }
        self.next_closing = self.closing.front().map_or(u64::MAX, |(clock, _)| *clock);
    }

    /// Books a command to the rank.
    pub(super) fn rank(&mut self, command: Command, now: u64) {
        self.close_due(now);
        match command {
            Command::PrechargeAll => self.close(u64::MAX, self.open.count_ones(), now),
            Command::Refresh => {
                let open = self.times.refresh - self.times.precharge;
                self.activity.precharged += now.saturating_sub(self.closed);
                self.activity.active += open;
                (self.first, self.closed, self.open) = (now, now + open, 0);
            }
            Command::ActiveDown => {
                self.activity.active += now.saturating_sub(self.first);
                self.kept = self.open;
                (self.state, self.since) = (State::ActiveDown, now);
            }
            Command::ActiveUp => {
                self.activity.active_down += now - self.since;
                self.open = self.kept;
                (self.state, self.first) = (State::Awake, now);
            }
            Command::PrechargedDown => {
                self.activity.precharged += now.saturating_sub(self.closed);
                (self.state, self.since) = (State::PrechargedDown, now);
            }
            Command::PrechargedUp => {
                self.activity.precharged_down += now - self.since;
                (self.state, self.closed) = (State::Awake, now);
            }
            Command::SelfRefresh => {
                self.activity.precharged += now.saturating_sub(self.closed);
                (self.state, self.since) = (State::SelfRefresh, now);
            }
            Command::SelfRefreshExit => {
                let left = self.slept(now);
                self.activity.exit_active += left.saturating_sub(self.times.precharge);
                self.activity.exit_precharged += left.min(self.times.precharge);
                (self.state, self.closed) = (State::Awake, now + left);
            }
            _ => {}
        }
    }

    /// Counts a self-refresh that ends at `now`. How much of the refresh at its entry is left.
    fn slept(&mut self, now: u64) -> u64 {
        let (slept, refresh) = (now - self.since, self.times.refresh);
        let open = refresh - self.times.precharge;
        self.activity.entry_active += slept.min(open);
        self.activity.entry_precharged += slept.clamp(open, refresh) - open;
        self.activity.self_refresh += slept.saturating_sub(refresh);
        refresh.saturating_sub(slept)
    }

    /// How long the effect of a last command lasts.
    fn tail(&self, command: Command) -> u64 {
        match command {
            Command::Activate => self.times.activate_tail,
            Command::Precharge | Command::PrechargeAll => self.times.precharge,
            Command::Read | Command::ReadAuto => self.times.read_tail,
            Command::Write | Command::WriteAuto => self.times.write_tail,
            _ => 0,
        }
    }

    /// Closes the account, after so many commands and the last of them.
    pub(super) fn finish(
        mut self,
        counts: &[u64; Command::COUNT],
        last: Option<(Command, u64)>,
    ) -> Activity {
        let count = |command| counts[command as usize];
        self.activity.reads = count(Command::Read) + count(Command::ReadAuto);
        self.activity.writes = count(Command::Write) + count(Command::WriteAuto);
        self.activity.refreshes = count(Command::Refresh);
        let (last, tail) = last.map_or((0, 0), |(command, clock)| (clock, self.tail(command)));
        // Rows that close after the last command have the last entry.
        let closing = self.closing.back().map_or(0, |(clock, _)| *clock);
        self.close_until(u64::MAX);
        let end = if closing > last { closing + self.times.precharge } else { last + tail };
        let end = end.saturating_sub(1);
        let since = |clock| end.saturating_sub(clock);
        let activity = &mut self.activity;
        match self.state {
            State::Awake if self.open != 0 => activity.active += since(self.first),
            State::Awake => activity.precharged += since(self.closed),
            State::ActiveDown => activity.active_down += since(self.since),
            State::PrechargedDown => activity.precharged_down += since(self.since),
            State::SelfRefresh => {
                self.slept(end.max(self.since));
            }
        }
        self.activity
    }
}
