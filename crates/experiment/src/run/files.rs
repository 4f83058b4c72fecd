//! Files that are either the old or the new, whatever happens in between.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Replaces `folder/name` by `content`, all or nothing, and waits until the disk has it.
pub(crate) fn replace(folder: &Path, name: &str, content: &str) -> io::Result<()> {
    let draft = folder.join(format!(".{name}.tmp"));
    let mut file = File::create(&draft)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, folder.join(name))?;
    // The new name has to reach the disk as well. Not all systems can open a folder.
    match File::open(folder) {
        Ok(folder) => folder.sync_all(),
        Err(_) => Ok(()),
    }
}

/// The same for a value, as indented JSON.
pub(crate) fn replace_json(
    folder: &Path,
    name: &str,
    value: &impl serde::Serialize,
) -> io::Result<()> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    replace(folder, name, &text)
}
