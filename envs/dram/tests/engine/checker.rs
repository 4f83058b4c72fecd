//! A checker of command logs that shares nothing with the simulator but the names of commands.
//!
//! It keeps the state of every bank and of the rank, and looks back from each command over all
//! earlier ones that a constraint could reach.

use crate::constraints::{Constraint, DDR3_1600, DDR4_2400, LPDDR4_3200, Within};
use orienteer_env_dram::{Command, Issued};

const KINDS: usize = Command::COUNT;

/// How many clocks are demanded between two commands, and what that is called.
type Demand = Option<(u64, &'static str)>;

/// The demands of a device.
pub(crate) struct Checker {
    /// What is demanded between two commands: the longest for each pair, by what they share.
    demands: [[[Demand; KINDS]; KINDS]; 3],
    four_activates: u64,
    banks: usize,
    banks_of_group: usize,
    /// Clocks on the command bus.
    length: fn(Command) -> u64,
}

fn length_in_lpddr4(command: Command) -> u64 {
    match command {
        Command::Activate => 4,
        command if command.is_column() => 4,
        Command::ActiveDown
        | Command::ActiveUp
        | Command::PrechargedDown
        | Command::PrechargedUp => 1,
        _ => 2,
    }
}

impl Checker {
    fn new(constraints: &'static [Constraint], four_activates: u64, banks: usize) -> Self {
        let mut demands = [[[None; KINDS]; KINDS]; 3];
        for constraint in constraints {
            for &before in constraint.before {
                for &after in constraint.after {
                    let place = &mut demands[constraint.within as usize];
                    let demand = &mut place[before as usize][after as usize];
                    *demand = (*demand).max(Some((constraint.clocks, constraint.name)));
                }
            }
        }
        let length = |_| 1;
        Self { demands, four_activates, banks, banks_of_group: banks, length }
    }

    pub(crate) fn ddr3() -> Self {
        Self::new(DDR3_1600, 24, 8)
    }

    pub(crate) fn ddr4() -> Self {
        Self { banks_of_group: 4, ..Self::new(DDR4_2400, 26, 16) }
    }

    pub(crate) fn lpddr4() -> Self {
        Self { length: length_in_lpddr4, ..Self::new(LPDDR4_3200, 64, 8) }
    }

    /// The last clock of a command.
    fn last(&self, issued: &Issued) -> u64 {
        issued.clock + (self.length)(issued.command) - 1
    }

    /// Without any demand between these two.
    pub(crate) fn except(mut self, before: Command, after: Command) -> Self {
        for demands in &mut self.demands {
            demands[before as usize][after as usize] = None;
        }
        self
    }

    /// The first thing that is wrong with a log.
    pub(crate) fn check(&self, log: &[Issued]) -> Result<(), String> {
        let mut state = State { open: vec![false; self.banks], ..State::default() };
        let reach = self.demands.iter().flatten().flatten().flatten();
        let reach = reach.map(|(clocks, _)| *clocks).max().unwrap_or(0);
        let mut activates: Vec<u64> = Vec::new();
        for (index, now) in log.iter().enumerate() {
            state.step(now).map_err(|reason| format!("{now:?}: {reason}"))?;
            if let Some(last) = index.checked_sub(1).map(|last| log[last])
                && now.clock <= self.last(&last)
            {
                return Err(format!("{now:?}: the bus is not free after {last:?}"));
            }
            for earlier in log[..index].iter().rev() {
                if self.last(now) - self.last(earlier) >= reach {
                    break;
                }
                self.check_pair(earlier, now)?;
            }
            if now.command == Command::Activate {
                activates.push(now.clock);
                if let [.., fifth, _, _, _, last] = activates.as_slice()
                    && last - fifth < self.four_activates
                {
                    return Err(format!("{now:?}: the fifth activate since {fifth}: tFAW"));
                }
            }
        }
        Ok(())
    }

    fn check_pair(&self, earlier: &Issued, now: &Issued) -> Result<(), String> {
        let both = earlier.command.is_bank() && now.command.is_bank();
        let group = |issued: &Issued| usize::from(issued.bank) / self.banks_of_group;
        for within in [Within::Bank, Within::Group, Within::Rank] {
            let applies = match within {
                Within::Bank => both && earlier.bank == now.bank,
                Within::Group => both && group(earlier) == group(now),
                Within::Rank => true,
            };
            let demands = &self.demands[within as usize];
            if let Some((clocks, name)) = demands[earlier.command as usize][now.command as usize]
                && applies
                && self.last(now) < self.last(earlier) + clocks
            {
                return Err(format!("{now:?} after {earlier:?}: {name} is {clocks}"));
            }
        }
        Ok(())
    }
}

/// What a device is doing.
#[derive(Default)]
struct State {
    open: Vec<bool>,
    /// The command by which alone the device wakes.
    wakes: Option<Command>,
    /// Whether self-refresh has ended without a refresh since.
    needs_refresh: bool,
}

impl State {
    fn step(&mut self, now: &Issued) -> Result<(), &'static str> {
        let demand = |holds, reason| if holds { Ok(()) } else { Err(reason) };
        if let Some(exit) = self.wakes.take() {
            return demand(now.command == exit, "the device sleeps");
        }
        let idle = self.open.iter().all(|open| !open);
        if !now.command.is_bank() {
            demand(now.bank == 0, "a command to all banks names one")?;
        }
        let bank = self.open.get_mut(usize::from(now.bank)).ok_or("there is no such bank")?;
        match now.command {
            Command::Activate => demand(!std::mem::replace(bank, true), "the bank has a row open"),
            Command::Read | Command::Write => demand(*bank, "the bank is closed"),
            Command::ReadAuto | Command::WriteAuto | Command::Precharge => {
                demand(std::mem::take(bank), "the bank is closed")
            }
            Command::PrechargeAll => {
                self.open.fill(false);
                Ok(())
            }
            Command::Refresh => {
                self.needs_refresh = false;
                demand(idle, "a row is open")
            }
            Command::ActiveDown => {
                self.wakes = Some(Command::ActiveUp);
                Ok(())
            }
            Command::PrechargedDown => {
                self.wakes = Some(Command::PrechargedUp);
                demand(idle, "a row is open")
            }
            Command::SelfRefresh => {
                self.wakes = Some(Command::SelfRefreshExit);
                demand(
                    !std::mem::replace(&mut self.needs_refresh, true),
                    "no refresh since the last",
                )?;
                demand(idle, "a row is open")
            }
            Command::ActiveUp | Command::PrechargedUp | Command::SelfRefreshExit => {
                Err("the device is awake")
            }
        }
    }
}
