//! `colloquy serve`: the app in a browser, on this machine and for whoever holds the token.
//!
//! **Context.** A loopback port is open to every program and every web page on the machine: a
//! page can point its own name at 127.0.0.1 (DNS rebinding) or post to it from elsewhere.
//!
//! **Design.** The listener is on 127.0.0.1 alone. [`auth`] refuses a request that names another
//! host or comes from another site. Calls and uploads also need the token that is printed at the
//! start, in a header that a page of another site cannot send. [`routes`] has the three kinds of
//! request, [`assets`] the interface's files, [`upload`] the course packages on their way in. The
//! host of commands blocks, so it runs on threads of its own.

mod assets;
mod auth;
mod end;
mod refusal;
mod routes;
mod upload;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use colloquy_core::api::Host;
use colloquy_core::app::Machine;
use colloquy_core::{Code, Error};
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::args::ServeOptions;
use crate::data::Place;
use crate::failure::{self, Failure};
use crate::print::Printer;
use auth::{Site, Token};
use upload::Incoming;

/// How long requests that are under way may take once the end was asked for.
const GRACE: Duration = Duration::from_secs(5);

/// How often the daily backup is looked at.
const MAINTENANCE: Duration = Duration::from_secs(60 * 60);

/// Everything the server holds; shared by all requests.
struct Server {
    host: Host,
    token: Token,
    site: Site,
    incoming: Incoming,
}

/// What is printed at the start.
#[derive(Serialize)]
struct Serving {
    address: String,
    port: u16,
}

/// Serves until Ctrl-C or a signal to end.
pub fn run(options: &ServeOptions, place: &Place, printer: Printer) -> Result<(), Failure> {
    let host = place.open()?;
    if let Some(problem) = host.status()?.problem {
        failure::tell(&place.explain(&problem).message);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|source| {
            Error::new(
                Code::Internal,
                format!("No thread could be started: {source}."),
            )
        })?;
    let outcome = runtime.block_on(serve(options.port, host, printer));
    runtime.shutdown_timeout(GRACE);
    outcome
}

async fn serve(port: u16, host: Host, printer: Printer) -> Result<(), Failure> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .await
        .map_err(|source| not_bound(port, &source))?;
    let port = listener
        .local_addr()
        .map_err(|source| not_bound(port, &source))?
        .port();
    let incoming = Incoming::of(host.folder());
    incoming.sweep();
    let server = Arc::new(Server {
        host,
        token: Token::new(&Machine),
        site: Site::on(port),
        incoming,
    });
    // The signals are caught before anybody is told the address.
    let (asked, asked_too) = (end::asked()?, end::asked()?);
    announce(&server, port, printer)?;
    tokio::spawn(maintain(Arc::clone(&server)));
    let serving = axum::serve(listener, routes::router(Arc::clone(&server)));
    let outcome = tokio::select! {
        outcome = serving.with_graceful_shutdown(asked) => outcome,
        () = async { asked_too.await; sleep(GRACE).await } => Ok(()),
    };
    server.incoming.clear();
    tracing::info!("ended");
    outcome.map_err(|source| {
        Error::new(Code::Internal, format!("The server stopped: {source}.")).into()
    })
}

/// One line on stdout with the address; what it is, on stderr.
fn announce(server: &Server, port: u16, printer: Printer) -> Result<(), Failure> {
    if !assets::is_built() {
        failure::tell(assets::NOT_BUILT);
    }
    failure::tell(
        "Colloquy is served to this machine only. Open this address in a browser; Ctrl-C ends it. \
         Whoever has the address can read and change the data, so do not pass it on.",
    );
    let address = format!("http://127.0.0.1:{port}/?token={}", server.token.as_str());
    printer.line(&Serving { address, port }, |serving| {
        serving.address.clone()
    })
}

/// Makes the daily backup when it is due, now and every hour.
async fn maintain(server: Arc<Server>) {
    let mut hourly = interval(MAINTENANCE);
    // After a laptop's sleep one look is enough.
    hourly.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hourly.tick().await;
        let server = Arc::clone(&server);
        match tokio::task::spawn_blocking(move || server.host.maintain()).await {
            Ok(Ok(Some(made))) => tracing::info!(backup = made.name, "made the daily backup"),
            Ok(Ok(None)) => {}
            Ok(Err(error)) => {
                tracing::warn!(
                    code = error.code.as_str(),
                    "the daily backup was not made: {error}"
                );
            }
            Err(panicked) => tracing::error!("the daily backup was not made: {panicked}"),
        }
    }
}

fn not_bound(port: u16, source: &io::Error) -> Error {
    let message = match source.kind() {
        io::ErrorKind::AddrInUse => format!(
            "Port {port} on 127.0.0.1 is in use. Choose another with --port, or leave it out for a free one."
        ),
        _ => format!("Port {port} on 127.0.0.1 could not be opened: {source}."),
    };
    Error::new(Code::Unsupported, message).with("port", port)
}
