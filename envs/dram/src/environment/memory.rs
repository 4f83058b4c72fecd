//! The memories that come with the crate, and those of a user's own.

use crate::device::{AddressMap, Description};
use crate::engine::Memory;
use crate::error::DramError;
use orienteer_core::rng::key_seed;
use orienteer_core::space::suggestion;
use std::fs;
use std::path::Path;

macro_rules! shipped {
    ($(($name:literal, $file:literal))*) => {
        [$(($name, $file, include_str!(concat!("../../data/", $file)))),*]
    };
}

/// Name, file and text of each.
const SHIPPED: [(&str, &str, &str); 3] =
    shipped![("ddr3-1600", "MICRON_1Gb_DDR3-1600_8bit_G.json")(
        "ddr4-2400",
        "MICRON_4Gb_DDR4-2400_8bit_A.json"
    )("lpddr4-3200", "JEDEC_8Gb_LPDDR4-3200_16bit.json")];

/// The memory when a configuration names none.
pub(super) const DEFAULT: &str = SHIPPED[0].0;

/// The names of the memories that come with the crate.
pub fn devices() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, ..)| *name)
}

/// The memory of this name, or that a file describes, and a hash of the text.
pub(super) fn description(device: &str) -> Result<(Description, u64), DramError> {
    if let Some((_, file, text)) = SHIPPED.iter().find(|(name, ..)| *name == device) {
        return Ok((Description::parse(file, text)?, fingerprint(text)));
    }
    let path = Path::new(device);
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
        let read = |reason| DramError::Read { file: device.to_owned(), reason };
        let text = fs::read_to_string(path).map_err(read)?;
        return Ok((Description::parse(device, &text)?, fingerprint(&text)));
    }
    let hint = suggestion(device, devices());
    let known = devices().collect::<Vec<_>>().join(", ");
    let known = format!("{known}, and files that end in .json{hint}");
    Err(DramError::Unknown { kind: "device", name: device.to_owned(), known })
}

/// A hash of what a JSON text says: where it stands and how it is indented do not matter.
fn fingerprint(text: &str) -> u64 {
    let json = serde_json::from_str::<serde_json::Value>(text);
    key_seed(&[&json.map_or_else(|_| text.to_owned(), |json| json.to_string())])
}

/// What an address map does. It is linear: where each bit goes says where each address does.
fn places(name: &str, map: &AddressMap) -> String {
    let places = (0..map.size().ilog2()).map(|bit| {
        let place = map.place(1 << bit);
        format!(" {}:{}", place.bank, place.row)
    });
    format!("{name}{}", places.collect::<String>())
}

/// A memory under each of the address maps that it can have.
#[derive(Debug)]
pub(super) struct Memories {
    /// The names of the maps, the default first.
    pub(super) maps: Vec<&'static str>,
    /// The memory under each.
    pub(super) under: Vec<Memory>,
    /// The bytes of the memory.
    pub(super) size: u64,
    /// A hash of what the description says, what is followed, and what the maps do.
    pub(super) fingerprint: u64,
}

impl Memories {
    /// The memory of this description, whose text has this hash, under all of its maps or under
    /// that of a file.
    pub(super) fn new(
        description: &Description,
        fingerprint: u64,
        map: Option<&Path>,
    ) -> Result<Self, DramError> {
        let shape = &description.shape;
        let maps = match map {
            Some(file) => vec![("file", AddressMap::open(file, shape)?)],
            None => AddressMap::names(shape)
                .map(|name| Ok((name, AddressMap::named(name, shape)?)))
                .collect::<Result<_, DramError>>()?,
        };
        let size = maps.iter().map(|(_, map)| map.size()).min().unwrap_or(1);
        let places = maps.iter().map(|(name, map)| places(name, map));
        let device = [fingerprint.to_string(), description.behaviour.name().to_owned()];
        let texts: Vec<String> = device.into_iter().chain(places).collect();
        let fingerprint = key_seed(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let under =
            maps.iter().map(|(_, map)| Memory::new(description, map)).collect::<Result<_, _>>()?;
        let maps = maps.into_iter().map(|(name, _)| name).collect();
        Ok(Self { maps, under, size, fingerprint })
    }
}
