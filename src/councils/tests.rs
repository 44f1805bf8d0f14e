//! The tables that the program carries, and what is said of tables that are wrong.

use super::*;
use crate::councils::shipped::{PACKED, unpacked};

#[path = "../../examples/pack_tables.rs"]
#[allow(dead_code, reason = "an example's main is cargo's to call")]
mod packing;

fn tables() -> CouncilTables {
    shipped().expect("they are sound")
}

fn texts() -> TableTexts {
    let [demand, workforce, england] =
        PACKED.map(|(name, packed)| unpacked(name, packed).expect("it is whole"));
    TableTexts { demand, workforce, england }
}

fn place(tables: &CouncilTables, name: &str) -> usize {
    tables.find(name).unwrap_or_else(|near| panic!("{name}: {near:?}"))
}

#[test]
fn every_row_is_there_and_none_is_of_a_later_year() {
    let tables = tables();
    let demand: Vec<u16> = tables.years().map(|row| row.year).collect();
    let staff: Vec<u16> = tables.returns.iter().flat_map(|one| one.years.keys().copied()).collect();
    assert_eq!((tables.councils.len(), demand.len()), (156, 1670));
    assert_eq!((tables.returns.len(), staff.len()), (154, 902));
    let range = |years: &[u16]| (years.iter().min().copied(), years.iter().max().copied());
    assert_eq!(range(&demand), (Some(2013), Some(2023)));
    assert_eq!(range(&staff), (Some(2017), Some(2022)));
    let counts: Vec<usize> =
        (2013..=2023).map(|year| demand.iter().filter(|&&of| of == year).count()).collect();
    assert_eq!(counts, [152, 152, 152, 152, 152, 152, 152, 151, 151, 152, 152]);
    let counts: Vec<usize> =
        (2017..=2022).map(|year| staff.iter().filter(|&&of| of == year).count()).collect();
    assert_eq!(counts, [151, 151, 150, 150, 150, 150]);
}

#[test]
fn cells_are_those_of_the_table_and_an_empty_one_is_not_zero() {
    use DemandColumn as D;
    let tables = tables();
    let barking = place(&tables, "Barking and Dagenham");
    assert_eq!(tables.demand(barking, 2013, D::Referrals), Some(2586.0));
    assert_eq!(tables.demand(barking, 2013, D::NotInNeedPct), Some(0.0), "a true 0 stays");
    assert_eq!(tables.demand(barking, 2013, D::AssessmentsCompleted), None, "not published");
    assert_eq!(tables.demand(barking, 2030, D::Referrals), None, "no such year");
    assert_eq!(tables.reported(barking, 2017, WorkforceColumn::Caseload), Some(19.7));
    assert_eq!(tables.staff(barking, 2017, WorkforceColumn::Cases), Some(1892.0));
    assert_eq!(tables.newest(barking, D::AssessmentsCompleted).map(|(year, _)| year), Some(2023));
    let hackney = place(&tables, "Hackney");
    for year in [2021, 2022] {
        assert_eq!(tables.demand(hackney, year, D::Referrals), None, "no return in {year}");
    }
}

#[test]
fn england_stands_beside_and_is_the_sum_of_councils_but_for_what_is_known_to_be_missing() {
    use DemandColumn as D;
    let tables = tables();
    assert_eq!(tables.england.len(), 11);
    let (demand, staff) = tables.england[&2022];
    assert_eq!(demand[D::Referrals as usize], Some(650_270.0));
    assert_eq!(staff[WorkforceColumn::Caseload as usize], Some(16.6));
    assert_eq!(tables.england[&2023].1[WorkforceColumn::CaseHolders as usize], None, "kept apart");
    for (column, off) in [(D::Referrals, 0.0), (D::Enquiries, 0.0), (D::PlansEnded, -0.13)] {
        let rows = tables.years().filter(|row| row.year == 2023);
        let sum: f64 = rows.filter_map(|row| row.get(column)).sum();
        let england = tables.england[&2023].0[column as usize].expect("published");
        let found = 100.0 * (sum / england - 1.0);
        assert!((found - off).abs() < 0.01, "{}: {found} %", column.name());
    }
}

#[test]
fn every_council_has_a_workforce_return_and_two_pairs_share_one() {
    let tables = tables();
    let joint: Vec<&str> =
        tables.returns.iter().filter(|one| one.is_joint()).map(|one| &*one.name).collect();
    assert_eq!(joint.len(), 2, "{joint:?}");
    for (one, other) in [
        ("Kingston upon Thames", "Richmond upon Thames"),
        ("North Northamptonshire", "West Northamptonshire"),
    ] {
        let [one, other] = [one, other].map(|name| place(&tables, name));
        assert_eq!(tables.councils[one].workforce, tables.councils[other].workforce);
        let share = |council| tables.staff(council, 2022, WorkforceColumn::SocialWorkers);
        let (Some(a), Some(b)) = (share(one), share(other)) else { panic!("both have staff") };
        let both = tables.reported(one, 2022, WorkforceColumn::SocialWorkers).expect("published");
        assert!((a + b - both).abs() < 1e-9 && a > 0.0 && b > 0.0, "{a} and {b} of {both}");
        let children = |council| tables.demand(council, 2023, DemandColumn::ChildPopulation);
        let (Some(of_a), Some(of_b)) = (children(one), children(other)) else { panic!("children") };
        assert!((a / b - of_a / of_b).abs() < 1e-9, "by the children who live there");
        let rate = |council| tables.staff(council, 2022, WorkforceColumn::Caseload);
        assert_eq!(rate(one), rate(other), "a rate holds for both");
    }
    let alone = tables.returns.iter().enumerate().filter(|(_, one)| !one.is_joint());
    for (place, one) in alone {
        let of: Vec<&str> = tables
            .councils
            .iter()
            .filter(|council| council.workforce == place)
            .map(|council| &*council.code)
            .collect();
        assert_eq!(of, [&*one.code], "{}", one.name);
    }
}

