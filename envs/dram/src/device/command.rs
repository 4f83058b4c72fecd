//! The commands that a controller sends to a device.

/// A command on the command bus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Command {
    /// Opens a row of a bank.
    Activate,
    /// Closes the row of a bank.
    Precharge,
    /// Reads a burst from the open row.
    Read,
    /// Writes a burst to the open row.
    Write,
    /// Reads a burst; the bank then closes its row by itself.
    ReadAuto,
    /// Writes a burst; the bank then closes its row by itself.
    WriteAuto,
    /// Closes the rows of all banks of a rank.
    PrechargeAll,
    /// Refreshes all banks of a rank.
    Refresh,
    /// Enters power-down with rows open (or believed to be so).
    ActiveDown,
    /// Leaves power-down with rows open.
    ActiveUp,
    /// Enters power-down with all rows closed.
    PrechargedDown,
    /// Leaves power-down with all rows closed.
    PrechargedUp,
    /// Enters self-refresh.
    SelfRefresh,
    /// Leaves self-refresh.
    SelfRefreshExit,
}

impl Command {
    /// How many commands there are.
    pub const COUNT: usize = 14;

    /// How many of them concern a single bank. These are the first.
    pub const OF_BANK: usize = 6;

    /// Whether the command concerns a single bank.
    pub fn is_bank(self) -> bool {
        (self as usize) < Self::OF_BANK
    }

    /// Whether the command moves data.
    pub fn is_column(self) -> bool {
        matches!(self, Self::Read | Self::Write | Self::ReadAuto | Self::WriteAuto)
    }
}
