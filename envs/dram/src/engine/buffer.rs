//! The request buffer: what waits in the controller, and which request of a bank is next.

use crate::policy::{Scheduler, SchedulerBuffer};

/// A request that has reached the controller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    /// Its number in the trace, from 0: older requests have smaller numbers.
    pub(super) id: u64,
    /// The address of its burst, as far as two requests can conflict.
    pub(super) address: u64,
    /// When it was offered to the controller.
    pub(super) offered: u64,
    pub(super) row: u32,
    pub(super) bank: u8,
    pub(super) write: bool,
}

/// The requests of each bank, oldest first, and the limit on them.
#[derive(Debug)]
pub(super) struct Buffer {
    banks: Vec<Vec<Request>>,
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
    pub(super) fn new(
        banks: usize,
        scheduler: Scheduler,
        limit: SchedulerBuffer,
        size: usize,
    ) -> Self {
        let banks = (0..banks).map(|_| Vec::with_capacity(16)).collect();
        let waiting = [0; 2];
        Self { banks, scheduler, limit, size, waiting, last_bank: 0, writing: false }
    }

    /// Whether one more request is accepted. With a limit for each bank, the bank of the request
    /// that came last is looked at, not of the one that comes: so does DRAMSys.
    #[inline]
    pub(super) fn has_space(&self) -> bool {
        let [reads, writes] = self.waiting;
        match self.limit {
            SchedulerBuffer::Bankwise => self.banks[self.last_bank].len() < self.size,
            SchedulerBuffer::ReadWrite => reads < self.size && writes < self.size,
            SchedulerBuffer::Shared => reads + writes < self.size,
        }
    }

    /// Whether nothing waits.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.waiting == [0; 2]
    }

    #[inline]
    pub(super) fn store(&mut self, request: &Request) {
        self.waiting[usize::from(request.write)] += 1;
        self.last_bank = usize::from(request.bank);
        self.banks[self.last_bank].push(*request);
    }

    /// Takes out the request at `place` of a bank, whose column command has been issued. Says
    /// whether the bus has turned in a way that other banks must look again at what is next.
    #[inline]
    pub(super) fn remove(&mut self, bank: usize, place: usize) -> (Request, bool) {
        let request = self.banks[bank].remove(place);
        self.waiting[usize::from(request.write)] -= 1;
        let turned = self.writing != request.write;
        self.writing = request.write;
        (request, turned && self.scheduler == Scheduler::FrFcfsGrp)
    }

    /// The place of the next request of a bank that has some and whose row `open` is open.
    #[inline]
    pub(super) fn next(&self, bank: usize, open: u32) -> usize {
        let requests = &self.banks[bank];
        match self.scheduler {
            Scheduler::Fifo => 0,
            Scheduler::FrFcfs => requests.iter().position(|r| r.row == open).unwrap_or(0),
            Scheduler::FrFcfsGrp => self.grouped(requests, open),
        }
    }

    /// The requests of a bank, oldest first.
    #[inline]
    pub(super) fn of_bank(&self, bank: usize) -> &[Request] {
        &self.banks[bank]
    }

    /// The oldest row hit in the direction of the bus before which no hit on its address waits,
    /// else the oldest row hit, else the oldest request.
    fn grouped(&self, requests: &[Request], row: u32) -> usize {
        let hit = |r: &Request| r.row == row;
        let Some(first) = requests.iter().position(hit) else { return 0 };
        let same = |(place, r): (usize, &Request)| {
            let overtaken = &requests[first..place];
            r.write == self.writing
                && hit(r)
                && !overtaken.iter().any(|o| hit(o) && o.address == r.address)
        };
        let from = requests.iter().enumerate().skip(first);
        from.clone().find(|entry| same(*entry)).map_or(first, |(place, _)| place)
    }

    /// Whether a request waits behind the next.
    #[inline]
    pub(super) fn has_more(&self, bank: usize) -> bool {
        self.banks[bank].len() > 1
    }

    /// Whether another request for the open row waits behind the next. A FIFO sees only the one
    /// right behind.
    #[inline]
    pub(super) fn has_more_hits(&self, bank: usize, row: u32) -> bool {
        let requests = &self.banks[bank];
        match self.scheduler {
            Scheduler::Fifo => requests.get(1).is_some_and(|r| r.row == row),
            _ => requests.iter().filter(|r| r.row == row).nth(1).is_some(),
        }
    }
}
