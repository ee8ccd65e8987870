//! What the command line asks for.

pub(crate) const HELP: &str = "\
gouji-accuracy [--single N] [--several N] [--grouped N] [--seed N] [--only TEXT] [--kind TEXT]
               [--misses N] [--out FILE] [--machine TEXT] [--part text]
  --single N    documents with one wrong cell
  --several N   documents with two, and as many with three
  --grouped N   documents with one slip that leaves several cells wrong
  --seed N      another seed gives other faults
  --only TEXT   only documents whose name contains it
  --kind TEXT   only slips whose name contains it
  --misses N    prints so many faults that were not put right, and why
  --out FILE    writes the figures there
  --machine TEXT  what the page calls the machine
  --part text   faults in running text alone; of the page only their section is written";

/// What to do.
#[derive(Clone, Debug)]
pub(crate) struct Arguments {
    pub(crate) single: usize,
    pub(crate) several: usize,
    pub(crate) grouped: usize,
    pub(crate) seed: u64,
    pub(crate) only: String,
    pub(crate) kind: String,
    pub(crate) misses: usize,
    pub(crate) out: Option<String>,
    pub(crate) machine: String,
    /// Whether only faults in running text are wanted.
    pub(crate) text: bool,
}

impl Arguments {
    /// Reads pairs of names and values.
    pub(crate) fn of(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self {
            single: 10_000,
            several: 2_000,
            grouped: 1_500,
            seed: 2026,
            only: String::new(),
            kind: String::new(),
            misses: 0,
            out: None,
            machine: "an unknown machine".to_owned(),
            text: false,
        };
        while let Some(name) = words.next() {
            let value = words.next().ok_or(format!("{name} needs a value"))?;
            let number = || {
                value
                    .parse::<usize>()
                    .map_err(|_| format!("{name} needs a number"))
            };
            match name.as_str() {
                "--single" => arguments.single = number()?,
                "--several" => arguments.several = number()?,
                "--grouped" => arguments.grouped = number()?,
                "--misses" => arguments.misses = number()?,
                "--seed" => arguments.seed = number()? as u64,
                "--only" => arguments.only = value,
                "--kind" => arguments.kind = value,
                "--out" => arguments.out = Some(value),
                "--machine" => arguments.machine = value,
                "--part" if value == "text" => arguments.text = true,
                _ => return Err(format!("{name} is not known")),
            }
        }
        Ok(arguments)
    }
}
