use orienteer_core::Space;

#[derive(Space)]
struct HalfOpen {
    #[param(range = 1..4)]
    queue: u32,
}

#[derive(Space)]
struct Empty {
    #[param(range = 4..=1)]
    queue: u32,
}

#[derive(Space)]
struct LogOfZero {
    #[param(range = 0.0..=1.0, log)]
    rate: f64,
}

#[derive(Space)]
struct Mismatched {
    #[param(range = 0..=1)]
    rate: f64,
}

#[derive(Space)]
struct NoStep {
    #[param(range = 0..=4, step = 0)]
    queue: u32,
}

fn main() {}
