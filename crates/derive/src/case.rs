//! How identifiers become names.

/// A convention for names.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    Kebab,
    Snake,
    Lower,
    Camel,
}

impl Case {
    /// The names of the conventions, as users write them.
    pub(crate) const ALL: [(&'static str, Self); 4] = [
        ("kebab-case", Self::Kebab),
        ("snake_case", Self::Snake),
        ("lowercase", Self::Lower),
        ("camelCase", Self::Camel),
    ];

    pub(crate) fn apply(self, ident: &str) -> String {
        let words = words(ident);
        match self {
            Self::Kebab => words.join("-"),
            Self::Snake => words.join("_"),
            Self::Lower => words.concat(),
            Self::Camel => {
                let mut name = String::new();
                for word in words {
                    match word.chars().next() {
                        Some(first) if !name.is_empty() => {
                            name.extend(first.to_uppercase());
                            name.push_str(&word[first.len_utf8()..]);
                        }
                        _ => name.push_str(&word),
                    }
                }
                name
            }
        }
    }
}

/// The words of an identifier in lower case. A run of capitals is one word: `DRAMBank` is `dram`,
/// `bank`.
fn words(ident: &str) -> Vec<String> {
    let chars: Vec<char> = ident.chars().collect();
    let mut words = vec![String::new()];
    for (at, char) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1);
        let starts = char.is_uppercase()
            && before.is_some_and(|b| !b.is_uppercase() || after.is_some_and(|a| a.is_lowercase()));
        if *char == '_' || starts {
            words.push(String::new());
        }
        if let (true, Some(word)) = (*char != '_', words.last_mut()) {
            word.extend(char.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn identifiers_fall_into_words() {
        for (ident, name) in [
            ("FrFcfs", "fr-fcfs"),
            ("L2", "l2"),
            ("DRAMBank", "dram-bank"),
            ("page_policy", "page-policy"),
            ("Conv3x3", "conv3x3"),
        ] {
            assert_eq!(Case::Kebab.apply(ident), name);
        }
        assert_eq!(Case::Camel.apply("page_policy"), "pagePolicy");
        assert_eq!(Case::Lower.apply("FrFcfs"), "frfcfs");
    }
}
