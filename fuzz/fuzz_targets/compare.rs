#![no_main]

rushes_fuzz::target!("compare");
