//! The arguments, with the help that `--help` prints.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

mod review;

pub use review::{CardsOptions, RatingWord, ReviewCommand, SettingsOptions, Weekday};

/// Colloquy on the command line: courses, progress, backups and the app in a browser.
#[derive(Debug, Parser)]
#[command(
    name = "colloquy",
    version,
    arg_required_else_help = true,
    after_help = "\
Examples:
  colloquy status                              where the data is, and whether it can be used
  colloquy course check my-course              everything that is wrong with a course, by place
  colloquy course open my-course.colloquy      install a course
  colloquy progress export --format csv -o progress.csv
  colloquy search \"forced projects\"           find words in lessons, notes and tools
  colloquy note export -o notes                every note as a Markdown file
  colloquy serve                               the app in a browser on this machine

Exit codes: 0 done, 1 failed (the reason is on stderr), 2 the command was not understood.
COLLOQUY_LOG=debug prints what happens inside to stderr."
)]
pub struct Args {
    /// Use this data folder instead of the user's own
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// Print JSON, for programs; errors too, on stderr
    #[arg(long, global = true)]
    pub json: bool,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write, check, build and install courses
    #[command(subcommand)]
    Course(CourseCommand),
    /// Show or export what was read and answered
    #[command(subcommand)]
    Progress(ProgressCommand),
    /// Your path through a course, with a reason for every step
    #[command(subcommand)]
    Path(PathCommand),
    /// Notes: list, show, export, import, search
    #[command(subcommand)]
    Note(NoteCommand),
    /// Workbook tools: list, show, export
    #[command(subcommand)]
    Tool(ToolCommand),
    /// Spaced review: show what to ask today, rate, list cards, settings
    #[command(subcommand)]
    Review(ReviewCommand),
    /// Dates: deadlines of your own and the steps of the 90-day plan
    #[command(subcommand)]
    Due(DueCommand),
    /// Find words in lessons, notes, reflections and tools
    Search(SearchOptions),
    /// Copies of the database: make one, list them, put one back
    #[command(subcommand)]
    Backup(BackupCommand),
    /// Serve the app to a browser on this machine
    Serve(ServeOptions),
    /// List the commands that `call` and the interface use, with their types
    Commands(CommandsOptions),
    /// Run one command of the table with a JSON request
    Call(CallRequest),
    /// Print a script that completes this program's arguments in a shell
    #[command(after_help = "\
Examples:
  colloquy completions bash > ~/.local/share/bash-completion/completions/colloquy
  colloquy completions zsh > ~/.zfunc/_colloquy
  colloquy completions fish > ~/.config/fish/completions/colloquy.fish")]
    Completions {
        /// The shell that reads the script
        shell: Shell,
    },
    /// Say where the data is and whether it can be used
    #[command(after_help = "\
Examples:
  colloquy status
  colloquy status --json --data /media/stick/colloquy

Exit code 1 when the database cannot be used; the answer says what to do.")]
    Status,
}

/// What can be done with courses.
#[derive(Debug, Subcommand)]
pub enum CourseCommand {
    /// Print every problem of a course folder as file:line:column: message
    #[command(after_help = "\
Examples:
  colloquy course check my-course
  colloquy course check my-course --fix        write the missing block ids first
  colloquy course check my-course --json

Exit code 1 when there are errors; warnings alone do not fail.")]
    Check {
        /// The course's folder, with its course.toml
        dir: PathBuf,
        /// Give blocks that have no id one, in the files, before checking
        #[arg(long)]
        fix: bool,
    },
    /// Make one .colloquy file of a course folder without errors
    #[command(after_help = "\
Examples:
  colloquy course build my-course -o my-course.colloquy

The same folder always gives the same bytes.")]
    Build {
        /// The course's folder
        dir: PathBuf,
        /// The file to write; an older one is replaced
        #[arg(short, long, value_name = "FILE.colloquy")]
        output: PathBuf,
    },
    /// Install a course from a .colloquy file or a folder, and make it the current one
    #[command(after_help = "\
Examples:
  colloquy course open my-course.colloquy
  colloquy course open my-course

A newer revision of an installed course keeps what was read, answered and written.")]
    Open {
        /// A .colloquy file or a course folder
        #[arg(value_name = "FILE_OR_DIR")]
        path: PathBuf,
    },
    /// List the installed courses
    #[command(after_help = "Examples:\n  colloquy course list\n  colloquy course list --json")]
    List,
    /// Start a course in a new folder, or make one of a folder of Markdown
    #[command(after_help = "\
Examples:
  colloquy course init my-course --title \"Leading a small office\"
  colloquy course init my-course --from ~/notes/lessons")]
    Init {
        /// The folder to create; it must be empty or missing
        dir: PathBuf,
        /// Make the course of the Markdown files and pictures in this folder, or of one file
        #[arg(long, value_name = "FOLDER")]
        from: Option<PathBuf>,
        /// The course's title; the folder's name when left out. With --from it is the text's own
        #[arg(long, conflicts_with = "from")]
        title: Option<String>,
    },
}

