//! `surge-sim measures`: what can be asked of a scenario.

use crate::cli::FileArgs;
use crate::error::Error;
use crate::measure::{Better, Catalogue};
use crate::scenario::load::load;
use crate::scenario::overrides::Overrides;

use super::print;

pub fn measures(args: &FileArgs) -> Result<(), Error> {
    let loaded = load(&args.file, &Overrides::none())?;
    let catalogue = Catalogue::new(&loaded.scenario.names());
    let widest = catalogue
        .measures
        .iter()
        .map(|measure| measure.id.to_string().chars().count())
        .max()
        .unwrap_or(0);
    let line = |measure: &crate::measure::Measure| {
        let better = match measure.better {
            Better::Lower => "; less is better",
            Better::Higher => "; more is better",
            Better::Neither => "",
        };
        format!(
            "{:widest$}  {} [{}]{better}\n",
            measure.id.to_string(),
            measure.label,
            measure.unit
        )
    };
    print(&catalogue.measures.iter().map(line).collect::<String>())
}
