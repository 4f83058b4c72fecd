//! Words of messages: counts, and names that are nearly right.

use std::fmt::Display;

pub use crate::space::{nearest, suggestion};

/// A number of things: "1 run", "2 runs", "2 searches".
pub fn plural(number: impl Display + Copy + TryInto<u8>, thing: &str) -> String {
    let ending = match number.try_into() {
        Ok(1_u8) => "",
        _ if thing.ends_with("ch") => "es",
        _ => "s",
    };
    format!("{number} {thing}{ending}")
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn only_one_is_one() {
        assert_eq!(plural(1_usize, "run"), "1 run");
        assert_eq!(plural(0_u64, "run"), "0 runs");
        assert_eq!(plural(-1, "run"), "-1 runs");
        assert_eq!(plural(257_u128, "branch"), "257 branches");
    }
}
