//! DDR3 (JESD79-3F) and DDR4 (JESD79-4), one rank.

use super::{COLUMN, READS, Rules, Scope, Timing, WRITES};
use crate::device::command::Command::{
    self, Activate, ActiveDown, ActiveUp, Precharge, PrechargeAll, PrechargedDown, PrechargedUp,
    Read, ReadAuto, Refresh, SelfRefresh, SelfRefreshExit, Write, WriteAuto,
};
use crate::device::{Behaviour, Description, Standard};
use crate::error::DramError;

/// The table of a DDR3 or DDR4 device.
pub(super) fn timing(device: &Description) -> Result<Timing, DramError> {
    let t = |field| device.clocks(field);
    let (bank, rank) = (Scope::Bank, Scope::Rank);
    let burst = device.shape.burst();
    let mut rules = Rules::default();
    let (additive, read_latency, write_latency) = (t("AL")?, t("RL")?, t("WL")?);
    let (precharge, restore) = (t("RP")?, write_latency + burst + t("WR")?);
    let to_precharge = additive + t("RTP")?;
    columns(device, &mut rules)?;

    // A bank's cycle.
    rules.add(bank, &[Activate], &COLUMN, t("RCD")?.saturating_sub(additive));
    rules.add(bank, &[Activate], &[Activate], t("RC")?);
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
    rules.add(rank, &[PrechargeAll], &[Activate, Refresh, SelfRefresh], precharge);
    rules.add(rank, &[Activate], &[Refresh, SelfRefresh], t("RC")?);
    rules.add(rank, &[Precharge], &[Refresh, SelfRefresh], precharge);
    rules.add(rank, &[ReadAuto], &[Refresh], to_precharge + precharge);
    rules.add(rank, &[WriteAuto], &[Refresh], restore + precharge);
    rules.add(rank, &[Refresh], &[Activate, Refresh, SelfRefresh], t("RFC")?);

    // Power-down and self-refresh. DRAMSys 4 refreshes and powers down again without the two
    // distances that follow; it does so when it takes closed rows for open.
    if device.behaviour != Behaviour::Dramsys4 {
        rules.add(rank, &[ActiveUp], &[Refresh, SelfRefresh], t("XP")?);
        rules.add(rank, &[Refresh], &[ActiveDown], t("REFPDEN")?);
    }
    let read_end = read_latency + burst + 1;
    let down = [ActiveDown, PrechargedDown];
    rules.add(rank, &[Activate], &[ActiveDown], t("ACTPDEN")?);
    rules.add(rank, &READS, &down, read_end);
    rules.add(rank, &[Write], &[ActiveDown], restore);
    rules.add(rank, &[WriteAuto], &down, restore + 1);
    rules.add(rank, &[Precharge], &down, t("PRPDEN")?);
    rules.add(rank, &[PrechargeAll], &[PrechargedDown], t("PRPDEN")?);
    rules.add(rank, &[Refresh], &[PrechargedDown], t("REFPDEN")?);
    rules.add(rank, &[ActiveUp], &[ActiveDown], t("CKE")?);
    rules.add(rank, &[PrechargedUp], &[PrechargedDown], t("CKE")?);
    rules.add(rank, &[ActiveDown], &[ActiveUp], t("CKE")?);
    rules.add(rank, &[PrechargedDown], &[PrechargedUp], t("CKE")?);
    rules.add(rank, &[ActiveUp], &[Activate, Precharge, PrechargeAll], t("XP")?);
    rules.add(rank, &[ActiveUp], &COLUMN, t("XP")?);
    rules.add(rank, &[PrechargedUp], &[Activate, Refresh, SelfRefresh], t("XP")?);
    rules.add(rank, &[ReadAuto], &[SelfRefresh], read_end.max(to_precharge + precharge));
    rules.add(rank, &[WriteAuto], &[SelfRefresh], restore + precharge.max(1));
    rules.add(rank, &[SelfRefresh], &[SelfRefreshExit], t("CKESR")?);
    let after_sleep = [Activate, Refresh, SelfRefresh, PrechargedDown];
    rules.add(rank, &[SelfRefreshExit], &after_sleep, t("XS")?);
    rules.add(rank, &[SelfRefreshExit], &COLUMN, t("XSDLL")?);

    Ok(Timing {
        rules: rules.0,
        four_activates: t("FAW")?,
        read_data: read_latency + burst,
        write_data: write_latency + burst,
        refresh_interval: t("REFI")?,
        bus: [1; Command::COUNT],
    })
}

/// Between the commands that share data bus and activation current: by rank, and longer within a
/// bank group where there are groups.
fn columns(device: &Description, rules: &mut Rules) -> Result<(), DramError> {
    let t = |field| device.clocks(field);
    let burst = device.shape.burst();
    let (read_latency, write_latency) = (t("RL")?, t("WL")?);
    let to_read = write_latency + burst;
    let mut share = |scope, ccd, wtr, rrd| {
        rules.add(scope, &READS, &READS, ccd);
        rules.add(scope, &WRITES, &WRITES, ccd);
        rules.add(scope, &WRITES, &READS, to_read + wtr);
        rules.add(scope, &[Activate], &[Activate], rrd);
    };
    let turn = if device.standard == Standard::Ddr3 {
        share(Scope::Rank, t("CCD")?, t("WTR")?, t("RRD")?);
        read_latency + burst + 2
    } else {
        share(Scope::Rank, t("CCD_S")?, t("WTR_S")?, t("RRD_S")?);
        share(Scope::Group, t("CCD_L")?, t("WTR_L")?, t("RRD_L")?);
        read_latency + burst + t("WPRE")? + 1
    };
    rules.add(Scope::Rank, &READS, &WRITES, turn.saturating_sub(write_latency));
    Ok(())
}
