//! What looks on while a channel works.

use super::Issued;
use super::banks::Banks;
use super::buffer::Buffer;
use super::refresh::Refresh;

/// Is told what happens, and changes nothing.
pub(super) trait Observer {
    /// A command is issued.
    #[inline(always)]
    fn issued(&mut self, _: impl FnOnce() -> Issued) {}

    /// A request was accepted at this clock; at least all passes before it were made.
    #[inline(always)]
    fn accepted(&mut self, _: u64) {}

    /// It was asked whether the buffer has space.
    #[inline(always)]
    fn asked_for_space(&mut self, _: &Buffer) {}

    /// Something has changed for a bank by which it might want something else.
    #[inline(always)]
    fn changed(&mut self, _bank: usize, _: &Banks, _: &Buffer) {}

    /// Something has changed for all banks.
    #[inline(always)]
    fn all_changed(&mut self, _: &Banks, _: &Buffer) {}

    /// The data of this request is the next to be complete.
    #[inline(always)]
    fn completed(&mut self, _: u64) {}

    /// The workload takes an answer at this clock.
    #[inline(always)]
    fn taken(&mut self, _: u64) {}

    /// It is over. Whether a request ever waited until an answer was taken, and the refresh.
    fn ended(&mut self, _was_limited: bool, _: Option<&Refresh>) {}
}

/// Nobody.
impl Observer for () {}

/// All commands are kept, in the order of time.
impl Observer for Vec<Issued> {
    fn issued(&mut self, issued: impl FnOnce() -> Issued) {
        self.push(issued());
    }
}
