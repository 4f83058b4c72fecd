//! Trace files: formats, addresses beyond the device, and what can be wrong.

use super::{GIB, collect, named};
use flate2::Compression;
use flate2::write::GzEncoder;
use orienteer_env_dram::workload::{Access, Beyond, Workload, WorkloadConfig};
use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::sync::Mutex;
use tempfile::TempDir;

/// A folder with one file.
struct Folder {
    folder: TempDir,
    path: PathBuf,
}

impl Folder {
    fn new(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        Self { folder, path }
    }

    fn config(&self) -> WorkloadConfig {
        named(self.path.to_str().unwrap())
    }

    fn open(&self) -> Workload {
        self.config().open(GIB, None).unwrap()
    }

    /// The message, with the folder taken off.
    fn error(&self, beyond: Option<Beyond>) -> String {
        let error = self.config().open(GIB, beyond).unwrap_err().to_string();
        error.replace(&format!("{}/", self.folder.path().display()), "")
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn sample() -> Vec<Access> {
    (0..5000)
        .map(|i| Access { clock: i * i / 7, address: i * 7919 * 64 % GIB, write: i % 3 == 1 })
        .collect()
}

fn text(format: &str, accesses: &[Access]) -> String {
    let mut text = String::new();
    if format == "csv" {
        text.push_str("cycle,op,address\n");
    }
    for (i, Access { clock, address, write }) in accesses.iter().enumerate() {
        let (long, short) = if *write { ("write", "W") } else { ("read", "R") };
        match format {
            "stl" if i == 1 => writeln!(text, "# comment\n\n{clock}: {long} {address:X} 0xff"),
            "stl" => writeln!(text, "{clock}:\t{long}\t{address:#x}"),
            "csv" if i % 2 == 0 => writeln!(text, "{clock},{long},{address}"),
            "csv" => writeln!(text, "{clock}, {short}, {address:#x}\r"),
            _ => writeln!(text, "{address:#X} {} {clock}", long.to_uppercase()),
        }
        .unwrap();
    }
    text
}

#[test]
fn every_format_says_the_same_compressed_or_not() {
    let accesses = sample();
    let mut fingerprints = Vec::new();
    for format in ["stl", "csv", "trace"] {
        let text = text(format, &accesses);
        for (name, bytes) in [
            (format!("a.{format}"), text.clone().into_bytes()),
            (format!("a.{format}.gz"), gzip(text.as_bytes())),
            (format!("b.{format}"), text.trim_end().as_bytes().to_vec()),
        ] {
            let file = Folder::new(&name, bytes);
            let workload = file.open();
            assert_eq!(collect(&workload), accesses, "{name}");
            assert_eq!(workload.name(), file.path.to_str().unwrap());
            fingerprints.push(workload.fingerprint());
        }
    }
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 1);
    let edited = text("stl", &accesses).replace("read\t0x40\n", "read\t0x80\n");
    let edited = Folder::new("a.stl", edited.replacen(":\tread", ":\twrite", 1)).open();
    assert_ne!(edited.fingerprint(), fingerprints[0]);
}

#[test]
fn addresses_beyond_the_device_fold_or_are_refused() {
    let small = "0: read 0x40000040\n1: write 0x7fff8000\n2: read 0x40\n";
    let folded = Folder::new("a.stl", small).open();
    let addresses: Vec<u64> = collect(&folded).iter().map(|access| access.address).collect();
    assert_eq!(addresses, [0x40, 0x3fff_8000, 0x40]);
    assert_eq!(folded.folded(), 2);
    let whole = Folder::new("a.stl", small).config().open(2 * GIB, None).unwrap();
    assert_eq!(whole.folded(), 0);
    assert_ne!(whole.fingerprint(), folded.fingerprint());

    let refused = "a.stl, line 1: address 0x40000040 is beyond the device of 1 GiB (1073741824 \
                   bytes); `beyond = \"fold\"` drops the upper bits of such addresses";
    assert_eq!(Folder::new("a.stl", small).error(Some(Beyond::Error)), refused);
    let error = Folder::new("a.stl", "\n# x\n0: read 0x100000040\n").error(None);
    assert!(error.starts_with("a.stl, line 3: address 0x100000040 is beyond"), "{error}");
    for (name, text) in
        [("a.csv", "cycle,op,address\n0,read,0x40000040\n"), ("a.trace", "0x40000040 READ 0\n")]
    {
        let file = Folder::new(name, text);
        assert!(file.error(None).contains("address 0x40000040 is beyond"));
        let folded = file.config().open(GIB, Some(Beyond::Fold)).unwrap();
        assert_eq!(collect(&folded)[0].address, 0x40);
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_line() {
    let truncated = gzip(text("stl", &sample()).as_bytes());
    let error = Folder::new("a.stl.gz", &truncated[..truncated.len() / 2]).error(None);
    let (line, reason) = error.strip_prefix("a.stl.gz, line ").unwrap().split_once(": ").unwrap();
    assert!((2..5000).contains(&line.parse::<u64>().unwrap()), "{line}");
    assert_eq!(reason, "the compressed data end in the middle; is the file complete?");

    for (name, text, message) in [
        ("a.stl", "", "a.stl holds no access; expected lines of `cycle: read|write 0xADDRESS`"),
        ("a.trace", "# only\n\n", "a.trace holds no access"),
        ("a.csv", "cycle,op,address\n", "a.csv holds no access"),
        ("a.csv", "0,read,4\n", "a.csv, line 1: expected the header `cycle,op,address`, found"),
        ("a.stl.gz", "0: read 0x4\n", "a.stl.gz, line 1: cannot be decompressed"),
        ("a.stl", "0: read 0x4\nnonsense\n", "a.stl, line 2: expected `cycle: read|write"),
        ("a.stl", "#\n\n7: read 4\n6: read 4\n", "a.stl, line 4: cycle 6 comes after cycle 7;"),
        ("a.csv", "cycle,op,address\n0,get,4\n", "a.csv, line 2: `get` is not an operation"),
        ("a.trace", "4 READ\n", "a.trace, line 1: expected `0xADDRESS READ|WRITE cycle`, found"),
    ] {
        let error = Folder::new(name, text).error(None);
        assert!(error.starts_with(message), "{error}");
    }
    let equal = Folder::new("a.stl", "7: read 4\n7: read 4\n").open();
    assert_eq!(equal.len_hint(), 2);
    let marked = Folder::new("a.csv", "\u{feff}cycle,op,address\r\n0,r,64\r\n").open();
    assert_eq!(collect(&marked), [Access { clock: 0, address: 64, write: false }]);
}

/// What is logged meanwhile on this thread.
fn logged(act: impl FnOnce()) -> String {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let log = tracing_subscriber::fmt().with_ansi(false).with_writer(Mutex::new(writer)).finish();
    tracing::subscriber::with_default(log, act);
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn one_warning_tells_how_many_addresses_fold() {
    let file = Folder::new("a.stl", "0: read 0x40000040\n1: write 0x7fff8000\n2: read 0x40\n");
    let log = logged(|| {
        let workload = file.open();
        collect(&workload);
        collect(&workload);
    });
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.contains("WARN"), "{log}");
    assert!(log.contains("a.stl: 2 of 3 addresses are beyond the device of 1 GiB"), "{log}");
    assert_eq!(logged(|| drop(named("stream").open(GIB, None))), "");
}
