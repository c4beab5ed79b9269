//! The order of paths.

use std::cmp::Ordering;
use std::path::Path;

/// Compares paths component by component like [`Path::cmp`], but without parsing them, which is
/// slow for the many paths of a library that share a beginning.
#[must_use]
pub(crate) fn by_path(a: &Path, b: &Path) -> Ordering {
    // The separator sorts before every other byte, so that `a/b` comes before `a-b`.
    let rank = |byte: &u8| if *byte == b'/' { 0 } else { u16::from(*byte) + 1 };
    let (a, b) = (a.as_os_str().as_encoded_bytes(), b.as_os_str().as_encoded_bytes());
    let differ = a.iter().zip(b).position(|(a, b)| a != b);
    match differ {
        Some(at) => rank(&a[at]).cmp(&rank(&b[at])),
        None => a.len().cmp(&b.len()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_names(a in "[a-c/.-]{0,8}", b in "[a-c/.-]{0,8}") {
            // Only paths as directory listings give them: no empty components, no `.` and `..`.
            let is_name = |name: &str| !matches!(name, "" | "." | "..");
            let plain = |path: &str| path.split('/').all(is_name);
            prop_assume!(plain(&a) && plain(&b));
            let (a, b) = (Path::new(&a), Path::new(&b));
            prop_assert_eq!(by_path(a, b), a.cmp(b));
        }
    }
}
