//! The controller as a design space: ArchGym's ten knobs with their full ranges, and two more.

use crate::policy::{
    Arbiter, Controller, PagePolicy, PowerDownPolicy, RefreshPolicy, RespQueue, Scheduler,
    SchedulerBuffer,
};
use orienteer_core::Space;
use serde::{Deserialize, Serialize};

/// Which address bits are row, bank and column, from the most significant down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Space, Serialize, Deserialize)]
#[space(rename_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum AddressMapping {
    /// Row, bank, column: neighbouring rows of the address space lie in different banks.
    Rbc,
    /// Bank, row, column: each bank is one stretch of the address space.
    Brc,
}

/// A controller and its address map. Parameters are named as the keys of DRAMSys.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Space)]
pub struct Design {
    /// What happens to a row after an access.
    #[param(rename = "PagePolicy")]
    pub page_policy: PagePolicy,
    /// Which request of a bank is next.
    #[param(rename = "Scheduler")]
    pub scheduler: Scheduler,
    /// What the size of the request buffer limits.
    #[param(rename = "SchedulerBuffer")]
    pub scheduler_buffer: SchedulerBuffer,
    /// How many requests wait in the controller.
    #[param(range = 1..=8, rename = "RequestBufferSize")]
    pub request_buffer_size: u32,
    /// In which order the controller answers.
    #[param(rename = "RespQueue")]
    pub resp_queue: RespQueue,
    /// How rows are refreshed.
    #[param(rename = "RefreshPolicy")]
    pub refresh_policy: RefreshPolicy,
    /// How many refreshes may be late.
    #[param(range = 1..=8, rename = "RefreshMaxPostponed")]
    pub refresh_max_postponed: u32,
    /// How many refreshes may be early.
    #[param(range = 1..=8, rename = "RefreshMaxPulledin")]
    pub refresh_max_pulledin: u32,
    /// How requests reach the controller and answers the initiator.
    #[param(rename = "Arbiter")]
    pub arbiter: Arbiter,
    /// How many requests may be unanswered.
    #[param(range = 1..=128, log, rename = "MaxActiveTransactions")]
    pub max_active_transactions: u32,
    /// When an idle device powers down.
    #[param(rename = "PowerDownPolicy")]
    pub power_down_policy: PowerDownPolicy,
    /// Which address bits are row, bank and column.
    #[param(rename = "AddressMapping")]
    pub address_mapping: AddressMapping,
}

impl Design {
    /// The controller of the design.
    pub fn controller(&self) -> Controller {
        Controller {
            page_policy: self.page_policy,
            scheduler: self.scheduler,
            scheduler_buffer: self.scheduler_buffer,
            request_buffer_size: self.request_buffer_size,
            resp_queue: self.resp_queue,
            refresh_policy: self.refresh_policy,
            refresh_max_postponed: self.refresh_max_postponed,
            refresh_max_pulledin: self.refresh_max_pulledin,
            arbiter: self.arbiter,
            max_active_transactions: self.max_active_transactions,
            power_down_policy: self.power_down_policy,
        }
    }
}
