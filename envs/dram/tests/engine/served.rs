//! A checker of what commands are for: each request once, in the row where its address lies.
//!
//! Addresses are taken apart by division, as the order of fields is defined, without the simulator's
//! map; rows are followed from the commands that open and close them.

use crate::support::order;
use orienteer_env_dram::workload::Access;
use orienteer_env_dram::{AddressField, Command, Issued, Memory, Served};
use std::collections::HashMap;

/// Where the parts of an address are: field and number of values, from the least significant up.
pub(crate) struct Layout {
    burst: u64,
    fields: Vec<(AddressField, u64)>,
    banks_of_group: u64,
}

/// Bank, counted over all groups, and row.
type Place = (u64, u64);

impl Layout {
    /// That of a memory whose fields have this order from the most significant down; `None` is the
    /// order of [`crate::support::memory`].
    pub(crate) fn new(memory: &Memory, fields: Option<&[AddressField]>) -> Self {
        let shape = &memory.description().shape;
        let banks_of_group = u64::from(shape.nbr_of_banks / shape.nbr_of_bank_groups);
        let values = |field: &AddressField| match field {
            AddressField::Row => u64::from(shape.nbr_of_rows),
            AddressField::BankGroup => u64::from(shape.nbr_of_bank_groups),
            AddressField::Bank => banks_of_group,
            AddressField::Column => u64::from(shape.nbr_of_columns / shape.burst_length),
        };
        let fields = fields.unwrap_or(order(shape.nbr_of_bank_groups > 1));
        let fields = fields.iter().rev().map(|field| (*field, values(field))).collect();
        let width = shape.width * shape.nbr_of_devices_on_dimm / 8;
        Self { burst: u64::from(width * shape.burst_length), fields, banks_of_group }
    }

    fn place(&self, address: u64) -> Place {
        let (mut rest, mut group, mut bank, mut row) = (address / self.burst, 0, 0, 0);
        for (field, values) in &self.fields {
            let part = rest % values;
            rest /= values;
            match field {
                AddressField::Row => row = part,
                AddressField::BankGroup => group = part,
                AddressField::Bank => bank = part,
                AddressField::Column => {}
            }
        }
        (group * self.banks_of_group + bank, row)
    }

    /// The first thing that is wrong with the log of a run of these accesses.
    pub(crate) fn check(&self, log: &[Issued], accesses: &[Access]) -> Result<(), String> {
        let mut state = State::new(self, accesses);
        for now in log {
            state.step(now).map_err(|reason| format!("{now:?}: {reason}"))?;
        }
        match state.served.iter().position(|served| !served) {
            Some(id) => Err(format!("request {id} is not served")),
            None => Ok(()),
        }
    }
}

struct State<'a> {
    layout: &'a Layout,
    accesses: &'a [Access],
    /// The open row of each bank.
    open: HashMap<u64, u64>,
    served: Vec<bool>,
    /// The last request served of each address.
    last: HashMap<u64, u64>,
}

impl<'a> State<'a> {
    fn new(layout: &'a Layout, accesses: &'a [Access]) -> Self {
        let served = vec![false; accesses.len()];
        Self { layout, accesses, open: HashMap::new(), served, last: HashMap::new() }
    }

    fn step(&mut self, now: &Issued) -> Result<(), String> {
        if !now.command.is_bank() {
            if now.command == Command::PrechargeAll {
                self.open.clear();
            }
            return if now.request.is_none() { Ok(()) } else { Err("is for a request".into()) };
        }
        let Some(Served { id, row }) = now.request else { return Err("is for nothing".into()) };
        let access = self.accesses.get(id as usize).ok_or("there is no such request")?;
        let (bank, expected) = self.layout.place(access.address);
        if (bank, expected) != (u64::from(now.bank), u64::from(row)) {
            return Err(format!("{:x} is in bank {bank}, row {expected}", access.address));
        }
        if self.served[id as usize] {
            return Err("the request has been served".into());
        }
        match now.command {
            Command::Activate => match self.open.insert(bank, expected) {
                Some(row) => Err(format!("row {row} is open")),
                None => Ok(()),
            },
            Command::Precharge => match self.open.remove(&bank) {
                Some(row) if row == expected => Err("closes the row that it wants".into()),
                Some(_) => Ok(()),
                None => Err("no row is open".into()),
            },
            command => self.column(command, access, bank, expected, id),
        }
    }

    fn column(
        &mut self,
        command: Command,
        access: &Access,
        bank: u64,
        row: u64,
        id: u64,
    ) -> Result<(), String> {
        let open = self.open.get(&bank).copied();
        if open != Some(row) {
            return Err(format!("the open row is {open:?}"));
        }
        if access.write != matches!(command, Command::Write | Command::WriteAuto) {
            return Err("reads and writes are confused".into());
        }
        if matches!(command, Command::ReadAuto | Command::WriteAuto) {
            self.open.remove(&bank);
        }
        self.served[id as usize] = true;
        match self.last.insert(access.address, id) {
            Some(last) if last > id => Err(format!("{last}, of the same address, came first")),
            _ => Ok(()),
        }
    }
}
