//! `colloquy call`: one command of the table, JSON in and JSON out.

use std::io::Read as _;

use colloquy_core::{Error, api};
use serde_json::Value;

use crate::args::CallRequest;
use crate::data::Place;
use crate::failure::{self, Failure};
use crate::print;

/// Runs the command. A failure is JSON on stderr, whether or not `--json` was given.
pub fn run(request: &CallRequest, place: &Place) -> Result<(), Failure> {
    match answer(request, place) {
        Ok(value) => print::json(&value),
        Err(error) => {
            failure::tell(&failure::as_json(&error));
            Err(Failure::Told)
        }
    }
}

fn answer(request: &CallRequest, place: &Place) -> Result<Value, Error> {
    let text = match request.request.as_deref() {
        None => "{}".to_owned(),
        Some("-") => from_stdin()?,
        Some(json) => json.to_owned(),
    };
    let input = serde_json::from_str(&text)
        .map_err(|source| Error::invalid(format!("The request is not JSON: {source}.")))?;
    let reply = api::dispatch(&place.open()?, &request.name, input)?;
    Ok(reply.value)
}

fn from_stdin() -> Result<String, Error> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|source| Error::invalid(format!("The request could not be read: {source}.")))?;
    Ok(text)
}
