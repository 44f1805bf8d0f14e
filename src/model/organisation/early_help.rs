//! Early help: a child closed at triage takes a place if one is free, and its risk ends sooner
//! (model.md, section 8).
//!
//! A place is free again when the child is referred again, comes to harm, or its risk ends. Nobody waits for a place.

use crate::measure::Counter;
use crate::model::ids::ChildId;
use crate::model::replication::Replication;

impl Replication<'_> {
    /// A referral was closed at triage: is there a place for the child? True where it is taken, for whoever moves the child.
    pub(in crate::model) fn offer_early_help(&mut self, id: ChildId) -> bool {
        let Some(help) = &self.setting.scenario.early_help else { return false };
        if self.world.organisation.early_help.taken >= help.places {
            self.count(Counter::EarlyHelpFull, 0, 1.0);
            return false;
        }
        self.world.organisation.early_help.taken += 1;
        let high = if self.world.children[id].at_high_risk() { 1.0 } else { 0.0 };
        self.count(Counter::EarlyHelpTaken, 0, 1.0);
        self.count(Counter::EarlyHelpHigh, 0, high);
        self.level(Counter::EarlyHelpDays, 0, 1.0);
        true
    }

    /// A child's place, if it has one, is free again.
    pub(in crate::model) fn leave_early_help(&mut self, id: ChildId) {
        if self.world.children[id].early_help() {
            self.move_child(id, |standing| standing.set_early_help(false));
            self.world.organisation.early_help.taken -= 1;
            self.level(Counter::EarlyHelpDays, 0, -1.0);
        }
    }

    /// The risk to a child has ended, with a place or without.
    pub(in crate::model) fn early_help_succeeds(&mut self, id: ChildId) {
        if self.world.children[id].early_help() {
            self.count(Counter::EarlyHelpResolved, 0, 1.0);
        }
    }

    /// Children with a place.
    pub(in crate::model) fn early_help_taken(&self) -> u32 {
        self.world.organisation.early_help.taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::organisation::tests::counted;
    use crate::scenario::{EarlyHelp, Overrides, load_str};

    #[test]
    fn early_help_ends_risk_as_much_faster_as_written() {
        // One class that nobody refers twice, screened out always: with a place it resolves at 3 times its rate.
        let text = r#"
name = "early help alone"
time = { start = 2021-01-04, warmup_days = 0, run_days = 2800 }
[referrals]
per_year = 800
[[risk]]
name = "low"
high = true
share = 1.0
severity = { mean = 0.0, sd = 0.5 }
concern_every_days = 50
recognition = 0.4
resolves_after_days = 100
harm_per_year = 0
escalates_per_year = 0
[triage]
team = "duty"
accepted_to = "initial assessment"
urgent_to = "initial assessment"
threshold = 90
urgent = 99
[[teams]]
name = "duty"
posts = [ { count = 20 } ]
[[teams]]
name = "assessment"
posts = [ { count = 2 } ]
"#;
        let mut scenario = match load_str("early.toml", text, &Overrides::none()) {
            Ok(loaded) => loaded.scenario,
            Err(error) => panic!("{error}"),
        };
        scenario.early_help =
            Some(EarlyHelp { places: 100_000, hours_per_week: 0.0, team: None, factor: 3.0 });
        let [taken, days, resolved] = counted(
            &scenario,
            6,
            &[
                (Counter::EarlyHelpTaken, 1),
                (Counter::EarlyHelpDays, 1),
                (Counter::EarlyHelpResolved, 1),
            ],
        )[..] else {
            unreachable!("three counters")
        };
        // A stay ends with the risk at 3/100 a day or with another referral at 0.4/50 a day.
        let (ends, back) = (3.0 / 100.0, 0.4 / 50.0);
        let share = ends / (ends + back);
        assert!((resolved / taken - share).abs() < 0.02, "{} against {share}", resolved / taken);
        assert!((days / taken * (ends + back) - 1.0).abs() < 0.03, "mean stay {}", days / taken);
    }
}
