//! The pilot finds what is asked for, and what it kept is believed only where it fits.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

use super::*;
use crate::experiment::runner::run_rounds;
use crate::scenario::{Overrides, load_str};

/// Hands out something, and hears what is said of it.
struct Offers {
    solved: Solved,
    said: Mutex<Vec<String>>,
}

impl Store for Offers {
    fn load(&self, _: &str) -> Option<Solved> {
        Some(self.solved.clone())
    }

    fn save(&self, _: &str, _: &Solved) {}

    fn disbelieve(&self, _: &str, why: &str) {
        self.said.lock().expect("nobody panics").push(why.to_owned());
    }
}

#[test]
fn a_kept_pilot_that_does_not_fit_is_found_again_and_one_that_does_is_used() {
    let text = include_str!("../../../tests/fixtures/small.toml");
    let scenario = load_str("x", text, &Overrides::none()).expect("sound").scenario;
    let guess = closed_form(&scenario);
    let rounds = AtomicU32::new(0);
    let none = |_: u64, _: &OneOfRound<'_>| -> Vec<Round> {
        rounds.fetch_add(1, Ordering::Relaxed);
        Vec::new()
    };
    let spoilt: [fn(&mut Solved); 12] = [
        |solved| drop(solved.classes.pop()),
        |solved| drop(solved.stages.pop()),
        |solved| solved.stages[0].thresholds.clear(),
        |solved| solved.triage.thresholds.truncate(1),
        |solved| solved.triage.asked.clear(),
        |solved| solved.stages[0].given.clear(),
        |solved| solved.classes[0].onset_per_day = 1e300,
        |solved| solved.classes[0].hidden_on_day_0 = f64::NAN,
        |solved| solved.prior_precision = 0.0,
        |solved| solved.pressure_normal = -1.0,
        |solved| solved.triage.thresholds[0] = f64::INFINITY,
        |solved| solved.triage.quantiles.reverse(),
    ];
    let offered = |solved: Solved| {
        let offers = Offers { solved, said: Mutex::default() };
        rounds.store(0, Ordering::Relaxed);
        let found = solve(&scenario, &offers, &none).into_owned();
        (found, offers.said.into_inner().expect("nobody panics"), rounds.load(Ordering::Relaxed))
    };
    let (found, said, ran) = offered(guess.clone());
    assert_eq!((found, said.len(), ran), (guess.clone(), 0, 0));
    for (place, spoil) in spoilt.into_iter().enumerate() {
        let mut solved = guess.clone();
        spoil(&mut solved);
        assert!(solved.misfit(&scenario).is_some(), "{place}");
        let (_, said, ran) = offered(solved);
        assert_eq!((said.len(), ran), (1, ROUNDS.len() as u32), "{place}: {said:?}");
    }
}

const SERVICE: &str = "name = \"x\"\n[time]\nstart = 2021-01-04\nwarmup_days = 200\nrun_days = 400\n\
    [referrals]\nper_year = 600\n[[teams]]\nname = \"duty\"\nposts = [ { count = 2 } ]\n\
    [[teams]]\nname = \"assessment\"\nposts = [ { count = 20 } ]\n";

fn scenario(more: &str, sets: &[&str]) -> Scenario {
    let overrides = sets.iter().fold(Overrides::none(), |all, set| all.set(*set));
    load_str("x", &format!("{SERVICE}{more}"), &overrides).expect("sound").scenario
}

/// Normal times of the service as written, found once.
fn as_written() -> &'static Solved {
    static FOUND: OnceLock<Solved> = OnceLock::new();
    FOUND.get_or_init(|| solve(&scenario("", &[]), &NoStore, &run_rounds(2)).into_owned())
}

/// What a scenario is given with these numbers.
fn measured(scenario: &Scenario, solved: &Solved) -> Solved {
    let calm = calm(scenario);
    // More replications than the pilot runs: what it has found is in doubt enough.
    let found = measure(&calm, solved, &round(&calm, solved, 4 * MEASURED, &run_rounds(2)));
    report(&calm, solved.clone(), found)
}

