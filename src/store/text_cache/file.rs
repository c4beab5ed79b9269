//! The file of a text cache: a head, the texts one after another, and an index of them.
//!
//! Head and index have checksums, and so has every text, in the index: what was cut short, damaged
//! or written by another build of the program is not taken for a text.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::unix::fs::FileExt;
use std::time::UNIX_EPOCH;

use super::{Record, TextKey};

/// To be counted up with every change of the file's form.
const FORMAT_VERSION: u32 = 1;
const MAGIC: u64 = u64::from_le_bytes(*b"rushtext");
const HEAD_NUMBERS: usize = 6;
/// Where the first text begins.
pub(super) const HEAD_BYTES: u64 = (HEAD_NUMBERS * size_of::<u64>()) as u64;
const RECORD_BYTES: usize = 2 * size_of::<u64>() + 2 * size_of::<u32>();

/// Tells this build of the program from others, which may read reviews in another way. `None` where
/// the system does not say which file is run: nothing is kept then.
pub(super) fn build() -> Option<u64> {
    let program = std::fs::metadata(std::env::current_exe().ok()?).ok()?;
    let modified = program.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let mut hasher = DefaultHasher::new();
    (FORMAT_VERSION, env!("CARGO_PKG_VERSION"), program.len(), modified).hash(&mut hasher);
    Some(hasher.finish())
}

/// What the index of a file says, if the file is whole and was written by the same build.
pub(super) fn read_index(file: &File, build: u64) -> Option<Vec<Record>> {
    let mut head = [0; HEAD_BYTES as usize];
    file.read_exact_at(&mut head, 0).ok()?;
    let (numbers, _) = head.as_chunks::<8>();
    let numbers: [u64; HEAD_NUMBERS] = std::array::from_fn(|at| u64::from_le_bytes(numbers[at]));
    let [magic, written_by, index_start, count, index_checksum, head_checksum] = numbers;
    let is_ours = (magic, written_by) == (MAGIC, build);
    let own = head.len() - size_of::<u64>();
    if !is_ours || head_checksum != checksum(head.get(..own)?) {
        return None;
    }
    let index_bytes = count.checked_mul(RECORD_BYTES as u64)?;
    if file.metadata().ok()?.len() != index_start.checked_add(index_bytes)? {
        return None;
    }
    let mut index = vec![0; usize::try_from(index_bytes).ok()?];
    file.read_exact_at(&mut index, index_start).ok()?;
    if checksum(&index) != index_checksum {
        return None;
    }
    let mut start = HEAD_BYTES;
    let (records, _) = index.as_chunks::<RECORD_BYTES>();
    let records = records.iter().map(|bytes| {
        let long = |at| bytes[at..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let short = |at| bytes[at..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes));
        let (key, checksum) = (TextKey(long(0)), long(8));
        let record = Record { key, checksum, start, bytes: short(16), paragraphs: short(20) };
        start += u64::from(record.bytes);
        record
    });
    let records = records.collect();
    (start == index_start).then_some(records)
}

/// Makes a file whole that has the texts of `records` in their order.
pub(super) fn finish(file: &File, records: &[Record], build: u64) -> io::Result<()> {
    let index_start = records.last().map_or(HEAD_BYTES, Record::end);
    let mut index = Vec::with_capacity(records.len() * RECORD_BYTES);
    for Record { key, checksum, bytes, paragraphs, .. } in records {
        index.extend(key.0.to_le_bytes());
        index.extend(checksum.to_le_bytes());
        index.extend(bytes.to_le_bytes());
        index.extend(paragraphs.to_le_bytes());
    }
    let numbers = [MAGIC, build, index_start, records.len() as u64, checksum(&index)];
    let mut head = numbers.map(u64::to_le_bytes).concat();
    head.extend(checksum(&head).to_le_bytes());
    file.write_all_at(&index, index_start)?;
    file.set_len(index_start + index.len() as u64)?;
    file.write_all_at(&head, 0)
}

/// A number that another text of the same length has only by a rare chance, and no text that differs
/// in one byte. It is computed faster than the text is read, since a search does so for every text.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    const ROTATION: u32 = 29;
    const LANES: usize = 4;
    // Each step can be undone, so what differs once differs in the end.
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(FACTOR).rotate_left(ROTATION);
    let mut lanes: [u64; LANES] = std::array::from_fn(|lane| FACTOR.wrapping_mul(lane as u64 + 1));
    let (words, rest) = bytes.as_chunks::<8>();
    let (rows, words) = words.as_chunks::<LANES>();
    for row in rows {
        for (lane, word) in lanes.iter_mut().zip(row) {
            *lane = mix(*lane, u64::from_le_bytes(*word));
        }
    }
    let sum = lanes.into_iter().fold(bytes.len() as u64, mix);
    let sum = words.iter().fold(sum, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| mix(sum, u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_build_wrote_is_not_read() {
        let file = tempfile::tempfile().unwrap();
        let text = b"a text";
        file.write_all_at(text, HEAD_BYTES).unwrap();
        let record = Record {
            key: TextKey(7),
            checksum: checksum(text),
            start: HEAD_BYTES,
            bytes: 6,
            paragraphs: 1,
        };
        finish(&file, &[record], 1).unwrap();
        let read = read_index(&file, 1).unwrap();
        assert_eq!((read.len(), read[0].key, read[0].bytes), (1, TextKey(7), 6));
        assert!(read_index(&file, 2).is_none());
    }

    #[test]
    fn every_byte_counts() {
        let bytes: Vec<u8> = (0..100_u8).map(|at| at.wrapping_mul(7)).collect();
        for length in 0..bytes.len() {
            let sum = checksum(&bytes[..length]);
            assert_ne!(sum, checksum(&[&bytes[..length], &[0]].concat()));
            for at in 0..length {
                let mut other = bytes[..length].to_vec();
                other[at] ^= 0x80;
                assert_ne!(sum, checksum(&other), "byte {at} of {length}");
            }
        }
    }
}
