//! Files on their way in: kept in the data folder until they were opened.
//!
//! A browser cannot name a file on this machine, so the interface sends it and gets back the path
//! under which a command (`course_open`, `note_import`, `rows_read`) finds it.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Json;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use colloquy_core::api::Reply;
use colloquy_core::app::{Environment as _, Machine};
use colloquy_core::course::package;
use colloquy_core::db::Folder;
use colloquy_core::{Code, Error};
use http_body_util::BodyExt as _;
use tokio::runtime::Handle;

use super::Server;
use super::refusal::Refusal;
use super::routes::{refuse_announced_above, require_type};

/// The folder of uploads. Files in it belong to a running server, which holds a shared lock.
pub struct Incoming {
    folder: PathBuf,
    held: Mutex<Held>,
}

/// What this server has in the folder.
#[derive(Default)]
struct Held {
    lock: Option<File>,
    files: BTreeSet<PathBuf>,
}

impl Incoming {
    /// The uploads of a data folder; nothing is created before the first one comes.
    pub fn of(folder: &Folder) -> Self {
        Self {
            folder: folder.root().join("incoming"),
            held: Mutex::default(),
        }
    }

    /// Removes what a server that was killed left behind, unless another one is running.
    pub fn sweep(&self) {
        let Ok(lock) = File::open(self.lock_path()) else {
            return;
        };
        if lock.try_lock().is_err() {
            return;
        }
        match fs::read_dir(&self.folder) {
            Ok(entries) => entries
                .filter_map(|entry| entry.map(|entry| entry.path()).ok())
                .filter(|path| *path != self.lock_path())
                .for_each(|path| discard(&path)),
            Err(error) => tracing::warn!("the old uploads could not be listed: {error}"),
        }
    }

    /// Removes an upload by the path that was given out; other paths are left alone.
    pub fn remove(&self, path: &str) {
        let path = PathBuf::from(path);
        if self.held().files.remove(&path) {
            discard(&path);
        }
    }

    /// Removes every upload of this server.
    pub fn clear(&self) {
        for path in std::mem::take(&mut self.held().files) {
            discard(&path);
        }
    }

    /// Creates the file for an upload, under a name of our own with the ending of theirs.
    fn create(&self, theirs: &str) -> Result<(PathBuf, File), Error> {
        let failed = |source| Error {
            code: Code::CannotWrite,
            ..Error::file("keep the upload in", &self.folder, &source)
        };
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let mut random = [0; 16];
        Machine.fill_random(&mut random);
        let ending = ending(theirs);
        let name = format!("{}.{ending}", BASE64_URL_SAFE_NO_PAD.encode(random));
        let path = self.folder.join(name);
        let mut held = self.held();
        if held.lock.is_none() {
            let lock = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(self.lock_path())
                .map_err(failed)?;
            lock.lock_shared().map_err(failed)?;
            held.lock = Some(lock);
        }
        let file = File::create_new(&path).map_err(failed)?;
        held.files.insert(path.clone());
        Ok((path, file))
    }

    fn lock_path(&self) -> PathBuf {
        self.folder.join("lock")
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The ending of a file's name, if it is of a kind that some command opens.
fn ending(name: &str) -> &'static str {
    const KNOWN: [&str; 9] = [
        "zip", "md", "markdown", "xlsx", "xls", "ods", "csv", "tsv", "txt",
    ];
    let given = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    KNOWN
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(given))
        .unwrap_or("colloquy")
}

fn discard(path: &std::path::Path) {
    if let Err(error) = fs::remove_file(path) {
        tracing::warn!("an upload could not be removed: {error}");
    }
}

/// What the query of an upload may hold.
#[derive(serde::Deserialize)]
pub struct Upload {
    #[serde(default)]
    name: String,
}

/// Takes a file and answers with its path.
pub async fn take(
    State(server): State<Arc<Server>>,
    Query(upload): Query<Upload>,
    request: Request,
) -> Result<Json<Reply>, Refusal> {
    server.token.check(request.headers())?;
    require_type(request.headers(), "application/octet-stream")?;
    refuse_announced_above(package::LARGEST, request.headers())?;
    let body = request.into_body();
    let runtime = Handle::current();
    let kept = tokio::task::spawn_blocking(move || {
        let (path, file) = server.incoming.create(&upload.name)?;
        let path = path.display().to_string();
        let filled = fill(file, body, &runtime);
        if let Err(refusal) = &filled {
            server.incoming.remove(&path);
            tracing::info!(code = refusal.code(), "an upload was not kept");
        }
        filled.map(|()| path)
    });
    let path = match kept.await {
        Ok(path) => path?,
        Err(_panicked) => {
            return Err(
                Error::new(Code::Internal, "The upload stopped because of a defect.").into(),
            );
        }
    };
    Ok(Json(Reply {
        value: path.into(),
        changed: BTreeSet::new(),
    }))
}

/// Writes the body piece by piece, so that a package is never whole in memory.
fn fill(mut file: File, mut body: Body, runtime: &Handle) -> Result<(), Refusal> {
    let mut room = package::LARGEST;
    while let Some(frame) = runtime.block_on(body.frame()) {
        let Ok(piece) = frame.map_err(|_gone| Refusal::cut_off())?.into_data() else {
            continue;
        };
        room = room
            .checked_sub(piece.len() as u64)
            .ok_or_else(|| Refusal::too_large(package::LARGEST))?;
        file.write_all(&piece).map_err(|source| {
            Error::new(
                Code::CannotWrite,
                format!("The upload could not be kept: {source}."),
            )
        })?;
    }
    Ok(())
}
