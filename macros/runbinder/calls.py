"""What a macro is: a function of a View, known by its name. Which macros there are stands in macros.py and beside it."""

from collections.abc import Callable

from markupsafe import Markup

from runbinder.errors import Fixable
from runbinder.model.binder import Entry
from runbinder.render import View
from runbinder.validate import did_you_mean

Macro = Callable[..., Markup]
MACROS: dict[str, Macro] = {}
"""Every macro that a page may call. The first argument of a call is the client's id, which becomes the View."""


def macro(function: Macro) -> Macro:
    """Lets pages call the function by its name; its template has the same name."""
    MACROS[function.__name__] = function
    return function


def find(view: View, kind: str, name: str) -> Entry:
    """The record that a call names."""
    entry = view.entry(name, kind)
    if entry is None:
        known = view.binder.index.get(kind, {})
        raise Fixable(f"there is no {kind.replace('_', ' ')} '{name}' in the binder of {view.binder.id}", did_you_mean(name, known))
    return entry
