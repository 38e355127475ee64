"""How a successor to the provider is found: what it must show, who was looked at, who helps meanwhile (S2-18, S2-19)."""

from typing import Literal

from runbinder.model.common import Part, Record, given, keyed, many, may, must
from runbinder.model.values import Day, Duration, Id, Prose, Ref, Text


class Criterion(Part):
    """What a successor must show (S2-18, S2-19)."""

    criterion: Text = must("What a successor must have or show, in words that can be checked.")
    type: Literal["credential", "training", "capacity", "financial", "insurance", "security", "reference", "geography", "contract terms"] = must(
        "Which side of a successor it looks at.", alias="kind"
    )
    mandatory: bool = given(False, "Whether a candidate who does not meet it is out.")
    weight: int = given(1, "How much it counts beside the others; more is heavier.", gt=0, le=10)
    evidence: Text = must("The paper, call or trial that shows whether a candidate meets it.")


class Candidate(Record):
    """A possible successor, looked at before one is needed (DORA 28(8))."""

    kind = "candidate"
    organisation: Ref["organisation"] = must("The company that could take over from the provider.")
    qualified_on: Day | None = may("When it was last measured against the criteria.")
    scores: dict[int, int] = keyed("Points from 0 to 5 for each criterion, keyed by its number in the list, from 1.")
    capacity: Text | None = may("How soon it could start, and with how many people.")
    nda: Day | None = may("Since when a confidentiality agreement holds.")
    rates: Text | None = may("What it charges, by the hour, the day or the month.")

    @property
    def title_text(self) -> str:
        return str(self.organisation)


class Acquisition(Part):
    """How a successor is found."""

    criteria: tuple[Criterion, ...] = many("What a successor must show; candidates are scored by the numbers of this list.")
    candidates: dict[Id, Candidate] = keyed("Companies that were looked at before one is needed.")
    interim: Ref["organisation"] | None = may("The company that helps until a successor is found.")
    interim_terms: Prose | None = may("On what terms that company helps, and how it is called out.")
    route: Prose | None = may("How the choice is made: tender, quotes, who signs.")
    time_to_contract: Duration | None = may("How long it takes from the first enquiry to a signature.")
