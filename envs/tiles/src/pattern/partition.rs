//! Partitions of the tiles into patterns, each compact, as Korf and Felner advise.

/// The 8-puzzle in two patterns of 3,024 placements.
pub const FOUR_FOUR: [&[u8]; 2] = [&[1, 2, 3, 6], &[4, 5, 7, 8]];

/// The 15-puzzle in two patterns of 5,765,760 placements and one of 3,360: 5.8 MB.
pub const SIX_SIX_THREE: [&[u8]; 3] = [&[5, 6, 9, 10, 13, 14], &[4, 7, 8, 11, 12, 15], &[1, 2, 3]];

/// The 15-puzzle in three patterns of 524,160 placements: 0.8 MB.
pub const FIVE_FIVE_FIVE: [&[u8]; 3] = [&[1, 2, 5, 6, 9], &[3, 4, 7, 8, 11], &[10, 12, 13, 14, 15]];

/// The 15-puzzle in patterns of 57,657,600 and 518,918,400 placements: 288 MB.
pub const SEVEN_EIGHT: [&[u8]; 2] = [&[9, 10, 11, 12, 13, 14, 15], &[1, 2, 3, 4, 5, 6, 7, 8]];

/// The 24-puzzle in four patterns of 127,512,000 placements: 255 MB.
pub const SIX_SIX_SIX_SIX: [&[u8]; 4] = [
    &[1, 2, 6, 7, 11, 12],
    &[3, 4, 5, 8, 9, 10],
    &[13, 14, 15, 18, 19, 20],
    &[16, 17, 21, 22, 23, 24],
];
