//! What can be asked: `POST /call/<name>`, `POST /upload`, and the interface's files.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use colloquy_core::api::{self, Reply};
use colloquy_core::{Code, Error};
use http_body_util::{BodyExt as _, Collected, LengthLimitError, Limited};
use serde_json::Value;

use super::refusal::Refusal;
use super::{Server, assets, auth, upload};

/// The largest request of a command.
const LARGEST_CALL: u64 = 16 << 20;

/// Commands that read a file which was uploaded for them: it is removed afterwards.
const TAKES_UPLOAD: [&str; 3] = ["course_open", "note_import", "rows_read"];

/// Nothing but this server's own files runs, loads or frames; styles and scripts are files.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

const ALWAYS: [(&str, &str); 5] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// All routes behind the guard; every response, refusals too, has the headers above.
pub fn router(server: Arc<Server>) -> Router {
    Router::new()
        .route("/call/{name}", post(call))
        .route("/upload", post(upload::take))
        .fallback_service(get(assets::answer))
        .layer(from_fn_with_state(Arc::clone(&server), auth::guard))
        .layer(map_response(with_headers))
        .with_state(server)
}

async fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn call(
    State(server): State<Arc<Server>>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Json<Reply>, Refusal> {
    server.token.check(request.headers())?;
    let input = json_body(request).await?;
    let outcome = tokio::task::spawn_blocking(move || dispatch(&server, &name, input)).await;
    match outcome {
        Ok(Ok(reply)) => Ok(Json(reply)),
        Ok(Err(error)) => Err(error.into()),
        Err(_panicked) => {
            let message = "The command stopped because of a defect.";
            Err(Error::new(Code::Internal, message).into())
        }
    }
}

fn dispatch(server: &Server, name: &str, input: Value) -> Result<Reply, Error> {
    let upload = TAKES_UPLOAD
        .contains(&name)
        .then(|| input["path"].as_str().map(str::to_owned))
        .flatten();
    let outcome = api::dispatch(&server.host, name, input);
    if let Some(upload) = upload {
        server.incoming.remove(&upload);
    }
    // The name is the caller's, so only the names of the table are logged.
    let name = api::COMMANDS
        .iter()
        .find(|command| command.name == name)
        .map(|command| command.name);
    match &outcome {
        Ok(_) => tracing::debug!(command = name, "answered"),
        Err(error) if error.code == Code::Internal => {
            tracing::warn!(command = name, code = error.code.as_str(), "failed");
        }
        Err(error) => tracing::info!(command = name, code = error.code.as_str(), "refused"),
    }
    outcome
}

async fn json_body(request: Request) -> Result<Value, Refusal> {
    let (parts, body) = request.into_parts();
    require_type(&parts.headers, "application/json")?;
    let bytes = limited(&parts.headers, body).await?;
    serde_json::from_slice(&bytes)
        .map_err(|source| Error::invalid(format!("The request is not JSON: {source}.")).into())
}

async fn limited(headers: &HeaderMap, body: Body) -> Result<Bytes, Refusal> {
    refuse_announced_above(LARGEST_CALL, headers)?;
    let limit = usize::try_from(LARGEST_CALL).unwrap_or(usize::MAX);
    let collected = Limited::new(body, limit).collect().await;
    collected.map(Collected::to_bytes).map_err(|failed| {
        if failed.is::<LengthLimitError>() {
            Refusal::too_large(LARGEST_CALL)
        } else {
            Refusal::cut_off()
        }
    })
}

/// Refuses a body that says itself that it is too large, before it is sent.
pub fn refuse_announced_above(limit: u64, headers: &HeaderMap) -> Result<(), Refusal> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit) {
        Err(Refusal::too_large(limit))
    } else {
        Ok(())
    }
}

/// Refuses any other content-type: a page of another site cannot send these without asking first.
pub fn require_type(headers: &HeaderMap, wanted: &str) -> Result<(), Refusal> {
    let given = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(wanted) {
        Ok(())
    } else {
        Err(Refusal::media_type(wanted))
    }
}
