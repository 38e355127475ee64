"""How soon a service must be back, how that is done, and what was agreed, decided and proven."""

from typing import Any, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from runbinder.model.common import Part, Record, keyed, many, may, must
from runbinder.model.values import Day, Duration, Id, Money, Prose, Ref, Text


class Agreed(Part):
    """With whom the objective was agreed (S0-25)."""

    with_: Ref["person"] = must("Who agreed for the party served.", alias="with")
    on: Day = must("The day on which it was agreed.")
    evidence: Text | None = may("What shows it: minutes, a letter, a signature.")


class Contracted(Part):
    """The recovery time a contract promises (S0-26)."""

    rto: Duration = must("Recovery time objective: how soon the contract says the service is back.")
    contract: Ref["contract"] | None = may("The agreement in which the promise is written.")
    clause: Text | None = may("Number of the clause with the promise, as 9.2.")
    agreed: Agreed | None = may("With whom and when it was agreed.")


class Resource(Record):
    """A thing recovery needs: what it costs, how long it takes to come and to install (S0-29, S0-31)."""

    kind = "resource"
    what: Text = must("What it is, with make or size where that matters.")
    quantity: int | None = may("How many pieces of it are needed.", gt=0)
    cost: Money | None = may("What all of it costs together.")
    paid_by: Ref["organisation"] | None = may("The organisation that pays for it.")
    lead_time: Duration | None = may("From the order to the delivery.")
    install: Duration | None = may("From the delivery to use; counts also for what is on standby.")
    supplier: Ref["organisation"] | None = may("The company that delivers it.")
    pre_positioned_at: Ref["site"] | None = may("Where it stands ready; the lead time is nothing then.")
    needs: tuple[Ref["resource"], ...] = many("Other resources that must be there first.")
    substitute: Text | None = may("What would do, if it can not be had.")
    checked: Day | None = may("When somebody last looked at it.")


class ResourceChange(Part):
    """What an option changes about a resource."""

    pre_positioned_at: Ref["site"] | None = may("The site where it would stand ready.")
    lead_time: Duration | None = may("The shorter time from the order to the delivery.")
    install: Duration | None = may("The shorter time from the delivery to use.")
    quantity: int | None = may("How many there would be instead.", gt=0)


class ContractedChange(Part):
    """What an option changes about the promise."""

    rto: Duration = must("The recovery time that would be promised.")


class Option(Part):
    """A way to close the gap, with its price; what it buys is computed (S0-30)."""

    title: Text = must("What would be done, in a few words.")
    cost: Money = must("What it costs up front; `0 GBP` is an answer.")
    paid_by: Ref["organisation"] | None = may("The organisation that would pay for it.")
    change: dict[str, ResourceChange] = keyed("What would be different about a resource, keyed by its id.")
    contracted: ContractedChange | None = may("What the contract would promise instead.")
    notes: Prose | None = may("What speaks for and against it.")

    @model_validator(mode="before")
    @classmethod
    def _contracted_is_a_change_too(cls, data: Any) -> Any:
        """`change: {contracted: {rto: 4d}}` reads as one list of changes."""
        if isinstance(data, dict) and isinstance(data.get("change"), dict) and "contracted" in data["change"]:
            change = dict(data["change"])
            return {**data, "contracted": change.pop("contracted"), "change": change}
        return data


class Decision(Part):
    """Which option was taken, by whom, and the amendment that makes it true (S0-32)."""

    option: Text = must("Id of the chosen entry under `options`.")
    decided_by: Ref["person"] = must("Who decided for the party served.")
    on: Day = must("The day on which it was decided.")
    amendment: Ref["amendment"] | None = may("The contract amendment, as `contract/amendment`.")
    why: Prose | None = may("Why this way and not another.")


class Attestation(Part):
    """What a level of the organisation believes; both levels are asked, and must agree (S0-37)."""

    position: Literal["senior management", "site"] = must("Which level of the organisation is speaking.")
    person: Ref["person"] = must("Who speaks for that level.")
    achievable: bool = must("Whether they believe the promised time can be kept.")
    on: Day = must("The day on which they said so.")
    says: Text | None = may("What they said, in their own words.")


class Demonstrated(Part):
    """A recovery that really happened, in an exercise or an incident (S0-34)."""

    on: Day = must("The day on which the service was back.")
    took: Duration = must("How long it took until the service was back.")
    by: Ref["exercise", "incident"] = must("The exercise or incident that showed it.")


class StrategyReview(Part):
    """The strategy was gone through in detail (S0-28)."""

    on: Day = must("The day on which it was gone through.")
    by: Ref["person"] = must("The person who went through it.")
    found: Prose | None = may("What had to be changed, or that nothing had.")


class RecoveryObjective(Part):
    """MTPD, RTO, RPO and the strategy behind them (ISO 22301 8.2.2; CPS 230 para 38 is the same triple)."""

    mtpd: Duration = must("Maximum tolerable period of disruption: after that the business itself is in danger.")
    rto: Duration | None = may("Our own target for being back, where no contract states one.")
    rpo: Duration | None = may("How much data may be lost, as time.")
    mbco: Text | None = may("Minimum level at which the business can go on meanwhile.")
    contracted: Contracted | None = may("The recovery time that a contract promises.")
    strategy: Prose | None = may("How it is recovered, in a paragraph; a promise without it is a vague plan (S0-27).")
    procedures: tuple[Ref["procedure"], ...] = many("What is done, one after the other.")
    resources: dict[Id, Resource] = keyed("Things that must be there before work can begin.")
    alternate_site: Ref["site"] | None = may("Where people work until their own place is back.")
    catch_up: Duration | None = may("How long the backlog takes afterwards.")
    calls: Ref["contact_tree"] | None = may("The contact tree whose answer times come first.")
    options: dict[Id, Option] = keyed("Ways to close a gap, with their price.")
    decision: Decision | None = may("Which of the options was taken, by whom.")
    attested: tuple[Attestation, ...] = many("What senior management and the site believe.")
    demonstrated: tuple[Demonstrated, ...] = many("Recoveries that really happened, with their times.")
    reviewed: StrategyReview | None = may("When the strategy was last gone through in detail.")
    client_review: Agreed | None = may("When it was last talked through with the party served (S0-35).")

    @model_validator(mode="after")
    def _known_names(self) -> "RecoveryObjective":
        if self.decision and self.decision.option not in self.options:
            names = {"option": self.decision.option, "known": ", ".join(self.options) or "none"}
            raise PydanticCustomError("option", "the decision takes option '{option}', which is not under options ({known})", names)
        unknown = [name for option in self.options.values() for name in option.change if name not in self.resources]
        if unknown:
            names = {"name": unknown[0], "known": ", ".join(self.resources) or "none"}
            raise PydanticCustomError("resource", "an option changes '{name}', which is not under resources ({known})", names)
        return self
