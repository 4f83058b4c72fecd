use orienteer_core::Space;

struct Plain;

#[derive(Space)]
struct NoSpace {
    plain: Plain,
}

fn main() {}
