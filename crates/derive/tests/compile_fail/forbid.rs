use orienteer_core::Space;

#[derive(Space)]
#[space(forbid(cach = true))]
struct Unknown {
    cache: bool,
}

#[derive(Space)]
#[space(forbid())]
struct Empty {
    cache: bool,
}

#[derive(Space)]
#[space(forbid(cache != true))]
struct Operator {
    cache: bool,
}

fn main() {}