/// What can be done with progress.
#[derive(Debug, Subcommand)]
pub enum ProgressCommand {
    /// Say how far a course was read, lesson by lesson
    #[command(after_help = "\
Examples:
  colloquy progress show
  colloquy progress show thriving-as-a-pmo-director --json")]
    Show {
        /// Id of a course; the current one when left out
        course: Option<String>,
    },
    /// Write progress as CSV or JSON
    #[command(after_help = "\
Examples:
  colloquy progress export --format csv -o progress.csv
  colloquy progress export --format csv --table attempts > attempts.csv
  colloquy progress export --format json -o progress.json

Columns of lessons, one row a lesson in order:
  course, course_title, revision, number, lesson, title, state (new, started, done, revised),
  opened_at, last_at, completed_at, furthest_block, fraction (0 to 1), seconds, checks,
  checks_answered
Columns of attempts, one row an attempt, oldest first:
  course, revision, number, lesson, check, at, score (0 to 1), confidence (1 to 4), seconds,
  answer (JSON)

CSV is as in RFC 4180, UTF-8; times are ISO 8601 in UTC; what is not known is empty. A text that a
spreadsheet would take for a formula gets an apostrophe in front. What was written in reflections
and drafts is never exported. JSON holds both tables unless --table picks one.")]
    Export {
        /// Id of a course; the current one when left out
        course: Option<String>,
        /// Form of the export
        #[arg(long, value_enum)]
        format: Format,
        /// The file to write; an older one is replaced. Without it: stdout
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Which facts; CSV holds lessons unless told otherwise
        #[arg(long, value_enum)]
        table: Option<Table>,
    },
}

/// What can be done with the path.
#[derive(Debug, Subcommand)]
pub enum PathCommand {
    /// Say what to do next and why, step by step
    #[command(after_help = "\
Examples:
  colloquy path show
  colloquy path show thriving-as-a-pmo-director --json")]
    Show {
        /// Id of a course; the current one when left out
        course: Option<String>,
    },
}

/// Forms of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
}

/// Tables of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// One row a lesson
    Lessons,
    /// One row an attempt at a check
    Attempts,
}

/// What can be done with notes.
#[derive(Debug, Subcommand)]
pub enum NoteCommand {
    /// List notes, latest change first
    #[command(after_help = "\
Examples:
  colloquy note list
  colloquy note list --tag frontier --module 4
  colloquy note list --trash --json")]
    List {
        /// Only notes with this tag
        #[arg(long)]
        tag: Option<String>,
        /// Only notes taken in this module
        #[arg(long, value_name = "NUMBER")]
        module: Option<u32>,
        /// The notes in the trash
        #[arg(long)]
        trash: bool,
        /// At most so many
        #[arg(long, default_value_t = 100)]
        limit: u32,
    },
    /// Print one note as Markdown
    #[command(after_help = "\
Examples:
  colloquy note show 01938c2e-7b1a-7c3e-9a55-3f1f0c9d2b11")]
    Show {
        /// Id of the note, from `note list`
        id: String,
    },
    /// Write one note, or all of them, as Markdown files with front matter
    #[command(after_help = "\
Examples:
  colloquy note export -o my-notes             a new folder with a file a note
  colloquy note export -o my-notes.zip         the same as one archive
  colloquy note export --id 01938c2e-… -o forced-projects.md

Notes in the trash are left out.")]
    Export {
        /// One note by its id, instead of all
        #[arg(long)]
        id: Option<String>,
        /// The folder to create (it must be empty or missing), or a .zip or .md file
        #[arg(short, long, value_name = "PATH")]
        output: PathBuf,
    },
    /// Bring in Markdown files as notes: a folder, a .zip of one, or one file
    #[command(after_help = "\
Examples:
  colloquy note import ~/notes
  colloquy note import notes.zip

Files that are here already, letter for letter, are left alone; nothing is ever overwritten.")]
    Import {
        /// A folder, a .zip archive or a .md file
        path: PathBuf,
    },
    /// Find words in notes
    #[command(after_help = "\
Examples:
  colloquy note search forced projects
  colloquy note search '\"what it displaced\" #frontier'")]
    Search(SearchOptions),
}

