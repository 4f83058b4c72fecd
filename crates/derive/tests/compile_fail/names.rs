use orienteer_core::Space;

#[derive(Space)]
struct Twice {
    cache: bool,
    #[param(rename = "cache")]
    other: bool,
}

#[derive(Space)]
struct Dotted {
    #[param(rename = "l1.cache")]
    cache: bool,
}

fn main() {}
