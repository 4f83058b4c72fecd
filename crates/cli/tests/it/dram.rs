//! The memory controller through the command: as the files of DRAMSys' results have it.

use crate::support::{printed, run_with_input, text};
use std::collections::BTreeMap;

/// Rows of `data/dramsys/ddr3_golden.csv`, as they are there: DRAMSys 4.0 on DDR3-1600.
const DDR3: &str = "\
PagePolicy,Scheduler,SchedulerBuffer,RequestBufferSize,RespQueue,RefreshPolicy,RefreshMaxPostponed,RefreshMaxPulledin,Arbiter,MaxActiveTransactions,trace,total_energy_pJ,average_power_mW,total_time_ns,printed_time,printed_unit,avg_bw_gbps
OpenAdaptive,FrFcfs,Bankwise,7,Fifo,AllBank,7,2,Simple,66,stream.stl,85109250.0,1701.33,50025.000,50025.0,ns,102.34
OpenAdaptive,FrFcfs,Bankwise,7,Fifo,AllBank,7,2,Simple,66,random.stl,244417350.0,2972.0,82240.000,82240.0,ns,62.25
";

/// The header of `data/dramsys/ddr4_2400_golden.csv` as far as a design goes, and its first row.
const DDR4: &str = "\
id,trace,PagePolicy,Scheduler,SchedulerBuffer,RequestBufferSize,RespQueue,RefreshPolicy,RefreshMaxPostponed,RefreshMaxPulledin,PowerDownPolicy,Arbiter,MaxActiveTransactions,address_mapping,total_time_ps
0,stream,Open,FrFcfs,Bankwise,8,Fifo,AllBank,0,0,NoPowerDown,Simple,128,ro_ba_bg_co,111766109
";

/// The answers as rows of named cells.
fn answers(arguments: &[&str], table: &str) -> Vec<BTreeMap<String, String>> {
    let answer = printed(&run_with_input(&[&["evaluate", "dram"], arguments].concat(), table));
    let mut reader = csv::Reader::from_reader(answer.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn reference_rows_are_answered_as_they_are() {
    let number = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<f64>().unwrap();
    for trace in ["stream", "random"] {
        let set = format!("workload={trace}");
        let only = format!("trace={trace}.stl");
        let rows = answers(&["--set", &set, "--where", &only], DDR3);
        assert_eq!(rows.len(), 1);
        assert_eq!(number(&rows[0], "total_time"), number(&rows[0], "total_time_ns"));
        let (ours, theirs) =
            (number(&rows[0], "total_energy"), number(&rows[0], "total_energy_pJ"));
        assert!((ours / theirs - 1.0).abs() < 1e-9, "{ours} {theirs}");
    }
    let rows = answers(&["--set", "device=ddr4-2400", "--set", "workload=ddr4-stream"], DDR4);
    assert_eq!(rows[0]["AddressMapping"], "ro_ba_bg_co");
    let (ours, theirs) = (number(&rows[0], "total_time"), number(&rows[0], "total_time_ps") / 1e3);
    assert!((ours / theirs - 1.0).abs() < 0.05, "{ours} {theirs}");
}

#[test]
fn what_is_not_of_the_space_is_named_with_its_line() {
    let wrong = |set: &str, table: &str, parts: &[&str]| {
        let output = run_with_input(&["evaluate", "dram", "--set", set], table);
        let message = text(&output.stderr);
        assert!(!output.status.success());
        for part in parts {
            assert!(message.contains(part), "{message}\nlacks {part}");
        }
    };
    let design = "RequestBufferSize\n8\n200\n";
    wrong("space=full", design, &["line 3", "`RequestBufferSize`", "200", "from 1 to 128"]);
    wrong("space=full", "Scheduler\nFrFcfsGrb\n", &["line 2", "FrFcfsGrb", "FrFcfsGrp"]);
    wrong("space=archgim", design, &["unknown choice `archgim`", "`archgym`"]);
    wrong("device=ddr4", design, &["`ddr4` is not a device", "ddr4-2400"]);
    wrong("workload=strem", design, &["`strem` is not a workload", "did you mean `stream`"]);
    wrong("worklod=stream", design, &["unknown key `worklod`", "`workload`"]);
    wrong("device=none.json", design, &["cannot read none.json"]);
}
