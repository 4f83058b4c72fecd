use orienteer_core::Space;

#[derive(Space)]
struct Controller {
    #[param(rnage = 1..=4)]
    queue: u32,
}

#[derive(Space)]
#[space(renam_all = "kebab-case")]
struct Other {}

#[derive(Space)]
#[space(rename_all = "Kebab")]
struct Third {}

fn main() {}
