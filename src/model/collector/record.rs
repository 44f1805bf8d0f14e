//! What is counted of each thing that has happened (model.md, section 9).

use crate::measure::{Counter, Settlement, Waits};
use crate::model::by_name::ChildOrigin;
use crate::model::observation::Observation;
use crate::model::setting::Setting;
use crate::stats::Bin;
use crate::time::SimTime;

use super::{Collector, Estimated};

impl Collector {
    /// Counts what has happened.
    pub fn record(&mut self, setting: &Setting<'_>, now: SimTime, observation: Observation) {
        use Observation as O;
        let layout = &setting.catalogue.layout;
        match observation {
            O::Level { of, member, by } => self.level(layout.at(of, member), by, now),
            O::Organisation { what, member, by } => {
                self.add(setting, now, layout.at(what, member), by)
            }
            // Those who are there on day 0 came before anything was counted.
            O::ClassEntered { origin: Some(ChildOrigin::Hidden), .. }
            | O::Concern { .. }
            | O::InBacklog { .. }
            | O::RiskEnded => {}
            O::ClassEntered { class, origin } => {
                self.count(setting, now, layout.at(Counter::EntriesByClass, class.index()));
                if origin == Some(ChildOrigin::Onset) {
                    self.count(setting, now, layout.at(Counter::OnsetsByClass, class.index()));
                }
            }
            O::Referred { source, class, first, re_referral } => {
                self.count(setting, now, layout.one(Counter::Referrals));
                self.count(setting, now, layout.at(Counter::ReferralsBySource, source.index()));
                self.count(setting, now, layout.at(Counter::ReferralsByClass, class.index()));
                if first {
                    self.count(setting, now, layout.one(Counter::FirstReferrals));
                    self.count(
                        setting,
                        now,
                        layout.at(Counter::FirstReferralsByClass, class.index()),
                    );
                }
                if re_referral {
                    self.count(setting, now, layout.one(Counter::ReReferrals));
                }
            }
            O::FurtherConcern { .. } => {
                self.count(setting, now, layout.one(Counter::FurtherConcerns))
            }
            O::Screened { urgent, out, .. } => {
                self.count(setting, now, layout.one(Counter::Screened));
                if urgent {
                    self.count(setting, now, layout.one(Counter::Urgent));
                }
                if out {
                    self.count(setting, now, layout.one(Counter::ScreenedOut));
                }
            }
            O::Estimated { at, first, estimate, high } => {
                // Decisions of the warm-up are not scored, so they are not kept.
                if setting.observed(now) {
                    let at = at.index() as u16;
                    self.estimates.push(Estimated {
                        at,
                        first,
                        estimate,
                        high,
                        day: now.day() as u32,
                    });
                }
            }
            O::Started { stage, false_enquiry, false_protection } => {
                self.count(setting, now, layout.at(Counter::Started, stage.index()));
                if false_enquiry {
                    self.count(setting, now, layout.one(Counter::FalseEnquiries));
                }
                if false_protection {
                    self.count(setting, now, layout.one(Counter::FalseProtections));
                }
            }
            // They count as those of the stage itself do, but for what they have not: a place, a decision, an estimate.
            O::BegunTogether { stage } => {
                self.count(setting, now, layout.at(Counter::Started, stage.index()));
                self.count(setting, now, layout.at(Counter::Together, stage.index()));
            }
            O::EndedTogether { stage, on_time } => {
                let Some(on_time) = on_time else { return };
                self.count(setting, now, layout.at(Counter::Timed, stage.index()));
                if on_time {
                    self.count(setting, now, layout.at(Counter::OnTime, stage.index()));
                }
            }
            O::Decided { stage, on_time, extended, closed, .. } => {
                let at = |counter| layout.at(counter, stage.index());
                self.count(setting, now, at(Counter::Decided));
                for (counter, counts) in [
                    (Counter::Timed, on_time.is_some()),
                    (Counter::OnTime, on_time == Some(true)),
                    (Counter::Extended, extended),
                    (Counter::Closed, closed),
                ] {
                    if counts {
                        self.count(setting, now, at(counter));
                    }
                }
            }
            O::StageEpisodeEnded { stage, days, began } => {
                self.count(setting, now, layout.at(Counter::Ended, stage.index()));
                self.add(setting, now, layout.at(Counter::EndedDays, stage.index()), days);
                self.distribute(setting, began, Waits::PlanLength(stage.index()), days, true);
            }
            O::Visited { stage, planned, had, .. } => {
                self.count(setting, now, layout.at(Counter::Visits, stage.index()));
                self.add(setting, now, layout.at(Counter::NominalMinutes, stage.index()), planned);
                self.add(setting, now, layout.at(Counter::ActualMinutes, stage.index()), had);
                self.distribute(setting, now, Waits::DirectMinutes(stage.index()), had, true);
            }
            O::Drifted { stage } => {
                self.count(setting, now, layout.at(Counter::Drifts, stage.index()))
            }
            O::Staff { what, team } => self.count(setting, now, layout.at(what, team.index())),
            O::HandedOver { team, .. } => {
                self.count(setting, now, layout.at(Counter::Handovers, team.index()))
            }
            O::Allocated { team, since, .. } => {
                self.waited(setting, now, Waits::Allocation(team.index()), since)
            }
            O::Waited { wait, since } => self.waited(setting, now, wait, since),
            O::WaitCut { wait, since } => {
                self.stamp(setting, now, wait, since);
                // The run goes on past the horizon so that children can settle. Waits do not grow there.
                let waited = (now.min(setting.horizon) - since).0;
                self.distribute(setting, since, wait, waited, false);
            }
            O::Exposed { place, from, rate } => {
                self.expose(
                    setting,
                    from,
                    now,
                    layout.at(Counter::ExpectedHarms, place as usize),
                    rate,
                );
            }
            O::Harmed { place, concerns, reached } => {
                self.count(setting, now, layout.at(Counter::Harms, place as usize));
                self.add(
                    setting,
                    now,
                    layout.one(Counter::ConcernsBeforeHarm),
                    f64::from(concerns),
                );
                self.add(setting, now, layout.one(Counter::ReachedBeforeHarm), f64::from(reached));
            }
            O::HighEnded { unreferred } => {
                self.count(setting, now, layout.one(Counter::HighEnded));
                if unreferred {
                    self.count(setting, now, layout.one(Counter::HighEndedUnreferred));
                }
            }
            O::EpisodeOpened => self.noticed(setting, now, layout.one(Counter::Episodes)),
            O::EpisodeSettled { opened, how } => {
                self.noticed(setting, opened, layout.at(Counter::EpisodesSettled, how as usize));
            }
            O::Noticed => {
                self.noticed(setting, now, layout.one(Counter::Noticed));
                self.by_mechanisms(setting, now, None);
            }
            O::ChildSettled { noticed, how } => {
                self.noticed(setting, noticed, layout.at(Counter::ChildrenSettled, how as usize));
                self.month(setting, noticed, how);
                self.by_mechanisms(setting, noticed, Some(how));
            }
            O::WindowKnown { noticed, index, missed, .. } => {
                self.noticed(setting, noticed, layout.at(Counter::WindowChildren, index));
                match missed {
                    Some(true) => {
                        self.noticed(setting, noticed, layout.at(Counter::WindowMissed, index))
                    }
                    Some(false) => {}
                    None => {
                        self.noticed(setting, noticed, layout.at(Counter::WindowResolved, index))
                    }
                }
            }
            O::LateByDesign { noticed } => {
                self.noticed(setting, noticed, layout.one(Counter::LateByDesign))
            }
        }
    }

