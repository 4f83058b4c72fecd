use orienteer_core::Space;

#[derive(Space)]
struct NotAmong {
    #[param(values = [1, 2, 4], default = 3)]
    queue: u32,
}

#[derive(Space)]
struct Outside {
    #[param(range = 1..=4, default = 5)]
    queue: u32,
}

#[derive(Space)]
struct Sequence {
    #[param(values = [1, 2, 4], default = [1, 2])]
    queue: [u32; 2],
}

#[derive(Space)]
struct Mismatched {
    #[param(default = 1)]
    on: bool,
}

#[derive(Space)]
enum Variant {
    #[param(default = 1)]
    One,
}

fn main() {}
