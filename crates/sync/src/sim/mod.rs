//! The simulation: engines on devices that are killed and copied, over a store with every fault.
//!
//! **Context.** What sync promises it must keep in situations that nobody sees in a test by hand.
//!
//! **Design.** A seed gives a world: how many devices, how bad the store, what happens. Things happen
//! one request at a time, so that rounds of different devices interleave. Then everything is mended,
//! all devices sync until nothing changes, and the [`invariants`] are checked. The same seed gives
//! the same world, so a failure is a number. [`SimRemote`] and [`SimStore`] are the two sides with
//! their faults; [`product`] is a small product; [`scenario`] makes plans from seeds.

pub mod invariants;
pub mod product;
pub mod scenario;
pub mod script;

mod crowd;
mod device;
mod handle;
mod happen;
mod keeping;
mod remote;
mod rng;
mod store;
mod watch;
mod world;

pub use crowd::{Crowd, crowd};
pub use device::{Arrival, Device, Owed, Stepped};
pub use handle::SimHandle;
pub use remote::{Faults, SimRemote};
pub use rng::SimRng;
pub use scenario::{Failure, plan, run};
pub use store::{Kill, SimStore};
pub use world::{BEGIN_MS, Closed, HOUR_MS, Plan, World};