    // What concerns a child's coming to notice counts in the period of that day, whenever it is known.
    fn noticed(&mut self, setting: &Setting<'_>, noticed: SimTime, place: usize) {
        if setting.observed(noticed) {
            // The sums of the week are left alone: the week of coming to notice is over by the time a child settles.
            let mut mask = setting.noticed_masks[noticed.day()];
            while mask != 0 {
                self.sums[mask.trailing_zeros() as usize * self.width + place] += 1.0;
                mask &= mask - 1;
            }
        }
    }

    // What mechanisms count of a child who came to notice counts in the periods of the moment that they name.
    fn by_mechanisms(
        &mut self,
        setting: &Setting<'_>,
        noticed: SimTime,
        became: Option<Settlement>,
    ) {
        let facts = &setting.organisation.mechanisms;
        facts.noticed(noticed, became, |counter, member, at| {
            let place = setting.catalogue.layout.at(counter, member);
            let mut mask = setting.masks[at.day()];
            while mask != 0 {
                self.sums[mask.trailing_zeros() as usize * self.width + place] += 1.0;
                mask &= mask - 1;
            }
        });
    }

    fn month(&mut self, setting: &Setting<'_>, noticed: SimTime, how: Settlement) {
        if setting.observed(noticed) {
            self.months[usize::from(setting.months[noticed.day()])][how as usize] += 1.0;
        }
    }

    fn distribute(
        &mut self,
        setting: &Setting<'_>,
        entry: SimTime,
        wait: Waits,
        value: f64,
        whole: bool,
    ) {
        if !setting.observed(entry) {
            return;
        }
        let bin = Bin::of(value);
        let layout = &setting.catalogue.layout;
        let mut mask = setting.masks[entry.day()];
        while mask != 0 {
            let period = mask.trailing_zeros() as usize;
            self.histograms[period * layout.histograms() + layout.histogram(wait)]
                .record_in(bin, whole);
            mask &= mask - 1;
        }
    }

    fn waited(&mut self, setting: &Setting<'_>, now: SimTime, wait: Waits, since: SimTime) {
        self.stamp(setting, now, wait, since);
        let ends = now.min(setting.horizon);
        // A wait that ends past the horizon is kept as longer than it was at the horizon.
        self.distribute(setting, since, wait, (ends - since).0, now <= setting.horizon);
    }

    fn stamp(&mut self, setting: &Setting<'_>, now: SimTime, wait: Waits, since: SimTime) {
        if !self.stamping {
            return;
        }
        let stamped = &mut self.stamped[setting.catalogue.layout.histogram(wait)];
        stamped.inside += (now.min(setting.horizon) - since.max(setting.observed_from)).0.max(0.0);
        if setting.observed(since) {
            stamped.whole += (now - since).0;
            stamped.began += 1;
        }
    }

    fn expose(
        &mut self,
        setting: &Setting<'_>,
        from: SimTime,
        to: SimTime,
        place: usize,
        rate: f64,
    ) {
        // A stay may reach over several periods, so each has the part that lies in it.
        for (p, span) in setting.periods.iter().enumerate() {
            let days = (to.min(span.to) - from.max(span.from)).0;
            if days > 0.0 {
                self.sums[p * self.width + place] += rate * days;
            }
        }
    }
}