/// What can be done with workbook tools.
#[derive(Debug, Subcommand)]
pub enum ToolCommand {
    /// List the tools with what they say now
    #[command(after_help = "Examples:\n  colloquy tool list\n  colloquy tool list --json")]
    List,
    /// Say what a tool says now, with its figures
    #[command(after_help = "Examples:\n  colloquy tool show t4\n  colloquy tool show t1 --json")]
    Show {
        /// Name of the tool, from `tool list`
        tool: String,
    },
    /// Write a tool's board page (pdf, png), its table (xlsx, csv) or its steps (ics)
    #[command(after_help = "\
Examples:
  colloquy tool export t4 --format pdf -o frontier.pdf
  colloquy tool export t4 --format xlsx -o frontier.xlsx")]
    Export {
        /// Name of the tool, from `tool list`
        tool: String,
        /// Form of the file
        #[arg(long, value_enum)]
        format: ToolFile,
        /// The file to write; an older one is replaced
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

/// Forms of a tool's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ToolFile {
    /// Pages for a board; the first stands alone
    Pdf,
    /// The same page as a picture
    Png,
    /// Inputs and results for a spreadsheet
    Xlsx,
    /// Inputs alone
    Csv,
    /// Steps with their dates, for a calendar (t9)
    Ics,
}

/// What can be done with dates.
#[derive(Debug, Subcommand)]
pub enum DueCommand {
    /// List deadlines and plan steps by date, what is done last
    #[command(after_help = "Examples:\n  colloquy due list\n  colloquy due list --json")]
    List,
    /// Add a deadline
    #[command(after_help = "\
Examples:
  colloquy due add \"Board paper\" --date 2027-03-31")]
    Add {
        /// What
        title: String,
        /// The day, as 2027-03-31
        #[arg(long, value_name = "DATE")]
        date: String,
    },
    /// Mark a deadline or a plan step as done
    #[command(after_help = "\
Examples:
  colloquy due done 01938c2e-7b1a-7c3e-9a55-3f1f0c9d2b11
  colloquy due done t9/example-1
  colloquy due done t9/example-1 --undo        it is open again")]
    Done {
        /// Id, from `due list`
        id: String,
        /// Mark it as open instead
        #[arg(long)]
        undo: bool,
    },
    /// Write everything with a date as a calendar file (.ics)
    #[command(after_help = "\
Examples:
  colloquy due export -o dates.ics

The file can be imported again after changes: a calendar that knows an entry updates it, and what
was removed here is cancelled there.")]
    Export {
        /// The file to write; an older one is replaced
        #[arg(short, long, value_name = "FILE.ics")]
        output: PathBuf,
    },
}

/// What to find.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  colloquy search forced project
  colloquy search 'in:notes module:4 \"for the board\"'
  colloquy search '#frontier' --json

The last word is taken as a beginning. Filters: in:lessons, in:notes, in:reflections, in:tools,
module:4, lesson:4.2, tag:name or #name. Accents do not matter.")]
pub struct SearchOptions {
    /// Words, \"phrases\" and filters
    #[arg(required = true, value_name = "WORDS", allow_hyphen_values = true)]
    pub words: Vec<String>,
    /// At most so many
    #[arg(long, default_value_t = 20)]
    pub limit: u32,
}

/// What can be done with backups.
#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Make a backup now and check it
    #[command(after_help = "Examples:\n  colloquy backup create")]
    Create,
    /// List the backups, each checked by opening it
    #[command(after_help = "Examples:\n  colloquy backup list\n  colloquy backup list --json")]
    List,
    /// Put a backup in the place of the database; what is there now is kept
    #[command(after_help = "\
Examples:
  colloquy backup list
  colloquy backup restore colloquy-20261122T090000000Z-auto.db

Close the app first: it would go on writing to the database that was moved aside.")]
    Restore {
        /// Name of the backup, from `backup list`
        name: String,
    },
}

/// How to serve.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  colloquy serve
  colloquy serve --port 4200 --data /tmp/try

Prints one line: the address to open. It works on this machine only, and only with the token in
it, which is new at every start. Ctrl-C ends it.")]
pub struct ServeOptions {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    pub port: u16,
}

/// How to print the command table.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  colloquy commands
  colloquy commands --json
  colloquy commands --typescript > ui/src/api/bindings.ts")]
pub struct CommandsOptions {
    /// Print the types as the interface's bindings.ts
    #[arg(long, conflicts_with = "json")]
    pub typescript: bool,
}

/// A command of the table and its request.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  colloquy call app_status
  colloquy call course_map '{\"course\":\"thriving-as-a-pmo-director\"}'
  echo '{\"path\":\"my-course\"}' | colloquy call course_open -

The reply is JSON on stdout. A failure is {code, message, context} as JSON on stderr, exit code 1.
`colloquy commands` lists the names and types.")]
pub struct CallRequest {
    /// Name of the command
    pub name: String,
    /// The request as JSON; - reads it from stdin; {} when left out
    #[arg(value_name = "JSON", allow_hyphen_values = true)]
    pub request: Option<String>,
}
