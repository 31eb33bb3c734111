//! STUB: replaced by the course slice's author.
pub const LARGEST: u64 = 256 << 20;
pub fn read(_b: &[u8]) -> crate::Result<super::CourseFiles> { Ok(Default::default()) }
