use orienteer_core::Space;

#[derive(Space)]
struct Unordered {
    #[param(range = 1..=4, unordered)]
    queue: u32,
}

#[derive(Space)]
struct Length {
    #[param(len = 1..=4)]
    on: bool,
}

#[derive(Space)]
struct LogOfValues {
    #[param(values = [1, 2], log)]
    queue: u32,
}

#[derive(Space)]
struct Values {
    #[param(values = [1, 2])]
    inner: Length,
}

#[derive(Space)]
#[space(ordered)]
enum Ordered {
    Plain,
    With { on: bool },
}

fn main() {}
