//! Findings: told once, closed when they answer themselves.

use super::Engine;
use crate::finding::{Finding, FindingId, Report};
use crate::store::{Change, Local, StoreError, WritePoint};

impl Engine {
    /// Tells a person, unless it was told with the same words.
    pub(super) fn report(
        &mut self,
        finding: Finding,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        let id = finding.id();
        let before = self.picture.findings.get(&id);
        if before.is_some_and(|before| before.finding == finding) {
            return Ok(());
        }
        let report = Report {
            finding,
            since_ms: before.map_or(local.now_ms, |before| before.since_ms),
        };
        local
            .store
            .commit(WritePoint::Finding, &[Change::Report(&report)])?;
        self.picture.findings.insert(id, report);
        Ok(())
    }

    /// Closes the finding of this name, if there is one that may pass.
    pub(super) fn resolve(
        &mut self,
        finding: &Finding,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        if finding.may_pass() && self.picture.has(finding) {
            self.close(finding.id(), local)?;
        }
        Ok(())
    }

    fn close(&mut self, id: FindingId, local: &mut Local<'_>) -> Result<(), StoreError> {
        local
            .store
            .commit(WritePoint::Finding, &[Change::Resolve(id)])?;
        self.picture.findings.remove(&id);
        Ok(())
    }

    /// A person has seen a finding that does not pass by itself.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub fn dismiss(&mut self, id: FindingId, local: &mut Local<'_>) -> Result<(), StoreError> {
        if self.picture.findings.contains_key(&id) {
            self.close(id, local)?;
        }
        Ok(())
    }
}
