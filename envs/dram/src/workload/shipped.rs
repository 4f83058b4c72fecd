//! The traces that come with the crate. `data/traces/README.md` says where they are from.

macro_rules! trace {
    ($name:literal, $about:literal) => {
        (
            $name,
            $about,
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/traces/", $name, ".stl.gz")),
        )
    };
}

/// The compressed `.stl` files, with names and one line about each.
const TRACES: [(&str, &str, &[u8]); 16] = [
    trace!("stream", "10,000 sequential reads, one a clock (ArchGym)"),
    trace!("random", "10,000 random reads, one a clock (ArchGym)"),
    trace!("cloud-1", "10,000 reads, half sequential and half random, one a clock (ArchGym)"),
    trace!("cloud-2", "10,000 reads, half sequential and half random, one a clock (ArchGym)"),
    trace!("mix", "12,000 accesses: three streams and random ones, 35 % writes"),
    trace!("phase", "12,000 accesses in phases: sequential, random, strided; 34 % writes"),
    trace!("mediabench-jpegdecode_32", "43,143 accesses of a JPEG decoder, mostly idle (DRAMSys)"),
    trace!("mediabench-fractal_32", "33,895 accesses of a fractal program, mostly idle (DRAMSys)"),
    trace!("chstone-jpeg_32", "3,248 reads of a JPEG decoder, mostly idle (DRAMSys)"),
    trace!("ddr4-stream", "10,000 accesses: two read streams and a write stream"),
    trace!("ddr4-random", "10,000 random accesses over 4 GiB, a third writes"),
    trace!("ddr4-strided", "10,000 accesses: strides of 4 KiB on three planes"),
    trace!("ddr4-bursty", "10,000 accesses in bursts with idle gaps"),
    trace!("ddr4-zipf", "10,000 accesses to pages of Zipf popularity, 30 % writing runs"),
    trace!("ddr4-matmul", "10,000 accesses of a matrix product behind two caches"),
    trace!("ddr4-sort", "10,000 accesses of a sort of lines of text behind two caches"),
];

/// The names of the traces that come with the crate, and what each is.
pub fn catalogue() -> impl Iterator<Item = (&'static str, &'static str)> {
    TRACES.iter().map(|(name, about, _)| (*name, *about))
}

/// The trace called `name`, or `name` with `.stl` after it: its name and compressed bytes.
pub(super) fn shipped(name: &str) -> Option<(&'static str, &'static [u8])> {
    let name = name.strip_suffix(".stl").unwrap_or(name);
    TRACES.iter().find(|trace| trace.0 == name).map(|trace| (trace.0, trace.2))
}