#[test]
fn the_organisation_leaves_normal_times_alone() {
    let text = "name = \"x\"\n[time]\nstart = 2003-03-31\n[referrals]\nper_year = 2600\n\
        [[teams]]\nname = \"duty\"\nposts = [ { count = 6 } ]\n\
        [[teams]]\nname = \"assessment\"\nposts = [ { count = 72 } ]\n";
    let blocks = crate::scenario::tests::organisation::all();
    let key =
        |text: &str| key(&calm(&load_str("x", text, &Overrides::none()).expect("sound").scenario));
    assert_eq!(key(text), key(&format!("{text}{blocks}")));
}

#[test]
fn half_are_accepted_where_half_was_asked_beside_a_number_for_the_urgent() {
    let scenario = scenario("[triage]\naccept_share = 0.5\nurgent = 0.9\n", &[]);
    let solved = solve(&scenario, &NoStore, &run_rounds(2));
    assert_eq!(solved.triage.thresholds[0], 0.9, "a number stands as written");
    let given: f64 = solved.triage.given.iter().sum();
    assert!((given - 0.5).abs() < 0.01, "{:?}", solved.triage.given);
    assert!(solved.triage.given[0] > 0.03, "some are urgent: {:?}", solved.triage.given);
}

#[test]
fn a_variant_accepts_what_it_asks_for_beside_a_number_for_the_urgent() {
    let sets = ["triage.accept_share=0.5", "triage.urgent=0.9"];
    let variant = scenario("", &sets);
    let solved = derive::derive(&variant, variant.base(), as_written(), None);
    let given: f64 = solved.triage.given.iter().sum();
    assert!(
        (given - 0.5).abs() < 0.005 && solved.triage.given[0] > 0.03,
        "{:?}",
        solved.triage.given
    );
    let measured: f64 = measured(&variant, &solved).triage.given.iter().sum();
    assert!((measured - 0.5).abs() < 0.02, "said {given}, measured {measured}");
}

#[test]
fn direct_arrivals_come_as_asked_for_and_the_pilot_leaves_them_so() {
    let text = SERVICE.replace("[referrals]", "[referrals]\narrivals = \"direct\"");
    let load = |sets: Overrides| load_str("x", &text, &sets).expect("sound").scenario;
    let base = load(Overrides::none());
    let solved = solve(&base, &NoStore, &run_rounds(2));
    // 600 a year, two years of 16 replications: four standard deviations are 17 a year.
    assert!((solved.referrals_given - 600.0).abs() < 17.0, "{}", solved.referrals_given);
    let exact = |solved: &Solved, per_year: f64| {
        let onsets: f64 = solved.classes.iter().map(|class| class.onset_per_day).sum();
        assert!((onsets * 365.25 - per_year).abs() < 1e-9, "{onsets} a day");
        assert!(solved.classes.iter().all(|class| class.hidden_on_day_0 == 0.0));
    };
    exact(&solved, 600.0);
    let sets = Overrides::none().set("referrals.per_year=660").set("risk.low.share=0.5");
    let variant = load(sets);
    exact(&derive::derive(&variant, variant.base(), &solved, None), 660.0);
}

/// Children who escalate into a class do not scale with its share: what is said to be given is what comes.
#[test]
fn a_class_share_doubled_gives_the_referrals_it_says() {
    // A service ten times as large: of the other the pilot counts too few of that class.
    let sets = ["risk.\"high, hidden\".share=0.07", "risk.low.share=0.675"];
    let service = SERVICE
        .replace("600", "6000")
        .replace("count = 20", "count = 200")
        .replace("count = 2 ", "count = 20 ");
    let overrides = sets.iter().fold(Overrides::none(), |all, set| all.set(*set));
    let variant = load_str("x", &service, &overrides).expect("sound").scenario;
    let base = solve(variant.base(), &NoStore, &run_rounds(2)).into_owned();
    let solved = derive::derive(&variant, variant.base(), &base, None);
    // The base in the same replications: what luck the pilot had is in both.
    let [before, after] = [(variant.base(), &base), (&variant, &solved)]
        .map(|(scenario, solved)| measured(scenario, solved).classes);
    for (place, said) in solved.classes.iter().enumerate() {
        assert!(
            (said.given / said.asked - 1.0).abs() < 0.05,
            "asked for and said to be given: {said:?}"
        );
        let asked = said.asked / base.classes[place].asked;
        let given = after[place].given / before[place].given;
        assert!(
            (given / asked - 1.0).abs() < 0.06,
            "{}: {asked:.3} times as many asked for, {given:.3} times as many came",
            said.name
        );
    }
}
