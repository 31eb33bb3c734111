//! The twenty statements of T1, and the lessons that answer each dimension.
//!
//! Original text, written for this project: no statement is taken from a published questionnaire.
//! Each describes something that another person could observe.

/// A dimension with its statements.
pub(super) struct Group {
    /// Stable id.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// Four statements; ids are `<dimension>-1` to `<dimension>-4`.
    pub statements: [&'static str; 4],
    /// Ids of lessons that answer it, best first. A course need not have them all.
    pub lessons: &'static [&'static str],
}

/// Words for the answers 0 to 4.
pub(super) const SCALE: [&str; 5] = [
    "Not true here",
    "True in places",
    "Half true",
    "Mostly true",
    "True, and I could show it",
];

/// In the order in which they are shown; ties between scores go to the earlier one.
pub(super) const GROUPS: [Group; 5] = [
    Group {
        id: "mandate",
        name: "Mandate",
        about: "What the office may decide, who said so, and who would say so again.",
        statements: [
            "One page, signed by an executive who still holds the post, says what this office decides and what it only advises on.",
            "In the past twelve months we stopped, paused or re-scoped a project on our own authority, and the decision stood.",
            "Our sponsor has renewed the mandate in front of peers since the last reorganisation or change of chief executive.",
            "We ended a service in the past year because nobody could name a decision that depended on it.",
        ],
        lessons: &[
            "m1-what-a-director-owns",
            "m4-stop-balance-govern",
            "m1-survival-traps",
        ],
    },
    Group {
        id: "evidence",
        name: "Evidence",
        about: "Whether what the office says about itself and the portfolio can be checked.",
        statements: [
            "For the three figures that we quote most, I can say how each was measured and what it cannot support.",
            "We publish how far our forecasts of cost and date were from what happened, including the years that we would rather forget.",
            "A red status reaches the executive within a week of the team knowing it, without softening on the way.",
            "Finance would confirm, unprompted, at least one benefit that this office claims to have contributed to.",
        ],
        lessons: &[
            "m1-evidence-and-myths",
            "m4-scoring-honestly",
            "m1-survival-traps",
        ],
    },
    Group {
        id: "capacity",
        name: "Capacity",
        about: "Whether people and money are matched to what has been promised.",
        statements: [
            "No project was approved in the past six months without naming the scarce people that it needs and what they will stop doing.",
            "I can say today how much of next year’s change budget is still open to decision.",
            "Less than a third of my team’s week goes on collecting, chasing and formatting what others already know.",
            "If my strongest analyst resigned tomorrow, no board paper or forecast would be late next month.",
        ],
        lessons: &[
            "m4-definition-to-delivery",
            "m1-enterprise-networks",
            "m1-what-a-director-owns",
        ],
    },
    Group {
        id: "influence",
        name: "Influence",
        about: "Whether decisions change because the office is in the room.",
        statements: [
            "Executives ask for our view before a proposal is written, not after it has been announced.",
            "In the past quarter a senior person changed a decision, and told others so, because of something that we showed them.",
            "Project managers bring us bad news that they were not obliged to report.",
            "The finance director and I would give the same account of what the portfolio is for and what it is worth.",
        ],
        lessons: &[
            "m1-survival-traps",
            "m4-ranking-or-optimising",
            "m1-what-a-director-owns",
            "m1-enterprise-networks",
        ],
    },
    Group {
        id: "foresight",
        name: "Foresight",
        about: "Whether the office sees ahead, and has decided beforehand what it will do.",
        statements: [
            "Each of our largest projects has a written condition under which it will be stopped, agreed before the money was spent.",
            "When strategy last shifted, the portfolio had been re-planned within one quarter.",
            "We test the portfolio against at least two budgets other than the expected one before it is approved.",
            "In the past year we tried a new way of working on a small scale, and gave it up or spread it on what we saw.",
        ],
        lessons: &[
            "m4-stop-balance-govern",
            "m4-definition-to-delivery",
            "m1-survival-traps",
            "m1-enterprise-networks",
            "m1-what-a-director-owns",
        ],
    },
];
