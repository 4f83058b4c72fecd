//! The way of an answer: the controller's response queue, and the arbiter's.
//!
//! Both let one answer a clock pass, and neither holds anything else up, so that the clocks of an
//! answer follow from its data and the answers before it.

use super::arrivals::Arrivals;
use super::buffer::Request;
use super::latency::Latencies;
use super::observer::Observer;
use crate::policy::{Arbiter, Controller, RespQueue};

/// What passes in the order of the requests, however it comes.
#[derive(Debug)]
struct InOrder<T> {
    next: u64,
    /// The item of request `next + i` at place `(next + i) % len`, a power of two.
    waiting: Vec<Option<T>>,
}

impl<T: Copy> InOrder<T> {
    fn new() -> Self {
        Self { next: 0, waiting: vec![None; 64] }
    }

    /// Keeps an item until those before it have passed; true if it may pass at once.
    #[inline(always)]
    fn put(&mut self, id: u64, item: T) -> bool {
        if id == self.next {
            self.next += 1;
            return true;
        }
        while id - self.next >= self.waiting.len() as u64 {
            self.grow();
        }
        let place = self.place(id);
        self.waiting[place] = Some(item);
        false
    }

    /// The next item, if it is there.
    #[inline(always)]
    fn pop(&mut self) -> Option<T> {
        let place = self.place(self.next);
        let item = self.waiting[place].take()?;
        self.next += 1;
        Some(item)
    }

    #[inline(always)]
    fn place(&self, id: u64) -> usize {
        id as usize & (self.waiting.len() - 1)
    }

    #[cold]
    fn grow(&mut self) {
        let old = std::mem::take(&mut self.waiting);
        self.waiting = vec![None; 2 * old.len()];
        for id in self.next..self.next + old.len() as u64 {
            let place = self.place(id);
            self.waiting[place] = old[id as usize & (old.len() - 1)];
        }
    }
}

/// A door that one answer a clock may pass.
#[derive(Clone, Copy, Debug, Default)]
struct Door {
    free: u64,
}

impl Door {
    #[inline(always)]
    fn pass(&mut self, clock: u64) -> u64 {
        let clock = clock.max(self.free);
        self.free = clock + 1;
        clock
    }
}

/// An answer in the response queue.
#[derive(Clone, Copy, Debug)]
struct Response {
    id: u64,
    due: u64,
    offered: u64,
    write: bool,
    /// When its data is complete.
    clock: u64,
}

/// An answer in the arbiter's queue.
#[derive(Clone, Copy, Debug)]
struct Delivery {
    due: u64,
    write: bool,
    /// When it left the controller.
    clock: u64,
}

/// The answers of a run.
#[derive(Debug)]
pub(super) struct Answers {
    /// The response queue, if it keeps the order of the requests.
    responses: Option<InOrder<Response>>,
    /// The arbiter's queue, if it keeps the order of the requests.
    deliveries: Option<InOrder<Delivery>>,
    controller: Door,
    initiator: Door,
    /// The clock of the last answer so far.
    pub(super) end: u64,
    pub(super) reads_from_due: Latencies,
    pub(super) reads: Latencies,
    pub(super) writes: Latencies,
    /// The sum of the clocks in which the answers of reads left the controller.
    pub(super) reads_left: u64,
}

impl Answers {
    pub(super) fn new(controller: &Controller) -> Self {
        let in_order = controller.resp_queue == RespQueue::Reorder;
        let reorders = controller.arbiter == Arbiter::Reorder;
        Self {
            responses: in_order.then(InOrder::new),
            deliveries: reorders.then(InOrder::new),
            controller: Door::default(),
            initiator: Door::default(),
            end: 0,
            reads_from_due: Latencies::default(),
            reads: Latencies::default(),
            writes: Latencies::default(),
            reads_left: 0,
        }
    }

    /// The data of a request will be complete at `clock`.
    #[inline(always)]
    pub(super) fn complete(
        &mut self,
        request: &Request,
        clock: u64,
        arrivals: &mut Arrivals,
        observer: &mut impl Observer,
    ) {
        let &Request { id, due, offered, write, .. } = request;
        let response = Response { id, due, offered, write, clock };
        let leaves = self.responses.as_mut().is_none_or(|responses| responses.put(id, response));
        if leaves {
            self.leave(response, arrivals, observer);
            if self.responses.is_some() {
                self.leave_waiting(arrivals, observer);
            }
        }
    }

    /// Lets go what waited for the answer that has left.
    fn leave_waiting(&mut self, arrivals: &mut Arrivals, observer: &mut impl Observer) {
        while let Some(response) = self.responses.as_mut().and_then(InOrder::pop) {
            self.leave(response, arrivals, observer);
        }
    }

    #[inline(always)]
    fn leave(&mut self, response: Response, arrivals: &mut Arrivals, observer: &mut impl Observer) {
        let Response { id, due, write, .. } = response;
        let clock = self.controller.pass(response.clock);
        let latencies = if write { &mut self.writes } else { &mut self.reads };
        latencies.add(clock - response.offered);
        if !write {
            self.reads_left = self.reads_left.wrapping_add(clock);
        }
        let delivery = Delivery { due, write, clock };
        let Some(deliveries) = &mut self.deliveries else {
            return self.deliver(delivery, arrivals, observer);
        };
        let mut next = deliveries.put(id, delivery).then_some(delivery);
        while let Some(mut delivery) = next {
            delivery.clock = self.initiator.pass(delivery.clock);
            self.deliver(delivery, arrivals, observer);
            next = self.deliveries.as_mut().and_then(InOrder::pop);
        }
    }

    /// The workload takes an answer.
    #[inline(always)]
    fn deliver(
        &mut self,
        Delivery { due, write, clock }: Delivery,
        arrivals: &mut Arrivals,
        observer: &mut impl Observer,
    ) {
        if !write {
            self.reads_from_due.add(clock - due);
        }
        self.end = self.end.max(clock);
        arrivals.take(clock);
        observer.taken(clock);
    }
}
