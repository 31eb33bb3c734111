//! The seven dimensions: words for each step, and what is missing below it.

/// A function of NIST's AI Risk Management Framework (AI 100-1, January 2023), by name only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Function {
    Govern,
    Map,
    Measure,
    Manage,
}

impl Function {
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Govern => "Govern",
            Self::Map => "Map",
            Self::Measure => "Measure",
            Self::Manage => "Manage",
        }
    }
}

/// A dimension of readiness.
#[derive(Debug)]
pub(super) struct Dimension {
    /// Id of its value.
    pub id: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    /// For each step from 0 to 5; each holds what those below it say, unless it replaces it.
    pub words: [&'static str; 6],
    pub function: Function,
    /// What to put in place while it is below 2.
    pub first: &'static str,
    /// What to put in place at 2 or 3.
    pub next: &'static str,
}

/// In the order to show. The words are this project's own; what they ask for is taught in
/// lessons 7.1 to 7.4.
pub(super) static DIMENSIONS: [Dimension; 7] = [
    Dimension {
        id: "purpose",
        label: "Purpose",
        help: "Whether each use has a written purpose, and a limit.",
        words: [
            "no use has a written purpose",
            "some uses have one",
            "each use says whose decision it helps",
            "each is filed as assist, predict or decide",
            "each says what it must not be used for",
            "reviewed in the past year, against what it is really used for",
        ],
        function: Function::Map,
        first: "write one sentence for each use: whose decision it helps, and what happens next to whatever the machine puts out.",
        next: "file each use as assist, predict or decide, and write beside it what it must not be used for.",
    },
    Dimension {
        id: "data",
        label: "Data",
        help: "Whether the records are known to be good enough.",
        words: [
            "nobody has looked at the records",
            "somebody knows where they are wrong, unwritten",
            "completeness and timeliness were counted once",
            "counted each quarter, and shown with the figures",
            "a dated copy is kept each month",
            "intervals are forecast, and their coverage is counted",
        ],
        function: Function::Measure,
        first: "count how complete, how timely and how consistent the records are, before any model is fitted to them.",
        next: "keep a dated copy of the records each month, and ask of each column whether it was known on the day of the forecast.",
    },
    Dimension {
        id: "skills",
        label: "Skills",
        help: "Whether people can tell when the machine is wrong.",
        words: [
            "nobody has used such a tool for work",
            "one or two try it by themselves",
            "everybody was told what may be pasted, and where",
            "each user can state the verification rule",
            "planted errors were found by most users",
            "two people can count overrides and coverage",
        ],
        function: Function::Govern,
        first: "tell everybody what may be pasted into which tool, and ask without names what has been pasted already.",
        next: "plant errors, with everybody’s knowledge, and count how many are found.",
    },
    Dimension {
        id: "tooling",
        label: "Tooling",
        help: "Whether the permitted tool shows its sources and keeps within its permissions.",
        words: [
            "only tools that nobody permitted",
            "one is permitted, its permissions untested",
            "permissions were tested from a junior account",
            "each statement in a draft names its record",
            "what goes in and out, and overrides, are logged",
            "it was switched off for days, and work went on",
        ],
        function: Function::Manage,
        first: "permit one tool, sit down at a junior account, and ask it for something that account should not see.",
        next: "have each date, sum, name and commitment in a draft carry a link to its record.",
    },
    Dimension {
        id: "risk",
        label: "Risk",
        help: "Whether each risk has an owner and a point at which the use stops.",
        words: [
            "no risk of AI is written down",
            "risks are written down, without owners",
            "each has an owner, by name",
            "each use has a figure at which it stops",
            "a blind sample was taken in the past year",
            "a use was changed or ended because of one",
        ],
        function: Function::Manage,
        first: "give each risk an owner by name; a list without names manages nothing.",
        next: "write for each use the figure at which it goes off, before anybody’s cash depends on it.",
    },
    Dimension {
        id: "ownership",
        label: "Ownership",
        help: "Whether somebody answers for each use and may switch it off.",
        words: [
            "nobody could say who answers for it",
            "a department or the supplier does",
            "a person does, by name, for the largest use",
            "for each use a person and a deputy",
            "that person may switch it off without asking",
            "and did so on purpose in the past year",
        ],
        function: Function::Govern,
        first: "name the person, not the department, who answers for each use.",
        next: "name a deputy, and let the owner switch the use off without asking; then try it for a few days.",
    },
    Dimension {
        id: "value",
        label: "Value",
        help: "Whether the gain was measured, net of checking and of errors.",
        words: [
            "no use has a measured effect",
            "users say that it helps",
            "time saved was estimated",
            "less the time for checking, and for errors",
            "compared with work done without it",
            "a use without a gain was ended",
        ],
        function: Function::Measure,
        first: "estimate the minutes that each use saves, before anybody calls it a success.",
        next: "take off what checking costs and what errors that got through cost, and compare with work done without the tool.",
    },
];
