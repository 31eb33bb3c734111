//! Which column is what, for a whole table.

use super::grid::{Cell, Grid};
use super::heading::{self, Role};
use super::number;

/// A column and what it was taken for.
pub struct Column {
    /// Place in the row, from 0.
    pub at: usize,
    /// Its heading, or `column 3`.
    pub heading: String,
    pub role: Role,
}

/// What was understood of a table.
pub struct Columns {
    pub columns: Vec<Column>,
    /// How many rows of the grid come before the first project.
    pub skip: usize,
    pub has_headings: bool,
    pub comma_decimal: bool,
}

/// How many rows may stand above the headings (a title, a date).
const ABOVE: usize = 10;

/// Decides what each column is.
pub fn of(grid: &Grid) -> Columns {
    let width = grid
        .rows
        .iter()
        .map(|(_, cells)| cells.len())
        .max()
        .unwrap_or(0);
    let header = header(grid);
    let skip = header.map_or(0, |row| row + 1);
    let body = || grid.rows.iter().skip(skip).map(|(_, cells)| cells);
    let comma_decimal = number::commas_are_decimal(body().flatten());
    let named: Vec<(String, Option<Role>)> = (0..width)
        .map(|at| {
            let heading = header
                .and_then(|row| grid.rows[row].1.get(at))
                .map(Cell::text)
                .unwrap_or_default();
            let role = heading::role(&heading);
            (heading, role)
        })
        .collect();
    let numeric: Vec<bool> = (0..width)
        .map(|at| {
            let cells = body()
                .filter_map(|cells| cells.get(at))
                .filter(|cell| !cell.is_empty());
            let (mut numbers, mut others) = (0, 0);
            for cell in cells {
                match number::amount(cell, comma_decimal) {
                    Some(_) => numbers += 1,
                    None => others += 1,
                }
            }
            numbers > 0 && numbers >= others
        })
        .collect();
    let filled: Vec<bool> = (0..width)
        .map(|at| body().any(|cells| cells.get(at).is_some_and(|cell| !cell.is_empty())))
        .collect();
    let roles = if header.is_some() {
        with_headings(&named, &numeric, &filled)
    } else {
        without_headings(&numeric, &filled)
    };
    let columns = named
        .into_iter()
        .zip(roles)
        .enumerate()
        .filter(|(at, ((heading, _), _))| filled[*at] || !heading.is_empty())
        .map(|(at, ((heading, _), role))| Column {
            at,
            heading: if heading.is_empty() {
                format!("column {}", at + 1)
            } else {
                heading
            },
            role,
        })
        .collect();
    Columns {
        columns,
        skip,
        has_headings: header.is_some(),
        comma_decimal,
    }
}

/// The row of headings: among the first rows the first that names two things, or a thing and
/// holds no number; else the first row, if it is all text above columns of numbers.
fn header(grid: &Grid) -> Option<usize> {
    let is_text = |cells: &[Cell]| {
        cells
            .iter()
            .all(|cell| cell.is_empty() || number::amount(cell, false).is_none())
    };
    let names = |cells: &[Cell]| {
        cells
            .iter()
            .filter(
                |cell| matches!(heading::role(&cell.text()), Some(role) if role != Role::Ignored),
            )
            .count()
    };
    let top = || {
        grid.rows
            .iter()
            .take(ABOVE)
            .map(|(_, cells)| cells)
            .enumerate()
    };
    let filled = |cells: &[Cell]| cells.iter().filter(|cell| !cell.is_empty()).count();
    top()
        .find(|(_, cells)| is_text(cells) && names(cells) >= 2)
        .or_else(|| {
            top()
                .take(1)
                .find(|(_, cells)| is_text(cells) && names(cells) >= 1)
        })
        .or_else(|| {
            // All text above numbers: headings in words of their own.
            let next = grid.rows.get(1)?;
            top()
                .take(1)
                .find(|(_, cells)| is_text(cells) && filled(cells) >= 2 && !is_text(&next.1))
        })
        .map(|(row, _)| row)
}

fn with_headings(named: &[(String, Option<Role>)], numeric: &[bool], filled: &[bool]) -> Vec<Role> {
    let mut roles: Vec<Option<Role>> = Vec::new();
    for (_, role) in named {
        // The first column of a role has it; criteria may be many.
        let taken = *role != Some(Role::Criterion) && roles.contains(role);
        let cost_again = taken && *role == Some(Role::Cost);
        roles.push(match role {
            Some(_) if cost_again => Some(Role::Ignored),
            Some(role) if !taken => Some(*role),
            _ => None,
        });
    }
    let has = |roles: &[Option<Role>], role: Role| roles.contains(&Some(role));
    if !has(&roles, Role::Name)
        && let Some(at) =
            (0..roles.len()).find(|at| roles[*at].is_none() && filled[*at] && !numeric[*at])
    {
        roles[at] = Some(Role::Name);
    }
    let scored = has(&roles, Role::Score);
    let names = named.iter().map(|(name, _)| name.trim());
    roles
        .into_iter()
        .zip(names)
        .zip(numeric)
        .map(|((role, name), numeric)| match role {
            Some(role) => role,
            None if *numeric && !scored && !name.is_empty() => Role::Criterion,
            None => Role::Ignored,
        })
        .collect()
}

fn without_headings(numeric: &[bool], filled: &[bool]) -> Vec<Role> {
    let mut roles = vec![Role::Ignored; numeric.len()];
    if let Some(at) = (0..roles.len()).find(|at| filled[*at] && !numeric[*at]) {
        roles[at] = Role::Name;
    }
    let numbers: Vec<usize> = (0..roles.len()).filter(|at| numeric[*at]).collect();
    match numbers.as_slice() {
        [] => {}
        [cost] => roles[*cost] = Role::Cost,
        [score, cost, ..] => {
            roles[*score] = Role::Score;
            roles[*cost] = Role::Cost;
        }
    }
    roles
}
