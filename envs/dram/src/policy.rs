//! The knobs of a controller, named as in DRAMSys.

use orienteer_core::Space;
use serde::{Deserialize, Serialize};

/// What happens to a row after an access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Space, Serialize, Deserialize)]
pub enum PagePolicy {
    /// It stays open until another row of the bank is wanted.
    Open,
    /// It closes if requests to the bank wait and none of them is for it.
    OpenAdaptive,
    /// It closes.
    Closed,
    /// It closes unless a request for it waits.
    ClosedAdaptive,
}

/// Which request of a bank is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Space, Serialize, Deserialize)]
pub enum Scheduler {
    /// The oldest.
    Fifo,
    /// The oldest row hit, else the oldest.
    FrFcfs,
    /// A row hit of the direction that the bus has, else the oldest row hit, else the oldest.
    FrFcfsGrp,
}

/// What the size of the request buffer limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Space, Serialize, Deserialize)]
pub enum SchedulerBuffer {
    /// The requests of each bank.
    Bankwise,
    /// The reads, and the writes.
    ReadWrite,
    /// All requests together.
    Shared,
}

/// In which order the controller answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Space, Serialize, Deserialize)]
pub enum RespQueue {
    /// As the data comes.
    Fifo,
    /// As the requests came.
    Reorder,
}

/// How rows are refreshed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Space, Serialize, Deserialize)]
pub enum RefreshPolicy {
    /// Not at all.
    NoRefresh,
    /// All banks at once.
    AllBank,
}

/// When an idle device powers down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Space, Serialize, Deserialize)]
pub enum PowerDownPolicy {
    /// Never.
    NoPowerDown,
    /// At once, first in power-down and from the next refresh in self-refresh.
    Staggered,
}

/// How requests reach the controller and answers the initiator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Space, Serialize, Deserialize)]
pub enum Arbiter {
    /// One request at a time is offered to the controller.
    Simple,
    /// Requests queue before the controller, up to a limit; answers as they come.
    Fifo,
    /// As `Fifo`, with answers in the order of the requests.
    Reorder,
}

/// A memory controller: the ten knobs of `ArchGym` with their full ranges, and power-down. Parameters
/// are named as the keys of DRAMSys.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Space, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Controller {
    /// What happens to a row after an access.
    #[param(rename = "PagePolicy", default = PagePolicy::Open)]
    pub page_policy: PagePolicy,
    /// Which request of a bank is next.
    #[param(rename = "Scheduler", default = Scheduler::FrFcfs)]
    pub scheduler: Scheduler,
    /// What the size of the request buffer limits.
    #[param(rename = "SchedulerBuffer", default = SchedulerBuffer::Bankwise)]
    pub scheduler_buffer: SchedulerBuffer,
    /// How many requests wait in the controller, at least 1.
    #[param(rename = "RequestBufferSize", range = 1..=128, log, default = 8)]
    pub request_buffer_size: u32,
    /// In which order the controller answers.
    #[param(rename = "RespQueue", default = RespQueue::Fifo)]
    pub resp_queue: RespQueue,
    /// How rows are refreshed.
    #[param(rename = "RefreshPolicy", default = RefreshPolicy::AllBank)]
    pub refresh_policy: RefreshPolicy,
    /// How many refreshes may be late. Without effect under `NoRefresh`.
    #[param(rename = "RefreshMaxPostponed", range = 0..=8, default = 0)]
    pub refresh_max_postponed: u32,
    /// How many refreshes may be early. Without effect under `NoRefresh`.
    #[param(rename = "RefreshMaxPulledin", range = 0..=8, default = 0)]
    pub refresh_max_pulledin: u32,
    /// How requests reach the controller and answers the initiator.
    #[param(rename = "Arbiter", default = Arbiter::Simple)]
    pub arbiter: Arbiter,
    /// How many requests may be unanswered, at least 1. Without effect under a `Simple` arbiter.
    #[param(rename = "MaxActiveTransactions", range = 1..=128, log, default = 128)]
    pub max_active_transactions: u32,
    /// When an idle device powers down.
    #[param(rename = "PowerDownPolicy", default = PowerDownPolicy::NoPowerDown)]
    pub power_down_policy: PowerDownPolicy,
}
