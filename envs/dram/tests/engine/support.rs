//! Memories, controllers, short traces and logs in the notation of the worked examples.

use orienteer_env_dram::workload::{Access, Source};
use orienteer_env_dram::{
    AddressField, AddressMap, Arbiter, Command, Controller, Description, DramError, Issued, Memory,
    PagePolicy, PowerDownPolicy, RefreshPolicy, RespQueue, Run, Scheduler, SchedulerBuffer,
};
use std::path::{Path, PathBuf};

pub(crate) const DDR3: &str = include_str!("../../data/MICRON_1Gb_DDR3-1600_8bit_G.json");
pub(crate) const DDR4: &str = include_str!("../../data/MICRON_4Gb_DDR4-2400_8bit_A.json");
pub(crate) const LPDDR4: &str = include_str!("../../data/JEDEC_8Gb_LPDDR4-3200_16bit.json");

/// The controller of the worked examples.
pub(crate) const PLAIN: Controller = Controller {
    page_policy: PagePolicy::Open,
    scheduler: Scheduler::FrFcfs,
    scheduler_buffer: SchedulerBuffer::Bankwise,
    request_buffer_size: 8,
    resp_queue: RespQueue::Fifo,
    refresh_policy: RefreshPolicy::NoRefresh,
    refresh_max_postponed: 0,
    refresh_max_pulledin: 0,
    arbiter: Arbiter::Simple,
    max_active_transactions: 128,
    power_down_policy: PowerDownPolicy::NoPowerDown,
};

/// `PLAIN` with refresh, none of them late or early.
pub(crate) const REFRESHED: Controller =
    Controller { refresh_policy: RefreshPolicy::AllBank, ..PLAIN };

/// A memory with its fields in this order, from the most significant down.
pub(crate) fn laid_out(description: &str, order: &[AddressField]) -> Memory {
    let description = Description::parse("device", description).unwrap();
    let map = AddressMap::layout(order, &description.shape).unwrap();
    Memory::new(&description, &map).unwrap()
}

/// A memory of this description: the row in the upper bits, the column in the lower.
pub(crate) fn memory(description: &str) -> Memory {
    laid_out(description, order(description.contains("nbrOfBankGroups")))
}

/// The order of fields of such a memory, with bank groups or without.
pub(crate) fn order(grouped: bool) -> &'static [AddressField] {
    use AddressField::{Bank, BankGroup, Column, Row};
    if grouped { &[Row, Bank, BankGroup, Column] } else { &[Row, Bank, Column] }
}

/// A file of `tests/data`.
pub(crate) fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file)
}

/// Accesses that come so many at a time.
pub(crate) struct Chunks<'a>(std::slice::Chunks<'a, Access>);

impl<'a> Chunks<'a> {
    pub(crate) fn new(accesses: &'a [Access], size: usize) -> Self {
        Self(accesses.chunks(size))
    }
}

impl Source for Chunks<'_> {
    fn next_chunk(&mut self) -> Result<&[Access], DramError> {
        Ok(self.0.next().unwrap_or_default())
    }
}

/// Plays accesses.
pub(crate) fn play(
    memory: &Memory,
    controller: &Controller,
    accesses: &[Access],
) -> (Run, Vec<Issued>) {
    memory.commands(controller, &mut Chunks::new(accesses, 4096)).unwrap()
}

/// Reads `clock r|w address, ...`, addresses in hexadecimal.
pub(crate) fn trace(text: &str) -> Vec<Access> {
    let access = |text: &str| {
        let [clock, kind, address] = text.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("`{text}` is no access")
        };
        let address = u64::from_str_radix(address, 16).unwrap();
        Access { clock: clock.parse().unwrap(), address, write: kind == "w" }
    };
    text.split(',').map(access).collect()
}

/// The short names of commands, as data sheets have them.
pub(crate) fn name(command: Command) -> &'static str {
    match command {
        Command::Activate => "ACT",
        Command::Precharge => "PRE",
        Command::Read => "RD",
        Command::Write => "WR",
        Command::ReadAuto => "RDA",
        Command::WriteAuto => "WRA",
        Command::PrechargeAll => "PREA",
        Command::Refresh => "REF",
        Command::ActiveDown => "PDEA",
        Command::ActiveUp => "PDXA",
        Command::PrechargedDown => "PDEP",
        Command::PrechargedUp => "PDXP",
        Command::SelfRefresh => "SRE",
        Command::SelfRefreshExit => "SRX",
    }
}

/// A log as `COMMAND@clock(bank)`, without the bank for commands to all banks.
pub(crate) fn show(log: &[Issued]) -> String {
    let one = |issued: &Issued| {
        let bank = format!("({})", issued.bank);
        let bank = if issued.command.is_bank() { bank.as_str() } else { "" };
        format!("{}@{}{bank}", name(issued.command), issued.clock)
    };
    log.iter().map(one).collect::<Vec<_>>().join(" ")
}
