use orienteer_core::Space;

#[derive(Space)]
struct Empty {
    #[param(values = [])]
    queue: u32,
}

#[derive(Space)]
struct Repeated {
    #[param(values = [1, 2, 1])]
    queue: u32,
}

#[derive(Space)]
struct Mismatched {
    #[param(values = [1, 2.5])]
    queue: u32,
}

#[derive(Space)]
struct Both {
    #[param(values = [1, 2], range = 1..=2)]
    queue: u32,
}

fn main() {}
