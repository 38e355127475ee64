"""How a successor to the provider is found: what it must show, who was looked at, who helps meanwhile (S2-18, S2-19)."""

from typing import Literal

from runbinder.model.common import Part, Record, given, keyed, many, may, must
from runbinder.model.values import Day, Duration, Id, Prose, Ref, Text


class Criterion(Part):
    """What a successor must show (S2-18, S2-19)."""

    criterion: Text = must("What.")
    type: Literal["credential", "training", "capacity", "financial", "insurance", "security", "reference", "geography", "contract terms"] = must("Which sort.", alias="kind")
    mandatory: bool = given(False, "Whether a candidate is out without it.")
    weight: int = given(1, "How much it counts.", gt=0, le=10)
    evidence: Text = must("What proves it.")


class Candidate(Record):
    """A possible successor, looked at before one is needed (DORA 28(8))."""

    kind = "candidate"
    organisation: Ref["organisation"] = must("Who.")
    qualified_on: Day | None = may("When it was last looked at.")
    scores: dict[int, int] = keyed("Points from 0 to 5, by the number of the criterion.")
    capacity: Text | None = may("How soon it could start and with whom.")
    nda: Day | None = may("Since when a confidentiality agreement holds.")
    rates: Text | None = may("What it would cost.")

    @property
    def title_text(self) -> str:
        return str(self.organisation)


class Acquisition(Part):
    """How a successor is found."""

    criteria: tuple[Criterion, ...] = many("What it must show.")
    candidates: dict[Id, Candidate] = keyed("Who was looked at.")
    interim: Ref["organisation"] | None = may("Who helps until a successor is found.")
    interim_terms: Prose | None = may("On what terms, and how it is called out.")
    route: Prose | None = may("How the choice is made: tender, quotes, who signs.")
    time_to_contract: Duration | None = may("How long that takes.")
