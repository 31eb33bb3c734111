//! The sections of the page, in the order in which a board would read them.

/// A section and where it is drawn from.
pub(super) struct Section {
    /// Stable id.
    pub id: &'static str,
    /// Heading.
    pub heading: &'static str,
    /// What belongs here.
    pub about: &'static str,
    /// The exercise.
    pub from: From,
}

/// Exercises.
#[derive(Clone, Copy)]
pub(super) enum From {
    /// The finding of a tool.
    Tool(&'static str),
    /// The reader’s answer to the reflection of a lesson.
    Reflection(&'static str),
}

/// In order.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        id: "mandate",
        heading: "Mandate",
        about: "Which decisions the office exists to improve, and who would renew it.",
        from: From::Reflection("m2-mandate"),
    },
    Section {
        id: "standing",
        heading: "Where the office stands",
        about: "Surviving, stabilising or thriving, and what is weakest.",
        from: From::Tool("t1"),
    },
    Section {
        id: "services",
        heading: "Services",
        about: "What is offered, what falls short, and what stops.",
        from: From::Tool("t2"),
    },
    Section {
        id: "strategy",
        heading: "Line of sight to strategy",
        about: "How far the money follows the objectives, and which objective nobody funds.",
        from: From::Tool("t3"),
    },
    Section {
        id: "portfolio",
        heading: "Portfolio",
        about: "What the budget buys at best, and what each forced project costs.",
        from: From::Tool("t4"),
    },
    Section {
        id: "capacity",
        heading: "Capacity",
        about: "Which role breaks first, and which delay clears it.",
        from: From::Tool("t5"),
    },
    Section {
        id: "value",
        heading: "Benefits and value",
        about: "What has been realised, and what the office claims of it.",
        from: From::Tool("t6"),
    },
    Section {
        id: "evidence",
        heading: "Evidence",
        about: "Which numbers the office will no longer quote, and which it can defend.",
        from: From::Reflection("m1-evidence-and-myths"),
    },
    Section {
        id: "ai",
        heading: "AI and data",
        about: "How ready the office is, and what stays with people.",
        from: From::Tool("t7"),
    },
    Section {
        id: "support",
        heading: "Support",
        about: "Whose support the plan needs. The stakeholder grid is about people and is never drawn from: write here only what may be read by anyone.",
        from: From::Tool("t8"),
    },
    Section {
        id: "plan",
        heading: "The next 90 days",
        about: "The outcomes that were chosen, in the hours there are.",
        from: From::Tool("t9"),
    },
    Section {
        id: "stop",
        heading: "What stops",
        about: "What the office gives up to make room.",
        from: From::Reflection("m9-renewal"),
    },
];
