//! When an idle rank powers down, and wakes.
//!
//! The policy is staggered: power-down as soon as nothing waits, and self-refresh when a refresh
//! becomes due in precharged power-down.

use super::ready::Ready;
use crate::device::Command;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Awake,
    /// Power-down with rows open.
    Active,
    /// Power-down with all rows closed.
    Precharged,
    SelfRefresh,
    /// Out of self-refresh, but still to be refreshed once.
    Waking,
}

/// The power-down of a rank.
// The wishes are independent of each other.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug)]
pub(super) struct Sleep {
    state: State,
    /// Whether no request waits.
    idle: bool,
    enter: bool,
    leave: bool,
    deepen: bool,
    /// Activates less precharges. The rows that close by themselves are not counted, so that a rank
    /// may power down as if it had a row open.
    opened: u64,
    /// What to issue next, and from when.
    pub(super) plan: Option<(Command, u64)>,
}

impl Sleep {
    pub(super) fn new() -> Self {
        Self {
            state: State::Awake,
            idle: true,
            enter: true,
            leave: false,
            deepen: false,
            opened: 0,
            plan: None,
        }
    }

    /// A request comes to an idle rank.
    pub(super) fn wake(&mut self) {
        (self.idle, self.enter, self.deepen) = (false, false, false);
        self.leave = self.state != State::Awake;
    }

    /// A refresh is due.
    pub(super) fn interrupt(&mut self) {
        self.enter = false;
        self.leave |= self.state != State::Awake;
    }

    /// Nothing waits after a command.
    pub(super) fn rest(&mut self) {
        self.idle = true;
        self.enter |= self.state == State::Awake;
    }

    /// Whether there is nothing to plan as long as requests wait.
    pub(super) fn is_wide_awake(&self) -> bool {
        self.state == State::Awake && !self.idle && !self.enter && !self.deepen
    }

    /// Whether the refresh that comes next ends self-refresh.
    pub(super) fn is_waking(&self) -> bool {
        self.state == State::Waking
    }

    /// Plans the next step.
    pub(super) fn plan(&mut self, ready: &Ready) {
        let command = match self.state {
            State::Active if self.leave => Command::ActiveUp,
            State::Precharged if self.leave => Command::PrechargedUp,
            State::SelfRefresh if self.leave => Command::SelfRefreshExit,
            State::Waking => Command::Refresh,
            State::Awake if self.enter && self.opened > 0 => Command::ActiveDown,
            State::Awake if self.enter => Command::PrechargedDown,
            State::Awake if self.deepen => Command::SelfRefresh,
            _ => return self.plan = None,
        };
        self.plan = Some((command, ready.rank(command)));
    }

    /// A command was issued.
    pub(super) fn issued(&mut self, command: Command) {
        match command {
            Command::Activate => self.opened += 1,
            Command::Precharge => self.opened = self.opened.saturating_sub(1),
            Command::PrechargeAll => self.opened = 0,
            Command::ActiveDown => self.fall(State::Active),
            Command::PrechargedDown => self.fall(State::Precharged),
            Command::SelfRefresh => {
                self.fall(State::SelfRefresh);
                self.deepen = false;
            }
            Command::SelfRefreshExit => self.state = State::Waking,
            Command::ActiveUp => self.rise(),
            Command::PrechargedUp => {
                self.rise();
                self.deepen = self.idle;
            }
            Command::Refresh if self.state == State::Waking => self.rise(),
            Command::Refresh => self.enter |= self.idle,
            Command::Read | Command::Write | Command::ReadAuto | Command::WriteAuto => {}
        }
    }

    fn fall(&mut self, state: State) {
        self.state = state;
        self.enter = false;
    }

    fn rise(&mut self) {
        self.state = State::Awake;
        self.leave = false;
    }
}
