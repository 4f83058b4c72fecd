use orienteer_core::Space;

#[derive(Space)]
struct Tuple(bool);

#[derive(Space)]
union Either {
    a: u32,
    b: f32,
}

#[derive(Space)]
struct Generic<T> {
    value: T,
}

#[derive(Space)]
enum Never {}

#[derive(Space)]
enum Pair {
    Both(bool, bool),
}

fn main() {}
