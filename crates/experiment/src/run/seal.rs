//! `run.json`: the seal of a run that is over.

use super::files;
use super::tally::Tally;
use orienteer_core::session::{Incumbent, Incumbents};
use orienteer_core::{MetricSpec, Subject};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use std::path::Path;

const NAME: &str = "run.json";

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The agent spent its evaluations.
    Budget,
    /// The agent spent its time.
    Seconds,
    /// The agent had nothing left to try.
    Finished,
    /// Something went wrong.
    Failed(String),
}

/// What is known of a run that is over.
pub(super) struct Seal<'a> {
    pub(super) id: &'a str,
    /// The seed of the problem instance.
    pub(super) instance: u64,
    pub(super) ending: &'a Ending,
    pub(super) tally: &'a Tally,
    pub(super) incumbents: &'a Incumbents,
    pub(super) metrics: &'a [MetricSpec],
    /// Whether the objective is a Pareto front, of which no member is the best.
    pub(super) is_pareto: bool,
}

#[derive(Serialize)]
struct Content<'a> {
    id: &'a str,
    status: &'static str,
    reason: Option<&'a str>,
    #[serde(flatten)]
    tally: &'a Tally,
    stop: Option<&'static str>,
    incumbents: Vec<Json>,
    best: Option<Json>,
    front: Vec<Json>,
}

impl Seal<'_> {
    /// Writes the seal into the folder of the run.
    pub(super) fn write(&self, folder: &Path) -> std::io::Result<()> {
        let (reason, stop) = match self.ending {
            Ending::Budget => (None, Some("budget")),
            Ending::Seconds => (None, Some("seconds")),
            Ending::Finished => (None, Some("finished")),
            Ending::Failed(reason) => (Some(reason.as_str()), None),
        };
        let curve = self.incumbents.history().iter().map(|point| {
            let mut json =
                json!({ "i": point.index, "evaluations": point.spent, "value": point.value });
            without_noise(&mut json, point.noiseless, point.noiseless_infeasible);
            json
        });
        let best = self.incumbents.best().filter(|_| !self.is_pareto);
        let front = self.incumbents.front().iter().map(|member| {
            let mut json = self.member(member);
            // Its values without noise are not recorded, as they are no single number.
            without_noise(&mut json, None, member.noiseless_infeasible);
            json
        });
        let content = Content {
            id: self.id,
            status: if reason.is_none() { "complete" } else { "failed" },
            reason,
            tally: self.tally,
            stop,
            incumbents: curve.collect(),
            best: best.map(|best| {
                let mut json = self.member(best);
                json["value"] = best.value.into();
                without_noise(&mut json, best.noiseless, best.noiseless_infeasible);
                json
            }),
            front: front.collect(),
        };
        files::replace_json(folder, NAME, &content)
    }

    /// What the best evaluation and the members of a front have in common.
    fn member(&self, member: &Incumbent) -> Json {
        // As text: many readers of JSON know no whole numbers of 64 bits.
        let mut json = json!({ "i": member.index, "instance": self.instance.to_string() });
        match &member.subject {
            Subject::Design(assignment) => {
                let values = assignment.iter().map(|(path, value)| (path.clone(), json!(value)));
                json["design"] = Json::Object(values.collect());
            }
            Subject::Move(name) => json["moves"] = name.as_str().into(),
            Subject::Moves(names) => json["moves"] = names.join(" ").into(),
        }
        let metrics = self.metrics.iter().zip(&member.metrics);
        let metrics = metrics.map(|(spec, &value)| (spec.name.to_string(), value.into()));
        json["metrics"] = Json::Object(metrics.collect::<Map<_, _>>());
        json
    }
}

/// Adds what is known without noise: the value, or that a constraint is broken.
fn without_noise(json: &mut Json, value: Option<f64>, is_infeasible: bool) {
    if let Some(value) = value {
        json["noiseless"] = value.into();
    }
    if is_infeasible {
        json["noiseless_infeasible"] = true.into();
    }
}

/// Whether the run in `folder` is complete. A run that failed is not, nor is one whose seal cannot
/// be read: its log is replayed, and it is sealed again.
pub(super) fn is_complete(folder: &Path) -> bool {
    let text = std::fs::read_to_string(folder.join(NAME)).unwrap_or_default();
    let seal: Json = serde_json::from_str(&text).unwrap_or_default();
    seal["status"] == "complete"
}
