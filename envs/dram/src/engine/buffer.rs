//! The request buffer: what waits in the controller, and which request of a bank is next.

use super::MOST_BANKS;
use crate::policy::{Controller, Scheduler, SchedulerBuffer};

/// A request that has reached the controller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    /// Its number in the trace, from 0: older requests have smaller numbers.
    pub(super) id: u64,
    /// The address of its burst, as far as two requests can conflict.
    pub(super) address: u64,
    /// When the workload has it.
    pub(super) due: u64,
    /// When it was offered to the controller.
    pub(super) offered: u64,
    pub(super) row: u32,
    pub(super) bank: u8,
    pub(super) write: bool,
}

/// The requests of a bank, oldest first. The one that leaves is nearly always the oldest, so that
/// its place stays empty until the list is full.
#[derive(Debug)]
struct Queue {
    items: Vec<Request>,
    start: usize,
}

impl Queue {
    fn new() -> Self {
        Self { items: Vec::with_capacity(16), start: 0 }
    }

    #[inline(always)]
    fn waiting(&self) -> &[Request] {
        &self.items[self.start..]
    }

    #[inline(always)]
    fn push(&mut self, request: Request) {
        if self.items.len() == self.items.capacity() {
            self.make_room();
        }
        self.items.push(request);
    }

    #[inline(never)]
    fn make_room(&mut self) {
        self.items.drain(..self.start);
        self.start = 0;
        // So many that it is long until next time.
        self.items.reserve(self.items.len() + 8);
    }

    #[inline(always)]
    fn remove(&mut self, place: usize) -> Request {
        let request = self.items[self.start + place];
        for i in (self.start..self.start + place).rev() {
            self.items[i + 1] = self.items[i];
        }
        self.start += 1;
        request
    }
}

/// The requests of each bank, and the limit on them.
#[derive(Debug)]
pub(super) struct Buffer {
    banks: [Queue; MOST_BANKS],
    count: usize,
    scheduler: Scheduler,
    limit: SchedulerBuffer,
    size: usize,
    /// Reads and writes that wait.
    waiting: [usize; 2],
    last_bank: usize,
    /// The direction of the last column command.
    writing: bool,
}

impl Buffer {
    pub(super) fn new(banks: usize, controller: &Controller) -> Self {
        Self {
            banks: std::array::from_fn(|_| Queue::new()),
            count: banks,
            scheduler: controller.scheduler,
            limit: controller.scheduler_buffer,
            size: controller.request_buffer_size as usize,
            waiting: [0; 2],
            last_bank: 0,
            writing: false,
        }
    }

    /// How many banks there are.
    pub(super) fn banks(&self) -> usize {
        self.count
    }

    /// Whether the direction of the bus counts for what is next.
    #[inline(always)]
    pub(super) fn groups(&self) -> bool {
        self.scheduler == Scheduler::FrFcfsGrp
    }

    /// Whether one more request is accepted.
    #[inline(always)]
    pub(super) fn has_space(&self) -> bool {
        self.level(self.limit) < self.size
    }

    /// How many requests wait, as far as a limit counts them. One for each bank looks at the bank of
    /// the request that came last, not of the one that comes: so does DRAMSys.
    #[inline(always)]
    pub(super) fn level(&self, limit: SchedulerBuffer) -> usize {
        let [reads, writes] = self.waiting;
        match limit {
            SchedulerBuffer::Bankwise => self.banks[self.last_bank % MOST_BANKS].waiting().len(),
            SchedulerBuffer::ReadWrite => reads.max(writes),
            SchedulerBuffer::Shared => reads + writes,
        }
    }

    /// Whether nothing waits.
    #[inline(always)]
    pub(super) fn is_empty(&self) -> bool {
        self.waiting == [0; 2]
    }

    /// Whether no write waits, nor was the last.
    #[inline(always)]
    pub(super) fn has_only_reads(&self) -> bool {
        self.waiting[1] == 0 && !self.writing
    }

    #[inline(always)]
    pub(super) fn store(&mut self, request: &Request) {
        self.waiting[usize::from(request.write)] += 1;
        self.last_bank = usize::from(request.bank);
        self.banks[self.last_bank % MOST_BANKS].push(*request);
    }

    /// Takes out the request at `place` of a bank, whose column command has been issued. Says
    /// whether the bus has turned.
    #[inline(always)]
    pub(super) fn remove(&mut self, bank: usize, place: usize) -> (Request, bool) {
        let request = self.banks[bank % MOST_BANKS].remove(place);
        self.waiting[usize::from(request.write)] -= 1;
        let turned = self.writing != request.write;
        self.writing = request.write;
        (request, turned)
    }

    /// The place of the request for the open row of a bank that is next; `None` if another row is.
    #[inline(always)]
    pub(super) fn next_hit(&self, requests: &[Request], row: u32) -> Option<usize> {
        self.next_hit_by(self.scheduler, requests, row)
    }

    /// The same by another scheduler.
    #[inline(always)]
    pub(super) fn next_hit_by(
        &self,
        scheduler: Scheduler,
        requests: &[Request],
        row: u32,
    ) -> Option<usize> {
        match scheduler {
            Scheduler::Fifo => (requests[0].row == row).then_some(0),
            Scheduler::FrFcfs => requests.iter().position(|r| r.row == row),
            Scheduler::FrFcfsGrp => self.grouped(requests, row),
        }
    }

    /// The requests of a bank, oldest first.
    #[inline(always)]
    pub(super) fn of_bank(&self, bank: usize) -> &[Request] {
        self.banks[bank % MOST_BANKS].waiting()
    }

    /// The oldest row hit in the direction of the bus before which no hit on its address waits,
    /// else the oldest row hit.
    fn grouped(&self, requests: &[Request], row: u32) -> Option<usize> {
        let hit = |r: &Request| r.row == row;
        let first = requests.iter().position(hit)?;
        let same = |(place, r): (usize, &Request)| {
            let overtaken = &requests[first..place];
            r.write == self.writing
                && hit(r)
                && !overtaken.iter().any(|o| hit(o) && o.address == r.address)
        };
        let from = requests.iter().enumerate().skip(first);
        Some(from.clone().find(|entry| same(*entry)).map_or(first, |(place, _)| place))
    }

    /// Whether another request for the open row waits behind the next.
    #[inline(always)]
    pub(super) fn has_more_hits(&self, requests: &[Request], row: u32) -> bool {
        has_more_hits(self.scheduler, requests, row)
    }
}

/// Whether another request for the open row waits behind the next. A FIFO sees only the one right
/// behind.
#[inline(always)]
pub(super) fn has_more_hits(scheduler: Scheduler, requests: &[Request], row: u32) -> bool {
    match scheduler {
        Scheduler::Fifo => requests.get(1).is_some_and(|r| r.row == row),
        _ => requests.iter().filter(|r| r.row == row).nth(1).is_some(),
    }
}
