"""Every macro that an author may call: look up, render the template of the same name, return.

The first argument is always the client's id; whoever calls turns it into a View of the binder from the page.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from markupsafe import Markup

from runbinder import arrange, audit_macros, change_macros, desk_macros, due_macros, handbook_macros, ics, loss_macros, plan_macros, tree_macros
from runbinder.analysis import copies, tried
from runbinder.calls import MACROS, Macro, find, macro
from runbinder.readiness import readiness
from runbinder.render import View

__all__ = ["MACROS", "audit_macros", "change_macros", "define_env", "desk_macros", "due_macros", "handbook_macros", "loss_macros", "plan_macros", "tree_macros"]


@macro
def front(view: View) -> Markup:
    """The client's front page: what is happening, who to call, what to do first, services."""
    return view.render("front", doors=arrange.doors(view.binder), ready=readiness(view.binder), whole=due_macros.whole(view.binder))


@macro
def contacts(view: View) -> Markup:
    """Roles with their holders and deputies."""
    return view.render("contacts", roles=arrange.own(view.binder, "role"))


@macro
def people(view: View) -> Markup:
    """Everybody by name."""
    return view.render("people", people=arrange.by_title(view.binder.all("person")))


@macro
def person(view: View, name: str) -> Markup:
    """One person: how to reach them, their roles, what names them."""
    return view.render("person", entry=find(view, "person", name), roles=arrange.roles_of(view.binder, name), mine=due_macros.upcoming(view.binder, name), place=ics.place)


@macro
def services(view: View) -> Markup:
    """Services with their recovery objectives."""
    return view.render("services", **arrange.promises(view.binder))


@macro
def service(view: View, name: str) -> Markup:
    """One service: what it stands on, how it is recovered, what was promised."""
    entry = find(view, "service", name)
    return view.render("service", entry=entry, procedures=arrange.procedures_of(view.binder, entry), schedule=arrange.schedule, measured=partial(tried.measured, view.binder), **arrange.recovery(view.binder, entry))


@macro
def procedures(view: View) -> Markup:
    """All procedures, by name, by what people say and by system."""
    found = arrange.by_title(view.binder.all("procedure"))
    return view.render("procedures", entries=found, schedule=arrange.schedule, symptoms=arrange.symptoms(view.binder), systems=arrange.systems(view.binder))


@macro
def procedure(view: View, name: str) -> Markup:
    """One procedure to work by."""
    entry = find(view, "procedure", name)
    return view.render("procedure", entry=entry, schedule=arrange.schedule, since=change_macros.since_looked_at(view, entry), **tried.sheet(view.binder, entry))


@macro
def records(view: View, families: str) -> Markup:
    """All records of one or more families, each with its fields: `assets`, `suppliers`, `sites` ..."""
    return view.render("records", families=families, entries=arrange.family(view.binder, families), amendments=arrange.amendments(view.binder))


@macro
def glossary(view: View) -> Markup:
    """Words that a stranger may not know."""
    return view.render("glossary", entries=arrange.by_title(view.binder.all("term")))


@macro
def attachments(view: View) -> Markup:
    """Files beside the plans."""
    return view.render("attachments", entries=arrange.own(view.binder, "attachment"))


@macro
def document_control(view: View) -> Markup:
    """Copies, documents, waivers, intervals."""
    binder, register = view.binder, [(one, copies.state(view.binder, one), copies.replaced_by(view.binder, one)) for one in arrange.own(view.binder, "copy")]
    return view.render("document_control", changed=change_macros.last_changes(view), register=register, waivers=arrange.own(binder, "waiver"), documents=arrange.documents(binder))


@macro
def provider(view: View) -> Markup:
    """The provider: who it is, where, how to reach it."""
    own = view.as_provider()
    return own.render("provider", families=arrange.providers_own(own.binder))


@macro
def provider_people(view: View) -> Markup:
    """The provider's people and roles."""
    own = view.as_provider()
    there, roles = ([entry for entry in own.binder.all(kind) if entry.party == "provider"] for kind in ("person", "role"))
    return own.render("provider_people", people=arrange.by_title(there), roles=roles)


@macro
def library(view: View) -> Markup:
    """The provider's shared procedures."""
    return view.render("library", entries=arrange.by_title(view.binder.all("shared_procedure")))


def define_env(env: Any) -> None:
    """mkdocs-macros without Runbinder's site plugin: each macro returns its HTML at once."""
    from runbinder.site import lookup  # only here: with the plugin, the plugin registers the macros itself

    for name, function in MACROS.items():
        env.macro(_called(function, lambda client: lookup(env, client)), name)


def _called(function: Macro, view: Callable[[str], View]) -> Callable[..., str]:
    return lambda client, *args: str(function(view(client), *args))

