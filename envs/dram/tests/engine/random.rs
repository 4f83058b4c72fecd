//! Random controllers and workloads, the same for the same seed on every machine.

use orienteer_core::Rng;
use orienteer_core::rng::{key_seed, rng, stream_seed};
use orienteer_env_dram::workload::Access;
use orienteer_env_dram::{
    Arbiter, Controller, PagePolicy, PowerDownPolicy, RefreshPolicy, RespQueue, Scheduler,
    SchedulerBuffer,
};
use rand::RngExt;

/// The generator of case `index` of what `name` names.
pub(crate) fn generator(name: &str, index: u64) -> Rng {
    rng(stream_seed(key_seed(&["dram tests", name]), index))
}

fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    from[rng.random_range(0..from.len())]
}

/// Any controller; small numbers are more frequent than great ones.
pub(crate) fn controller(rng: &mut Rng) -> Controller {
    use PagePolicy::{Closed, ClosedAdaptive, Open, OpenAdaptive};
    use SchedulerBuffer::{Bankwise, ReadWrite, Shared};
    Controller {
        page_policy: pick(rng, &[Open, OpenAdaptive, Closed, ClosedAdaptive]),
        scheduler: pick(rng, &[Scheduler::Fifo, Scheduler::FrFcfs, Scheduler::FrFcfsGrp]),
        scheduler_buffer: pick(rng, &[Bankwise, ReadWrite, Shared]),
        request_buffer_size: pick(rng, &[1, 2, 3, 4, 6, 8, 16, 32, 128]),
        resp_queue: pick(rng, &[RespQueue::Fifo, RespQueue::Reorder]),
        refresh_policy: pick(rng, &[RefreshPolicy::NoRefresh, RefreshPolicy::AllBank]),
        refresh_max_postponed: rng.random_range(0..=8),
        refresh_max_pulledin: rng.random_range(0..=8),
        arbiter: pick(rng, &[Arbiter::Simple, Arbiter::Fifo, Arbiter::Reorder]),
        max_active_transactions: pick(rng, &[1, 2, 3, 5, 8, 16, 32, 64, 128]),
        power_down_policy: pick(rng, &[PowerDownPolicy::NoPowerDown, PowerDownPolicy::Staggered]),
    }
}

/// Bursts of accesses with pauses between them, in some workloads long enough to sleep in; to a few
/// rows, to neighbouring addresses or to anywhere below 2^30; with no, some or only writes.
pub(crate) fn workload(rng: &mut Rng, accesses: usize) -> Vec<Access> {
    let longest_burst = pick(rng, &[1, 8, 60, 300]);
    let longest_gap = pick(rng, &[0, 1, 4, 12]);
    let longest_pause = pick(rng, &[10, 60, 400, 3000, 30_000]);
    let writes = pick(rng, &[0.0, 0.1, 0.5, 0.9, 1.0]);
    let far = pick(rng, &[0.0, 0.05, 0.5, 1.0]);
    let hot: Vec<u64> =
        (0..pick(rng, &[1, 2, 3, 8])).map(|_| rng.random_range(0..1 << 17)).collect();
    let (mut clock, mut left, mut next) = (rng.random_range(0..20_u64), 0, 0);
    let mut access = || {
        if left == 0 {
            left = rng.random_range(1..=longest_burst);
            clock += rng.random_range(0..=longest_pause);
        }
        left -= 1;
        clock += rng.random_range(0..=longest_gap);
        next = match (rng.random_bool(far), rng.random_bool(0.5)) {
            (true, _) => rng.random_range(0..1 << 30) & !31,
            (false, true) => next + 64,
            (false, false) => pick(rng, &hot) << 13 | rng.random_range(0..128) << 6,
        };
        Access { clock, address: next & ((1 << 30) - 1), write: rng.random_bool(writes) }
    };
    (0..accesses).map(|_| access()).collect()
}
