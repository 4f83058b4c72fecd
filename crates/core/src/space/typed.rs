//! Types as design spaces.

use super::codec::{Reader, Writer};
use super::{Clause, Design, Node, Parameter, SpaceError, SpaceSpec};

/// A type whose values are the designs of a space, implemented by `#[derive(Space)]`.
///
/// A struct is a product of parameters, an enum with fields a choice whose fields exist only under
/// it, `Vec<T>` and `[T; N]` repeat, and `Option<T>` is a choice of `none` and `some`.
///
/// ```
/// use orienteer_core::space::{DesignSpace, Size};
/// use orienteer_core::Space;
///
/// #[derive(Space, Debug, PartialEq)]
/// struct Controller {
///     /// What happens to a row after an access.
///     page_policy: PagePolicy,
///     #[param(values = [1, 2, 4, 8])]
///     banks: u32,
///     #[param(range = 1..=128, log)]
///     queue: u32,
///     scheduler: Scheduler,
/// }
///
/// #[derive(Space, Debug, PartialEq)]
/// enum PagePolicy {
///     Open,
///     Closed,
/// }
///
/// #[derive(Space, Debug, PartialEq)]
/// enum Scheduler {
///     Fifo,
///     FrFcfs {
///         #[param(range = 1..=16)]
///         cap: u32,
///     },
/// }
///
/// # fn main() -> Result<(), orienteer_core::space::SpaceError> {
/// let space = Controller::spec();
/// assert_eq!(space.size(), Size::Exact(2 * 4 * 128 * 17));
/// let design = space.design([
///     ("page_policy", "Open".into()),
///     ("banks", 8.into()),
///     ("queue", 32.into()),
///     ("scheduler", "FrFcfs".into()),
///     ("scheduler.cap", 4.into()),
/// ])?;
/// let controller = Controller::decode(&design)?;
/// assert_eq!(controller.scheduler, Scheduler::FrFcfs { cap: 4 });
/// assert_eq!(controller.encode()?, design);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a design space",
    label = "add `#[derive(Space)]` to this type"
)]
pub trait DesignSpace: Sized {
    /// The name of the one parameter when a type that is not a struct is a whole space.
    #[doc(hidden)]
    const NAME: &'static str;

    /// What the type is as a parameter.
    #[doc(hidden)]
    fn node() -> Node;

    /// What the type forbids, by paths under it.
    #[doc(hidden)]
    fn clauses() -> Vec<Clause>;

    /// Reads a value from the tape of a design.
    #[doc(hidden)]
    fn read(reader: &mut Reader<'_>) -> Result<Self, SpaceError>;

    /// Writes the value to the tape of a design.
    #[doc(hidden)]
    fn write(&self, writer: &mut Writer) -> Result<(), SpaceError>;

    /// The space of all values.
    ///
    /// # Panics
    ///
    /// If the attributes of the type describe no space, and the derive macro could not see it:
    /// for example when a constant in a range is out of order.
    fn spec() -> SpaceSpec {
        let (parameters, clauses) = match Self::node() {
            Node::Product(parameters) => (parameters, Self::clauses()),
            node => {
                let clauses = Self::clauses().into_iter();
                let clauses = clauses.map(|clause| clause.within(Self::NAME)).collect();
                (vec![Parameter::new(Self::NAME, node)], clauses)
            }
        };
        match SpaceSpec::new(parameters, clauses) {
            Ok(spec) => spec,
            Err(error) => panic!("{} is no design space: {error}", std::any::type_name::<Self>()),
        }
    }

    /// The value that a design stands for.
    ///
    /// # Errors
    ///
    /// When the design is not of this space.
    fn decode(design: &Design) -> Result<Self, SpaceError> {
        let mut reader = Reader::new(design);
        let value = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }

    /// The design of a value.
    ///
    /// # Errors
    ///
    /// When a field is outside its domain.
    fn encode(&self) -> Result<Design, SpaceError> {
        let mut writer = Writer::default();
        self.write(&mut writer)?;
        Ok(writer.finish())
    }
}
