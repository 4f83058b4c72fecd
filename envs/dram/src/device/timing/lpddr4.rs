//! LPDDR4 (JESD209-4), one rank. Commands take two or four clocks of the command bus.

use super::{COLUMN, READS, Rules, Scope, Timing, WRITES};
use crate::device::Description;
use crate::device::command::Command::{
    self, Activate, ActiveDown, ActiveUp, Precharge, PrechargeAll, PrechargedDown, PrechargedUp,
    Read, ReadAuto, Refresh, SelfRefresh, SelfRefreshExit, Write, WriteAuto,
};
use crate::error::DramError;

/// The table of an LPDDR4 device.
pub(super) fn timing(device: &Description) -> Result<Timing, DramError> {
    let t = |field| device.clocks(field);
    let (bank, rank) = (Scope::Bank, Scope::Rank);
    let burst = device.shape.burst();
    let mut rules = Rules::default();
    let (read_latency, write_latency) = (t("RL")?, t("WL")?);
    // The internal precharge starts when the burst of 16 has been prefetched (table 93).
    let to_precharge = burst + t("RTP")?.max(8) - 8;
    let restore = write_latency + 1 + burst + t("WR")?;
    let (precharge, precharge_all) = (t("RPPB")?, t("RPAB")?);
    let read_end = read_latency + t("DQSCK")? + burst + t("RPST")?;

    // The data bus, and the current of activations.
    rules.add(rank, &READS, &READS, t("CCD")?);
    rules.add(rank, &WRITES, &WRITES, t("CCD")?);
    let turn = read_end + t("WPRE")?;
    rules.add(rank, &READS, &WRITES, turn.saturating_sub(write_latency));
    rules.add(rank, &WRITES, &READS, write_latency + 1 + burst + t("WTR")?);
    rules.add(rank, &[Activate], &[Activate], t("RRD")?);
    rules.add(rank, &[Precharge], &[Precharge, PrechargeAll], t("PPD")?);
    rules.add(rank, &[PrechargeAll], &[Precharge, PrechargeAll], t("PPD")?);

    // A bank's cycle.
    rules.add(bank, &[Activate], &COLUMN, t("RCD")?);
    rules.add(bank, &[Activate], &[Activate], t("RCPB")?);
    rules.add(bank, &[Activate], &[Precharge], t("RAS")?);
    rules.add(bank, &[Read], &[Precharge], to_precharge);
    rules.add(bank, &[Write], &[Precharge], restore);
    rules.add(bank, &[Write], &[ReadAuto], restore.saturating_sub(t("RTP")?));
    rules.add(bank, &[Precharge], &[Activate], precharge);
    rules.add(bank, &[ReadAuto], &[Activate], to_precharge + precharge);
    rules.add(bank, &[WriteAuto], &[Activate], restore + precharge);

    // All banks at once.
    rules.add(rank, &[Activate], &[PrechargeAll], t("RAS")?);
    rules.add(rank, &READS, &[PrechargeAll], to_precharge);
    rules.add(rank, &WRITES, &[PrechargeAll], restore);
    rules.add(rank, &[PrechargeAll], &[Activate, Refresh, SelfRefresh], precharge_all);
    rules.add(rank, &[Activate], &[Refresh, SelfRefresh], t("RCPB")?);
    rules.add(rank, &[Precharge], &[Refresh, SelfRefresh], precharge);
    rules.add(rank, &[ReadAuto], &[Refresh], to_precharge + precharge);
    rules.add(rank, &[WriteAuto], &[Refresh], restore + precharge);
    rules.add(rank, &[Refresh], &[Activate, Refresh, SelfRefresh], t("RFCAB")?);

    // Power-down and self-refresh.
    let (down, entry) = ([ActiveDown, PrechargedDown], t("CMDCKE")?);
    rules.add(rank, &[Activate], &[ActiveDown], entry);
    rules.add(rank, &[Precharge, PrechargeAll], &down, entry);
    rules.add(rank, &[Refresh], &down, entry);
    rules.add(rank, &READS, &down, read_end + 1);
    let write_end = write_latency + t("DQSS")? + t("DQS2DQ")? + burst + t("WR")?;
    rules.add(rank, &[Write], &down, write_end);
    rules.add(rank, &[WriteAuto], &down, write_end + 2);
    rules.add(rank, &[ActiveUp], &[ActiveDown], t("CKE")?);
    rules.add(rank, &[PrechargedUp], &[PrechargedDown], t("CKE")?);
    rules.add(rank, &[ActiveDown], &[ActiveUp], t("CKE")?);
    rules.add(rank, &[PrechargedDown], &[PrechargedUp], t("CKE")?);
    rules.add(rank, &[ActiveUp], &[Activate, Precharge, PrechargeAll], t("XP")?);
    rules.add(rank, &[ActiveUp], &COLUMN, t("XP")?);
    rules.add(rank, &[ActiveUp, PrechargedUp], &[Refresh, SelfRefresh], t("XP")?);
    rules.add(rank, &[PrechargedUp], &[Activate], t("XP")?);
    rules.add(rank, &[ReadAuto], &[SelfRefresh], (read_end + 1).max(to_precharge + precharge));
    rules.add(rank, &[WriteAuto], &[SelfRefresh], restore + precharge);
    rules.add(rank, &[SelfRefresh], &[SelfRefreshExit], t("SR")?);
    let after_sleep = [Activate, Refresh, SelfRefresh, PrechargedDown];
    rules.add(rank, &[SelfRefreshExit], &after_sleep, t("XSR")?);

    // A command is sent in steps of two clocks; power-down is not a command, but a signal.
    let mut bus = [2; Command::COUNT];
    for command in [Activate, Read, Write, ReadAuto, WriteAuto] {
        bus[command as usize] = 4;
    }
    for command in [ActiveDown, ActiveUp, PrechargedDown, PrechargedUp] {
        bus[command as usize] = 1;
    }
    // The standard counts from the last clock of a command to the last of another, the engine from
    // first to first. A command may start when tXP is over.
    for rule in &mut rules.0 {
        if matches!(rule.before, ActiveUp | PrechargedUp) {
            continue;
        }
        let (before, after) = (bus[rule.before as usize], bus[rule.after as usize]);
        rule.gap = (rule.gap + before).saturating_sub(after);
    }
    let column = bus[Read as usize] - 1;
    Ok(Timing {
        rules: rules.0,
        four_activates: t("FAW")?,
        read_data: column + read_latency + t("DQSCK")? + burst,
        write_data: column + write_latency + t("DQSS")? + t("DQS2DQ")? + burst,
        refresh_interval: t("REFI")?,
        bus,
    })
}
