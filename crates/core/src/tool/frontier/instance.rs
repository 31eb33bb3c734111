//! The portfolio as whole numbers: items, what they need, what they bar.
//!
//! A set of items is a `u64` with one bit an item. The first item of the table has the highest
//! bit, so that of two sets the one with the greater number holds the earlier item at the first
//! place where they differ: that is the last rule among equals, see [`super::pareto`].

/// Most items that are computed with.
pub const MOST: usize = 40;

/// A project as numbers. Costs are millionths of the unit, ≥ 0; values are whole multiples of
/// the portfolio's own smallest step of value (see [`super::input`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    pub cost: i64,
    pub value: i64,
}

/// The bit of an item.
pub const fn bit(item: usize) -> u64 {
    1 << (63 - item)
}

/// The items of a set, first of the table first.
pub fn items_of(set: u64) -> impl Iterator<Item = usize> {
    let mut rest = set;
    std::iter::from_fn(move || {
        (rest != 0).then(|| {
            let item = rest.leading_zeros() as usize;
            rest &= !bit(item);
            item
        })
    })
}

/// Items with what holds between them.
#[derive(Debug, Clone, Default)]
pub struct Instance {
    items: Vec<Item>,
    /// Must be in when the item is: as given.
    needs: Vec<u64>,
    /// Cannot be in with the item: both ways.
    bars: Vec<u64>,
    /// The item with everything that it needs, directly or not.
    closure: Vec<u64>,
}

/// Why no set holds all of the forced items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocked {
    /// These two would have to be in and exclude each other.
    Contradiction(usize, usize),
    /// They cost this much more than the budget.
    Over(i64),
}

/// What is decided before any search: see [`Instance::reduce`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reduced {
    /// Forced items with everything that they need.
    pub fixed: u64,
    /// Items that may still be in or out.
    pub free: u64,
}

impl Instance {
    /// Takes items with their direct needs and bars (either side may name the other).
    pub fn new(items: Vec<Item>, needs: Vec<u64>, mut bars: Vec<u64>) -> Self {
        for item in 0..items.len() {
            for other in items_of(bars[item]) {
                bars[other] |= bit(item);
            }
        }
        let mut closure: Vec<u64> = (0..items.len())
            .map(|item| bit(item) | needs[item])
            .collect();
        // Warshall 1962: whoever needs `through` needs what `through` needs.
        for through in 0..items.len() {
            for item in 0..items.len() {
                if closure[item] & bit(through) != 0 {
                    closure[item] |= closure[through];
                }
            }
        }
        Self {
            items,
            needs,
            bars,
            closure,
        }
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn item(&self, item: usize) -> Item {
        self.items[item]
    }

    pub fn needs(&self, item: usize) -> u64 {
        self.needs[item]
    }

    pub fn bars(&self, item: usize) -> u64 {
        self.bars[item]
    }

    pub fn closure(&self, item: usize) -> u64 {
        self.closure[item]
    }

    pub fn cost(&self, set: u64) -> i64 {
        items_of(set).map(|item| self.items[item].cost).sum()
    }

    pub fn value(&self, set: u64) -> i64 {
        items_of(set).map(|item| self.items[item].value).sum()
    }

    /// These items with everything that they need.
    pub fn closed(&self, set: u64) -> u64 {
        items_of(set).fold(0, |all, item| all | self.closure[item])
    }

    /// Two items of a set that exclude each other, if there are any.
    pub fn clash(&self, set: u64) -> Option<(usize, usize)> {
        items_of(set).find_map(|item| {
            let other = items_of(self.bars[item] & set).next()?;
            Some((item, other))
        })
    }

    /// Fixes the forced items with what they need and drops what can then never be in: items that
    /// exclude a fixed one, or cost (with what they need) more than is left.
    ///
    /// # Errors
    /// Why the forced items cannot all be in.
    pub fn reduce(&self, forced: u64, budget: Option<i64>) -> Result<Reduced, Blocked> {
        let fixed = self.closed(forced);
        if let Some((one, other)) = self.clash(fixed) {
            return Err(Blocked::Contradiction(one, other));
        }
        let left = budget.map(|budget| budget - self.cost(fixed));
        if let Some(left) = left.filter(|left| *left < 0) {
            return Err(Blocked::Over(-left));
        }
        let free = (0..self.len())
            .filter(|item| {
                let more = self.closure[*item] & !fixed;
                more != 0
                    && fixed & bit(*item) == 0
                    && self.clash(fixed | more).is_none()
                    && left.is_none_or(|left| self.cost(more) <= left)
            })
            .fold(0, |free, item| free | bit(item));
        Ok(Reduced { fixed, free })
    }
}
