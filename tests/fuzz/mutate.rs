//! Inputs made by changing files that are there.

/// A sequence of numbers that look random and depend on their seed only (SplitMix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, or 0 where there is none.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).expect("it is below a size")
    }

    fn choose<'a>(&mut self, from: &'a [Vec<u8>]) -> &'a [u8] {
        from.get(self.below(from.len())).map_or(&[], Vec::as_slice)
    }
}

/// What inputs are made from.
pub(crate) struct Material {
    /// Whole inputs.
    pub(crate) seeds: Vec<Vec<u8>>,
    /// Words that mean something to a parser.
    pub(crate) tokens: Vec<Vec<u8>>,
}

const MAX_INPUT_BYTES: usize = 16 * 1024;
const MAX_CHANGES: usize = 8;

impl Material {
    /// A seed, or nothing, with a few changes.
    pub(crate) fn input(&self, random: &mut Random) -> Vec<u8> {
        let mut input = Vec::new();
        let is_from_nothing = random.below(8) == 0;
        if !is_from_nothing {
            input.extend_from_slice(random.choose(&self.seeds));
        }
        let changes = 1 + random.below(if is_from_nothing { 64 } else { MAX_CHANGES });
        for _ in 0..changes {
            self.change(&mut input, random);
            input.truncate(MAX_INPUT_BYTES);
        }
        input
    }

    fn change(&self, input: &mut Vec<u8>, random: &mut Random) {
        let at = random.below(input.len() + 1);
        let is_long = random.below(4) == 0;
        let length = 1 + random.below(if is_long { input.len() } else { 24 });
        let end = (at + length).min(input.len());
        match random.below(8) {
            0 if at < input.len() => input[at] ^= 1 << random.below(8),
            1 => drop(input.drain(at..end)),
            2 => {
                let times = times(end - at, random);
                insert(input, end, &input[at..end].repeat(times));
            }
            3 => {
                // A passage of another file.
                let other = random.choose(&self.seeds);
                let start = random.below(other.len());
                let stop = (start + length).min(other.len());
                insert(input, at, &other[start..stop]);
            }
            4 => drop(input.splice(at..end, random.choose(&self.tokens).to_vec())),
            5 => {
                let token = random.choose(&self.tokens);
                insert(input, at, &token.repeat(times(token.len(), random)));
            }
            6 => {
                // A passage goes elsewhere.
                let passage: Vec<u8> = input.drain(at..end).collect();
                let to = random.below(input.len() + 1);
                insert(input, to, &passage);
            }
            _ => insert(input, at, random.choose(&self.tokens)),
        }
    }
}

/// How often something of `length` is repeated: a few times, or as often as there is room.
fn times(length: usize, random: &mut Random) -> usize {
    let is_often = random.below(16) == 0;
    1 + random.below(if is_often { MAX_INPUT_BYTES / length.max(1) } else { 4 })
}

fn insert(input: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    input.splice(at..at, bytes.iter().copied());
}
