//! Tables of distances: where they are kept, and that each is in memory once.

use crate::text::note;
use orienteer_table::{Folder, Notice};
use rayon::ThreadPoolBuilder;
use std::any::Any;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// The folder that is asked for, or the user's. Whoever waits for a table is told why.
pub(super) fn folder(path: Option<&Path>) -> Folder {
    path.map_or_else(Folder::standard, Folder::at).with_notice(tell)
}

fn tell(notice: Notice<'_>) {
    let name = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match notice {
        Notice::Building { file, bytes } => {
            let folder = file.parent().unwrap_or(file).display();
            let megabytes = bytes.div_ceil(1_000_000);
            note(&format!("note: building {} ({megabytes} MB, once) in {folder}", name(file)));
        }
        Notice::Built { file, seconds } => {
            note(&format!("note: built {} in {seconds:.1} s", name(file)));
        }
    }
}

type Opened = BTreeMap<(PathBuf, String), Arc<dyn Any + Send + Sync>>;

/// The table `name` of `folder`: opened once in a process, and kept until it ends.
pub(super) fn shared<T: Send + Sync + 'static>(
    folder: &Folder,
    name: &str,
    open: impl FnOnce() -> Result<T, String> + Send,
) -> Result<Arc<T>, String> {
    static OPENED: Mutex<Opened> = Mutex::new(BTreeMap::new());
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (folder.path().to_path_buf(), name.to_owned());
    if let Some(known) = opened.get(&key).and_then(|any| Arc::clone(any).downcast().ok()) {
        return Ok(known);
    }
    let table = Arc::new(apart(open)?);
    opened.insert(key, Arc::<T>::clone(&table));
    Ok(table)
}

/// Runs `work` with threads of its own. A thread of a pool that waits for others of the pool is given
/// their next task meanwhile, which may want the same table, and would wait for itself.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, String> + Send) -> Result<T, String> {
    let work = || match ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(work),
        Err(error) => Err(format!("no threads to build tables: {error}")),
    };
    let done = thread::scope(|scope| scope.spawn(work).join());
    done.unwrap_or_else(|_| Err("building a table failed".to_owned()))
}
