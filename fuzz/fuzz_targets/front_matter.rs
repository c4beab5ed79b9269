#![no_main]

rushes_fuzz::target!("front_matter");