#[test]
fn areas_that_were_split_or_joined_are_councils_of_their_own() {
    let tables = tables();
    for (name, first, last) in [
        ("Bournemouth", 2013, 2019),
        ("Poole", 2013, 2019),
        ("Dorset (county, to 2019)", 2013, 2019),
        ("Dorset", 2020, 2023),
        ("BCP", 2020, 2023),
        ("Northamptonshire", 2013, 2021),
        ("North Northamptonshire", 2022, 2023),
        ("Cumbria", 2013, 2023),
    ] {
        let years = &tables.councils[place(&tables, name)].demand;
        let found = (years.keys().next(), years.keys().last());
        assert_eq!(found, (Some(&first), Some(&last)), "{name}");
    }
}

#[test]
fn the_packed_tables_are_packed_again_to_the_same_bytes() {
    for (name, packed) in PACKED {
        let text = unpacked(name, packed).expect("it is whole");
        let again = packing::pack(text.as_bytes()).expect("it can be packed");
        assert!(again == packed, "{name}: pack it with examples/pack_tables.rs");
    }
}

#[test]
fn every_column_has_its_definition_beside_the_tables() {
    let page = include_str!("../../scenarios/councils/README.md");
    let demand = DemandColumn::ALL.iter().map(|column| column.name());
    let all = demand.chain(WorkforceColumn::ALL.iter().map(|column| column.name()));
    for name in all {
        assert!(page.contains(&format!("| `{name}` |")), "{name} is not defined");
    }
}

/// What is said of the shipped tables where one piece of one text is another.
fn said(change: impl Fn(&mut TableTexts)) -> String {
    let mut texts = texts();
    change(&mut texts);
    read(&texts).expect_err("it is wrong").to_string()
}

fn swapped(text: &mut String, old: &str, new: &str) {
    assert!(text.contains(old), "{old} is there");
    *text = text.replacen(old, new, 1);
}

#[test]
fn what_is_wrong_with_a_table_names_table_line_and_column() {
    for (old, new, expected) in [
        (
            "referrals,",
            "refferals,",
            "councils.csv, line 1, column refferals: there is no such column; did you mean referrals?",
        ),
        (",referral_nfa_pct", "", "councils.csv, line 1, column referral_nfa_pct: it is missing"),
        ("year,", "year,year,", "councils.csv, line 1, column year: it is there twice"),
        (
            "2013,55725,2586,",
            "2013,55725,c,",
            "councils.csv, line 2, column referrals: \"c\" is no number from 0; a cell that is not published is empty",
        ),
        (
            "2013,55725,2586,9.8,",
            "2013,55725,2586,109.8,",
            "councils.csv, line 2, column rereferral_pct: \"109.8\" is no number from 0 to 100; a cell that is not published is empty",
        ),
        (
            "2013,55725,2586,",
            "2013,55725,-2586,",
            "councils.csv, line 2, column referrals: \"-2586\" is no number from 0; a cell that is not published is empty",
        ),
        (
            "2013,55725,2586,",
            "2014,55725,2586,",
            "councils.csv, line 3, column year: Barking and Dagenham has a row of 2014 already",
        ),
        (
            "London,london borough,2013,55725",
            "London,borough,2013,55725",
            "councils.csv, line 2, column type: \"borough\" is none of \"county\", \"london borough\", \"metropolitan district\", \"unitary\"",
        ),
        (
            "London,london borough,2014,57661",
            "North East,london borough,2014,57661",
            "councils.csv, line 3, column region: \"North East\", and \"London\" in a row before",
        ),
        (
            "2013,55725,2586,",
            "next,55725,2586,",
            "councils.csv, line 2, column year: \"next\" is no year",
        ),
        (
            "2013,55725,2586,",
            "2013,2586,",
            "councils.csv, line 2: 44 cells where the header has 45",
        ),
    ] {
        assert_eq!(said(|texts| swapped(&mut texts.demand, old, new)), expected);
    }
    let gone = said(|texts| texts.workforce = texts.workforce.replace("E08000035,", "E08999999,"));
    assert!(
        gone.contains("column workforce_code: \"E08000035\" has no row in councils-workforce.csv"),
        "{gone}"
    );
    let england = said(|texts| swapped(&mut texts.england, ",caseload", ""));
    assert_eq!(england, "councils-england.csv, line 1, column caseload: it is missing");
}
