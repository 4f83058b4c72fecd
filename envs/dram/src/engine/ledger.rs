//! What costs energy, counted from the commands as DRAMPower counts it.
//!
//! The account follows the commands alone. It takes a row that closes by itself as closed when its
//! precharge begins, and ends when the last command has had its effect, which may be a little before
//! or after the last answer (Chandrasekar et al., "DRAMPower: Open-source DRAM power & energy
//! estimation tool").

use super::MOST_BANKS;
use crate::device::{Behaviour, Command, Description, Standard};
use crate::error::DramError;

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

/// Not closed yet, nor due to.
const OPEN: u64 = u64::MAX;

/// The account of a rank.
///
/// A row that closes by itself is booked when its last command is issued, with a clock that may be
/// yet to come.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    times: Times,
    state: State,
    activated: [u64; MOST_BANKS],
    /// When the row of each bank closes or has closed, or [`OPEN`].
    until: [u64; MOST_BANKS],
    /// How many of them are [`OPEN`].
    held: u32,
    /// The banks with an open row when active power-down began, one bit each.
    kept: u64,
    /// When the first row was opened.
    first: u64,
    /// When the last of all rows closes, as far as is known; 0 once that is accounted for.
    ends: u64,
    /// From when on all rows were closed, the last time that was accounted for.
    closed: u64,
    /// When the device went to sleep.
    since: u64,
    /// The last clock in which a row closes by itself.
    last_closing: u64,
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
            activated: [0; MOST_BANKS],
            until: [0; MOST_BANKS],
            held: 0,
            kept: 0,
            first: 0,
            ends: 0,
            closed: 0,
            since: 0,
            last_closing: 0,
            activity: Activity::default(),
        })
    }

    /// Books an activate.
    #[inline(always)]
    pub(super) fn activate(&mut self, bank: usize, now: u64) {
        let bank = bank % MOST_BANKS;
        self.activated[bank] = now;
        if self.until[bank] > now {
            return;
        }
        self.until[bank] = OPEN;
        self.activity.activates += 1;
        if self.held == 0 && self.ends <= now {
            self.settle(now);
            self.activity.precharged += now.saturating_sub(self.closed);
            self.first = now;
        }
        self.held += 1;
    }

    /// Books a read or a write after which the row closes by itself.
    #[inline(always)]
    pub(super) fn auto_precharge(&mut self, write: bool, bank: usize, now: u64) {
        let times = &self.times;
        let clock = now + if write { times.write_closes } else { times.read_closes };
        let clock = clock.max(self.activated[bank % MOST_BANKS] + times.restore);
        self.last_closing = self.last_closing.max(clock);
        self.precharge(bank, clock);
    }

    /// Books that the row of a bank closes, unless it does so anyway.
    #[inline(always)]
    pub(super) fn precharge(&mut self, bank: usize, clock: u64) {
        let until = &mut self.until[bank % MOST_BANKS];
        if *until == OPEN {
            *until = clock;
            self.held -= 1;
            self.ends = self.ends.max(clock);
            self.activity.precharges += 1;
        }
    }

    /// Accounts for the time with a row open, if it is over.
    fn settle(&mut self, now: u64) {
        if self.held == 0 && self.ends > 0 && self.ends <= now {
            self.activity.active += self.ends.saturating_sub(self.first);
            (self.closed, self.ends) = (self.ends, 0);
        }
    }

    /// All rows close now, at the latest. How many would have closed later by themselves.
    fn close_all(&mut self, now: u64) -> u64 {
        let later = self.until.iter().filter(|until| **until > now).count() as u64;
        let by_themselves = later - u64::from(self.held);
        for until in &mut self.until {
            *until = now.min(*until);
        }
        if later > 0 {
            (self.held, self.ends) = (0, now);
        }
        by_themselves
    }

    /// Books a command to the rank.
    pub(super) fn rank(&mut self, command: Command, now: u64) {
        self.settle(now);
        match command {
            Command::PrechargeAll => {
                self.activity.precharges += u64::from(self.held);
                self.close_all(now);
                self.settle(now);
            }
            Command::Refresh => {
                let open = self.times.refresh - self.times.precharge;
                self.activity.precharged += now.saturating_sub(self.closed);
                self.activity.active += open;
                // Rows that a refresh closes are not counted.
                self.activity.precharges -= self.close_all(now);
                (self.first, self.closed, self.ends) = (now, now + open, 0);
            }
            Command::ActiveDown => {
                self.activity.active += now.saturating_sub(self.first);
                let is_open = |bank: &usize| self.until[*bank] > now;
                self.kept = (0..MOST_BANKS).filter(is_open).map(|bank| 1 << bank).sum();
                (self.state, self.since) = (State::ActiveDown, now);
            }
            Command::ActiveUp => {
                self.activity.active_down += now - self.since;
                self.reopen(now);
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

    /// Rows that have closed during active power-down are open again after it, as `DRAMPower` has
    /// it.
    fn reopen(&mut self, now: u64) {
        for bank in 0..MOST_BANKS {
            if self.kept >> bank & 1 == 1 && self.until[bank] <= now {
                self.until[bank] = OPEN;
                self.held += 1;
            }
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
        self.settle(u64::MAX);
        let closing = self.last_closing;
        let end = if closing > last { closing + self.times.precharge } else { last + tail };
        let end = end.saturating_sub(1);
        let since = |clock| end.saturating_sub(clock);
        let activity = &mut self.activity;
        match self.state {
            State::Awake if self.held > 0 => activity.active += since(self.first),
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
