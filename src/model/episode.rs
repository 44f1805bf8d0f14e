//! High-risk episodes and children who come to notice: how each settles, exactly once (model.md, section 9).

use crate::engine::EventKey;
use crate::measure::{Settlement, WINDOWS, Waits};
use crate::scenario::StageKind;
use crate::time::SimTime;

use super::child::{Case, Child, Holder};
use super::event::Event;
use super::ids::ChildId;
use super::notice::{CameToNotice, HighRiskEpisode};
use super::observation::Observation;
use super::replication::Replication;
use super::setting::Setting;

/// What ends the search for a child, for every window at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Protected,
    RiskEnded,
    LeftUnprotected,
}

impl Replication<'_> {
    /// Opens an episode: a child at high risk was referred, or one with an open case has come to be at high risk.
    pub(super) fn open_episode(&mut self, id: ChildId) {
        let setting = self.setting;
        let now = self.now();
        let day = setting.target_day(now);
        // The episode's target day is scheduled before the child's. At one moment the episode then settles first, and
        // the child's route is read off it.
        let target = self.world.events.schedule(day, Event::EpisodeTargetPasses(id));
        self.observe(Observation::EpisodeOpened);
        self.world.children[id].episode =
            Some(HighRiskEpisode { opened: now, settled: None, target });
        if self.world.children[id].came_to_notice.is_none() {
            let target = self.world.events.schedule(day, Event::ChildTargetPasses(id));
            self.tell(id, Observation::Noticed);
            let came_to_notice = CameToNotice {
                at: now,
                settled: None,
                deadlines_met: true,
                to_light: false,
                known: false,
                target,
            };
            self.world.children[id].came_to_notice = Some(came_to_notice);
        }
        if reached_protection(setting, &self.world.children[id]) {
            self.protected(id);
        }
    }

    /// A child reached a protective stage.
    pub(super) fn protected(&mut self, id: ChildId) {
        self.look_back(id);
        self.settle_episode(id, Settlement::Found);
        if let Some(came_to_notice) = self.world.children[id].came_to_notice
            && came_to_notice.settled.is_some_and(|how| how != Settlement::Found)
            // This counts once a child: protection makes the windows known just below.
            && !came_to_notice.known
            && came_to_notice.deadlines_met
        {
            self.observe(Observation::LateByDesign { noticed: came_to_notice.at });
        }
        self.settle_child(id, Settlement::Found);
        self.know_windows(id, End::Protected);
    }

    // A missed child who was known at high risk before the present referral, turned away, and is found now: the miss comes to
    // light, once.
    fn look_back(&mut self, id: ChildId) {
        let child = &mut self.world.children[id];
        let at_high_risk = child.at_high_risk();
        let (Some(came_to_notice), Some(last)) = (&mut child.came_to_notice, child.last_referral)
        else {
            return;
        };
        let missed = came_to_notice.settled.is_some_and(|how| Settlement::ROUTES.contains(&how));
        if at_high_risk
            && missed
            && came_to_notice.at < last
            && !std::mem::replace(&mut came_to_notice.to_light, true)
        {
            self.miss_comes_to_light(id);
        }
    }

    /// The case was closed by a decision after triage, or put on a stage that does not protect by any.
    pub(super) fn misjudged(&mut self, id: ChildId) {
        self.settle_episode(id, Settlement::Misjudged);
    }

    /// The referral was closed at triage.
    pub(super) fn screened_out_episode(&mut self, id: ChildId) {
        self.settle_episode(id, Settlement::ScreenedOut);
    }

    /// The risk ended.
    pub(super) fn risk_ended(&mut self, id: ChildId) {
        self.settle_episode(id, Settlement::Resolved);
        self.settle_child(id, Settlement::Resolved);
        self.know_windows(id, End::RiskEnded);
    }

    /// The child came to harm or left the model unprotected.
    pub(super) fn left_unprotected(&mut self, id: ChildId) {
        let route = late_route(self.setting, &self.world.children[id]);
        self.settle_episode(id, route);
        self.settle_child_by_route(id);
        self.know_windows(id, End::LeftUnprotected);
    }

    /// The target day of an episode.
    pub(super) fn episode_target_passes(&mut self, id: ChildId) {
        let route = late_route(self.setting, &self.world.children[id]);
        self.settle_episode(id, route);
    }

    /// The target day of a child.
    pub(super) fn child_target_passes(&mut self, id: ChildId) {
        self.settle_child_by_route(id);
    }

    /// A decision came after its deadline.
    pub(super) fn deadline_missed(&mut self, id: ChildId) {
        if let Some(came_to_notice) = &mut self.world.children[id].came_to_notice {
            came_to_notice.deadlines_met = false;
        }
    }

    /// Cancels the target days of a child that leaves the model.
    pub(super) fn cancel_targets(&mut self, id: ChildId) {
        let child = &self.world.children[id];
        let (episode, came_to_notice) = (child.episode, child.came_to_notice);
        if let Some(episode) = episode {
            self.world.events.cancel(episode.target);
        }
        if let Some(came_to_notice) = came_to_notice {
            self.world.events.cancel(came_to_notice.target);
        }
    }

    /// A copy of a child has target days of its own: those of the child it is like are not to be touched.
    pub(super) fn renew_targets(&mut self, id: ChildId) {
        let (now, child) = (self.now(), self.world.children[id]);
        // The event list takes nothing into the past, and the child it is like may have come to notice long ago.
        let day = |from: SimTime| self.setting.target_day(from).max(now);
        let episode = child.episode.map(|episode| {
            let open = episode.settled.is_none();
            let event = if open {
                self.world.events.schedule(day(episode.opened), Event::EpisodeTargetPasses(id))
            } else {
                EventKey::NONE
            };
            HighRiskEpisode { target: event, ..episode }
        });
        let came_to_notice = child.came_to_notice.map(|came_to_notice| {
            let open = came_to_notice.settled.is_none();
            let event = if open {
                self.world.events.schedule(day(came_to_notice.at), Event::ChildTargetPasses(id))
            } else {
                EventKey::NONE
            };
            CameToNotice { target: event, ..came_to_notice }
        });
        self.world.children[id].episode = episode;
        self.world.children[id].came_to_notice = came_to_notice;
    }

    /// At the end of the run: what is still open is known as far as the run went.
    pub(super) fn windows_at_end(&mut self, id: ChildId) {
        self.know_windows(id, End::LeftUnprotected);
    }

    fn settle_episode(&mut self, id: ChildId, how: Settlement) {
        let Some(episode) = &mut self.world.children[id].episode else { return };
        if episode.settled.is_some() {
            return;
        }
        episode.settled = Some(how);
        let (opened, target) = (episode.opened, episode.target);
        self.world.events.cancel(target);
        self.observe(Observation::EpisodeSettled { opened, how });
    }

    // The route of a missed child is where its latest episode within the window stood.
    fn settle_child_by_route(&mut self, id: ChildId) {
        let child = &self.world.children[id];
        let how = match child.episode.and_then(|episode| episode.settled) {
            Some(settled) if settled != Settlement::Found && settled != Settlement::Resolved => {
                settled
            }
            _ => late_route(self.setting, child),
        };
        self.settle_child(id, how);
    }

    fn settle_child(&mut self, id: ChildId, how: Settlement) {
        let Some(came_to_notice) = &mut self.world.children[id].came_to_notice else { return };
        if came_to_notice.settled.is_some() {
            return;
        }
        came_to_notice.settled = Some(how);
        let (noticed, target) = (came_to_notice.at, came_to_notice.target);
        self.world.events.cancel(target);
        self.tell(id, Observation::ChildSettled { noticed, how });
    }

    fn know_windows(&mut self, id: ChildId, end: End) {
        let setting = self.setting;
        let now = self.now();
        let Some(came_to_notice) = &mut self.world.children[id].came_to_notice else { return };
        if std::mem::replace(&mut came_to_notice.known, true) {
            return;
        }
        let noticed = came_to_notice.at;
        let wait = Waits::Protection;
        self.observe(if end == End::Protected {
            Observation::Waited { wait, since: noticed }
        } else {
            Observation::WaitCut { wait, since: noticed }
        });
        for (index, window) in WINDOWS.into_iter().enumerate() {
            let closes = setting.window_end(window, noticed);
            // The run does not reach its end: of this child the window says nothing.
            if closes > setting.end {
                continue;
            }
            let missed = match end {
                End::Protected => Some(now > closes),
                End::RiskEnded if now <= closes => None,
                End::RiskEnded | End::LeftUnprotected => Some(true),
            };
            self.observe(Observation::WindowKnown { noticed, window, index, missed });
        }
    }
}

/// True where the child is at a protective stage already.
fn reached_protection(setting: &Setting<'_>, child: &Child) -> bool {
    match *child.case() {
        Case::Open(stage_episode) => setting.scenario.stage(stage_episode.stage).protective,
        Case::MovedOn { stage, .. } => setting.scenario.stage(stage).protective,
        _ => false,
    }
}

/// Where a child is when the target passes or harm comes.
fn late_route(setting: &Setting<'_>, child: &Child) -> Settlement {
    match child.case() {
        Case::None { .. } | Case::Screening { .. } => Settlement::LateScreening,
        Case::MovedOn { .. } => Settlement::Misjudged,
        Case::Open(stage_episode) => match setting.scenario.stage(stage_episode.stage).kind {
            StageKind::Plan { .. } => Settlement::LatePlan,
            StageKind::Conference { .. } => Settlement::LateConference,
            StageKind::Exit { .. } => Settlement::Misjudged,
            StageKind::Assess { .. }
                if matches!(stage_episode.holder(), Holder::Waiting { .. }) =>
            {
                Settlement::LateAllocation
            }
            StageKind::Assess { .. } => Settlement::LateAssessment,
        },
    }
}
