use super::*;
use crate::api::{SheetPart, SheetView};
use crate::testing::bench;
use crate::tool::sheet::view;
#[test]
fn show_all() {
    for spec in crate::tool::SHEETS {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let fields = (spec.example)(day);
        let seen: SheetView = bench()
            .app
            .read(|db| view(spec, db, &fields))
            .expect("a view");
        println!(
            "=== {} {}\nFINDING {:?} missing {:?}",
            spec.name, spec.title, seen.finding, seen.missing
        );
        for f in &seen.figures {
            println!("  fig {} {} {} {}", f.name, f.label, f.value, f.unit);
        }
        for p in &seen.problems {
            println!("  PROBLEM {p:?}");
        }
        for t in &seen.tables {
            for r in &t.rows {
                println!(
                    "  row {} {:?}",
                    r.cells["name"],
                    r.computed
                        .iter()
                        .map(|c| format!("{}={}", c.label, c.text))
                        .collect::<Vec<_>>()
                );
            }
        }
        for p in &seen.parts {
            match p {
                SheetPart::Figures(p) => {
                    println!("# FIGURES {} | {}", p.title, p.sentence);
                    for f in &p.figures {
                        println!("   {}: {} {:?}", f.label, f.text, f.tone);
                    }
                }
                SheetPart::Heat(p) => {
                    println!("# HEAT {} | {}\n  {:?}", p.title, p.sentence, p.columns);
                    for r in &p.rows {
                        println!(
                            "   {}: {:?}",
                            r.label,
                            r.cells.iter().map(|c| c.text.clone()).collect::<Vec<_>>()
                        );
                    }
                    println!("   note {:?}", p.rows[0].cells[0].note);
                    println!(
                        "   {:?}",
                        p.legend
                            .iter()
                            .map(|l| (l.level, l.label.clone()))
                            .collect::<Vec<_>>()
                    );
                }
                SheetPart::Bars(p) => {
                    println!("# BARS {} | {} | {}", p.title, p.sentence, p.measure);
                    for b in &p.bars {
                        println!("   {}: {} {:?}", b.label, b.text, b.tone);
                    }
                }
                SheetPart::Map(p) => {
                    println!("# MAP {} | {}", p.title, p.sentence);
                    for b in &p.nodes {
                        println!("   {} {} | {} {:?}", b.column, b.label, b.detail, b.tone);
                    }
                }
                SheetPart::Table(p) => {
                    println!(
                        "# TABLE {} | {} | none: {}\n   {:?}",
                        p.title,
                        p.sentence,
                        p.none,
                        p.columns
                            .iter()
                            .map(|c| c.label.clone())
                            .collect::<Vec<_>>()
                    );
                    for r in &p.rows {
                        println!(
                            "   {:?} {:?}",
                            r.cells.iter().map(|c| c.text.clone()).collect::<Vec<_>>(),
                            r.tone
                        );
                    }
                }
                SheetPart::Text(p) => println!("# TEXT {} {:#?}", p.title, p.paragraphs),
                _ => println!("# other"),
            }
        }
    }
}
