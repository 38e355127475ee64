"""PRC: the procedures that the provider writes once for many clients."""

from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.common import walk
from runbinder.model.messages import VARIABLE


@check("PRC-15", level=2, severity="warning", scope="provider")
def a_shared_procedure_asks_for_what_it_uses(binder: Binder) -> Said:
    """A shared procedure uses every parameter that it asks for, and asks for every one that it uses.

    What is asked for and not used was forgotten in a step; what is used and not asked for stands in the client's binder
    with its braces (S2-26).

    Fix: use `{{name}}` in the text, or correct the name under `parameters`.
    """
    for name, procedure in binder.provider.procedures.items():
        route = ("provider", "procedures", name, "parameters")
        texts = [value for _, value in walk(procedure.model_copy(update={"parameters": {}})) if isinstance(value, str)]
        used = dict.fromkeys(word for text in texts for word in VARIABLE.findall(text))
        for asked in procedure.parameters:
            if asked not in used:
                yield (*route, asked), f"shared procedure '{name}' asks for '{asked}' and uses it nowhere"
        for word in used:
            if word not in procedure.parameters:
                yield route, f"shared procedure '{name}' uses '{word}' and does not ask for it"
