//! Refusals: a status, and the reason as `{code, message, context}` as everywhere else.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use colloquy_core::{Code, Error};
use serde::Serialize;

/// A request that was not answered.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    body: Body,
}

/// The core's error, or one of this server's own codes: `unauthorised` (no token), `forbidden`
/// (another host or site), `too_large`.
#[derive(Debug, Serialize)]
struct Body {
    code: &'static str,
    message: String,
    context: BTreeMap<String, String>,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            body: Body {
                code,
                message: message.into(),
                context: BTreeMap::new(),
            },
        }
    }

    /// The token is missing or not this run's.
    pub fn no_token() -> Self {
        let message = "The token is missing or from an earlier start. Open the address that \
                       `colloquy serve` printed last.";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorised", message)
    }

    /// The request names another host.
    pub fn other_host() -> Self {
        let message = "This server is asked as 127.0.0.1 or localhost, with its port.";
        Self::new(StatusCode::FORBIDDEN, "forbidden", message)
    }

    /// The request comes from another site.
    pub fn other_site() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "Requests from other sites are refused.",
        )
    }

    /// The body is not of the type that this path takes.
    pub fn media_type(wanted: &str) -> Self {
        let message = format!("The request's content-type must be {wanted}.");
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::InvalidInput.as_str(),
            message,
        )
    }

    /// The body is larger than this path takes.
    pub fn too_large(limit: u64) -> Self {
        let message = format!("The request is larger than {} MiB.", limit >> 20);
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
    }

    /// The body ended before it was whole.
    pub fn cut_off() -> Self {
        Self::from(Error::invalid("The request ended before it was whole."))
    }

    /// The code, for the log.
    pub const fn code(&self) -> &'static str {
        self.body.code
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let status = match error.code {
            Code::InvalidInput | Code::BadPackage | Code::Unsupported => StatusCode::BAD_REQUEST,
            Code::NotFound => StatusCode::NOT_FOUND,
            Code::DatabaseNewer | Code::DatabaseCorrupt | Code::DatabaseLocked => {
                StatusCode::CONFLICT
            }
            Code::CannotWrite | Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let Error {
            code,
            message,
            context,
        } = error;
        Self {
            status,
            body: Body {
                code: code.as_str(),
                message,
                context,
            },
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
