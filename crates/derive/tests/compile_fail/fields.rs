use orienteer_core::Space;

#[derive(Space)]
struct Text {
    name: String,
}

#[derive(Space)]
struct Reference {
    name: &'static str,
}

#[derive(Space)]
struct NoLength {
    stages: Vec<bool>,
}

fn main() {}
