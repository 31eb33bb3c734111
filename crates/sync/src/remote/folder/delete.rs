//! Removing objects. Only what is a plain file under a name of ours.

use colloquy_protocol::Key;

use crate::remote::{RemoteError, fault};

use super::{Folder, Root};

pub(super) async fn delete(folder: &Folder, keys: &[Key]) -> Result<(), RemoteError> {
    for key in keys {
        let name = key.to_string();
        let there = {
            let name = name.clone();
            folder.off_thread(move |root| is_there(root, &name)).await?
        };
        if !there {
            continue;
        }
        match folder.inner.operator.delete(&name).await {
            Ok(()) => {}
            Err(error) if error.kind() == opendal::ErrorKind::NotFound => {}
            Err(error) => return Err(fault::of_opendal(&error, &folder.inner.root.place(&name))),
        }
    }
    Ok(())
}

fn is_there(root: &Root, name: &str) -> Result<bool, RemoteError> {
    if !root.parents(name)? {
        return Ok(false);
    }
    match root.look(name)? {
        None => Ok(false),
        Some(found) if found.is_file() => Ok(true),
        Some(_) => Err(root.trouble(name, "not a file")),
    }
}
