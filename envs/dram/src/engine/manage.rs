//! What serves the rank instead of requests: refresh and power-down, and how they hold up the banks.

use super::banks::{Banks, NEVER};
use super::ready::Ready;
use super::refresh::{Rank, Refresh};
use super::sleep::Sleep;
use crate::device::{Command, Timing};
use crate::policy::{Controller, PowerDownPolicy, RefreshPolicy};

/// Refresh and power-down of a rank.
#[derive(Debug)]
pub(super) struct Manager {
    refresh: Option<Refresh>,
    sleep: Option<Sleep>,
    asleep: bool,
    /// Whether banks must wait for a refresh.
    blocked: bool,
    /// Whether banks forget at once what they want when a refresh blocks them. In DRAMSys 4 what
    /// was decided before may still be done in that clock; in DRAMSys 5 not.
    forgets: bool,
}

/// What the manager asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// This command, now.
    Issue(Command),
    /// No command at all: the rank is on its way to sleep or out of it.
    Nothing,
    /// Whatever the banks want.
    Banks,
}

impl Manager {
    /// The manager of a rank, if there is anything to manage.
    pub(super) fn new(controller: &Controller, timing: &Timing, forgets: bool) -> Option<Self> {
        let refreshes = controller.refresh_policy == RefreshPolicy::AllBank;
        let sleeps = controller.power_down_policy == PowerDownPolicy::Staggered;
        (refreshes || sleeps).then(|| Self {
            refresh: refreshes.then(|| Refresh::new(controller, timing.refresh_interval)),
            sleep: sleeps.then(Sleep::new),
            asleep: false,
            blocked: false,
            forgets,
        })
    }

    /// The refresh, if there is one.
    pub(super) fn refresh(&self) -> Option<&Refresh> {
        self.refresh.as_ref()
    }

    /// Whether the rank may power down.
    pub(super) fn sleeps(&self) -> bool {
        self.sleep.is_some()
    }

    /// From when on there is something to plan, if no command is issued and nothing arrives before.
    pub(super) fn attention(&self) -> u64 {
        let is_awake = self.sleep.as_ref().is_none_or(Sleep::is_wide_awake);
        if is_awake { self.refresh.as_ref().map_or(NEVER, |refresh| refresh.due) } else { 0 }
    }

    /// A request comes while none waits.
    pub(super) fn wake(&mut self) {
        if let Some(sleep) = &mut self.sleep {
            sleep.wake();
        }
    }

    /// Plans refresh and power-down. Whether all banks must decide again.
    #[inline]
    pub(super) fn plan(&mut self, now: u64, banks: &mut Banks, ready: &Ready) -> bool {
        let mut blocks = false;
        if let Some(refresh) = &mut self.refresh
            && now >= refresh.due
        {
            let (is_asleep, is_busy) = (self.asleep, banks.is_busy());
            let rank = Rank { is_asleep, is_busy, has_open_row: banks.has_open_row() };
            blocks = refresh.plan(now, rank, ready);
            if let Some(sleep) = &mut self.sleep {
                sleep.interrupt();
            }
        }
        if blocks {
            self.blocked = true;
            banks.hold(true);
            if self.forgets {
                banks.forget();
            }
        }
        if let Some(sleep) = &mut self.sleep {
            sleep.plan(ready);
        }
        blocks
    }

    /// What to do now. What puts the rank to sleep or wakes it excludes all else, even before its
    /// time has come; a refresh goes before the banks.
    #[inline]
    pub(super) fn choose(&self, now: u64) -> Choice {
        if let Some((command, clock)) = self.sleep.as_ref().and_then(|sleep| sleep.plan) {
            return if clock <= now { Choice::Issue(command) } else { Choice::Nothing };
        }
        match self.refresh.as_ref().and_then(|refresh| refresh.plan) {
            Some((command, clock)) if clock <= now => Choice::Issue(command),
            _ => Choice::Banks,
        }
    }

    /// A command was issued; `idle` if nothing waits after it.
    #[inline]
    pub(super) fn issued(&mut self, command: Command, now: u64, idle: bool, banks: &mut Banks) {
        if !command.is_bank() {
            self.issued_rank(command, now, banks);
        }
        if let Some(sleep) = &mut self.sleep {
            sleep.issued(command);
            if idle {
                sleep.rest();
            }
        }
    }

    fn issued_rank(&mut self, command: Command, now: u64, banks: &mut Banks) {
        match command {
            Command::PrechargeAll => banks.close_all(),
            Command::Refresh => {
                self.blocked = false;
                let wakes = self.sleep.as_ref().is_some_and(Sleep::is_waking);
                self.asleep &= !wakes;
                match &mut self.refresh {
                    Some(refresh) if wakes => refresh.resume(now),
                    Some(refresh) => refresh.done(),
                    None => {}
                }
            }
            Command::ActiveDown | Command::PrechargedDown => self.asleep = true,
            Command::SelfRefresh => {
                self.asleep = true;
                if let Some(refresh) = &mut self.refresh {
                    refresh.suspend();
                }
            }
            Command::ActiveUp | Command::PrechargedUp => self.asleep = false,
            _ => {}
        }
        banks.hold(self.asleep || self.blocked);
    }

    /// When something is to be done next, where the banks would act at `banks`.
    #[inline]
    pub(super) fn next_clock(&self, now: u64, banks: u64) -> u64 {
        let (mut due, mut planned) = (NEVER, NEVER);
        if let Some(refresh) = &self.refresh {
            if now < refresh.due {
                due = refresh.due;
            } else if let Some((_, clock)) = refresh.plan {
                planned = clock;
            }
        }
        // Nothing else is issued before a step of power-down; but a refresh that becomes due may
        // change that plan.
        match self.sleep.as_ref().and_then(|sleep| sleep.plan) {
            Some((_, clock)) => clock.min(due),
            None => banks.min(due).min(planned),
        }
    }
}
