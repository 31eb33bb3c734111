//! The arguments of `colloquy review`.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

/// What can be done with review.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Say what there is to review today, in the order to ask, and what comes
    #[command(after_help = "Examples:\n  colloquy review show\n  colloquy review show --json")]
    Show,
    /// Say how well a card was remembered
    #[command(after_help = "\
Examples:
  colloquy review rate check/my-course/first-check good
  colloquy review rate 01938c2e-7b1a-7c3e-9a55-3f1f0c9d2b11 again

A card rated “again” comes back today, after the others.")]
    Rate {
        /// Id of the card, from `review show` or `review cards`
        card: String,
        /// How well
        #[arg(value_enum)]
        rating: RatingWord,
    },
    /// Take the last review of today back
    #[command(after_help = "Examples:\n  colloquy review undo")]
    Undo,
    /// List cards by when they are due; take one away or bring it back
    Cards(CardsOptions),
    /// Show how review is set, or change it
    Settings(SettingsOptions),
}

/// How well a card was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RatingWord {
    /// Not remembered
    Again,
    /// With effort
    Hard,
    /// Remembered
    Good,
    /// At once
    Easy,
}

/// Which cards.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  colloquy review cards
  colloquy review cards forced projects
  colloquy review cards --removed
  colloquy review cards --remove term/my-course/sponsor")]
pub struct CardsOptions {
    /// Words that occur in question or answer
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// The cards that were taken away
    #[arg(long)]
    pub removed: bool,
    /// Take this card away
    #[arg(long, value_name = "CARD", conflicts_with_all = ["words", "removed", "restore"])]
    pub remove: Option<String>,
    /// Bring this card back
    #[arg(long, value_name = "CARD", conflicts_with_all = ["words", "removed"])]
    pub restore: Option<String>,
    /// Leave out so many first
    #[arg(long, default_value_t = 0)]
    pub from: u32,
    /// At most so many, up to 200
    #[arg(long, default_value_t = 100)]
    pub limit: u32,
}

/// What to change; nothing shows the settings.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  colloquy review settings
  colloquy review settings --cap 20 --new-cap 5 --retention 0.9
  colloquy review settings --easy sat,sun
  colloquy review settings --no-easy --terms off")]
pub struct SettingsOptions {
    /// Most cards a day, 5 to 200
    #[arg(long)]
    pub cap: Option<u32>,
    /// Most new cards a day, 0 to 50
    #[arg(long)]
    pub new_cap: Option<u32>,
    /// Share to remember, 0.8 to 0.95
    #[arg(long)]
    pub retention: Option<f64>,
    /// Days with half the cards, instead of those set
    #[arg(long, value_enum, value_delimiter = ',', value_name = "DAYS")]
    pub easy: Option<Vec<Weekday>>,
    /// No easy days
    #[arg(long, conflicts_with = "easy")]
    pub no_easy: bool,
    /// Whether missed checks become cards
    #[arg(long, value_enum)]
    pub checks: Option<Switch>,
    /// Whether terms of completed lessons become cards
    #[arg(long, value_enum)]
    pub terms: Option<Switch>,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// They do
    On,
    /// They do not
    Off,
}

impl Switch {
    /// Whether it is on.
    pub const fn is_on(self) -> bool {
        matches!(self, Self::On)
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    /// As it is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mon => "Mon",
            Self::Tue => "Tue",
            Self::Wed => "Wed",
            Self::Thu => "Thu",
            Self::Fri => "Fri",
            Self::Sat => "Sat",
            Self::Sun => "Sun",
        }
    }
}
