use orienteer_core::Space;

#[derive(Space)]
struct Controller {
    queue: u32,
    #[param(len = 1..=4)]
    widths: Vec<u32>,
}

fn main() {}
