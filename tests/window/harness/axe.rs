//! axe-core in the window.

use serde_json::Value;

use super::page::answered;
use super::{App, places};

/// Runs every rule that axe has, the experimental ones too. Only those of WCAG's level AAA stay out: the
/// design promises AA.
const RUN: &str = "(() => {
    const wanted = axe.getRules().filter(({ tags }) => !tags.includes('wcag2aaa') && !tags.includes('deprecated'));
    const rules = Object.fromEntries(wanted.map(({ ruleId }) => [ruleId, { enabled: true }]));
    return axe.run(document, { rules, resultTypes: ['violations'] }).then(({ violations }) =>
        violations.flatMap(({ id, help, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id}: ${help}\\n    ${target.join(' ')}\\n    ${failureSummary}`)));
})()";

impl App {
    /// Fails with what axe-core finds on the page.
    pub async fn assert_accessible(&self, screen: &str) {
        // Colours on their way from one theme to the other are of neither.
        self.until("document.getAnimations().length === 0").await;
        let found = self.violations().await;
        assert!(found.is_empty(), "{screen}:\n  {}", found.join("\n  "));
    }

    pub async fn violations(&self) -> Vec<String> {
        if self.eval("typeof axe").await != "object" {
            let source = std::fs::read_to_string(places::axe()).expect("axe-core can be read");
            answered("axe-core", self.client().execute(&source, Vec::new())).await;
        }
        let found = self
            .promise(RUN)
            .await
            .unwrap_or_else(|error| panic!("axe-core: {error}"));
        found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }
}
