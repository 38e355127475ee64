"""The shelf in front of all binders, and the provider's own binder that it is part of."""

from datetime import date
from typing import TYPE_CHECKING, Any

from runbinder.analysis.recovery_promise import contracted, standings
from runbinder.model.binder import Binder, Client, ClientProfile
from runbinder.model.binder import PROVIDER
from runbinder.pages import address
from runbinder.read import Shelf
from runbinder.readiness import readiness, scores
from runbinder.render import environment
from runbinder.tables.portfolio import hanging, last_exercise, overdue_reviews

if TYPE_CHECKING:
    from runbinder.sitemap import SiteMap



def provider_binder(shelf: Shelf, as_of: date) -> Binder:
    """The provider's plans as a binder without a client: its people, standard and library."""
    assert shelf.provider
    mine = shelf.provider.profile
    profile = ClientProfile.model_construct(**{
        **{name: field.get_default(call_default_factory=True) for name, field in ClientProfile.model_fields.items()},
        "name": shelf.settings.title, "timezone": mine.timezone, "summary": mine.summary, "document": mine.document,
        "data_sensitivity": "none", "service_model": "total", "in_house_technical_staff": 0,
    })
    empty = Client.model_construct(profile=profile, **{
        name: field.get_default(call_default_factory=True) for name, field in Client.model_fields.items() if name != "profile"
    })
    return shelf.provider_only(empty, PROVIDER, as_of)


def card(binder: Binder) -> dict[str, object]:
    """What the shelf says of a client; kept with its built site, so that the shelf need not read it again."""
    client, ready = binder.client, readiness(binder)
    held = last_exercise(binder)
    return {
        "id": binder.id, "name": str(client.profile.name), "text": str(client.profile.sector or ""),
        "draft": bool(client.profile.document and client.profile.document.status == "draft"),
        "level": ready.level, "level_name": ready.name, "aims_at": ready.aims_at, "errors": ready.errors, "warnings": ready.warnings,
        "overdue": overdue_reviews(binder), "spofs": hanging(binder), "last_exercise": held.isoformat() if held else "", "parts": scores(binder), "recovery": _recovery(binder),
    }


def _recovery(binder: Binder) -> dict[str, Any]:
    """How many contracted recovery times are achievable, and which are not (S0-33)."""
    promises, kept = contracted(standings(binder))
    others = [
        {"name": one.entry.title, "href": address(one.entry), "promised": str(one.promised), "arranged": str(one.achievable or "not known"), "words": one.words}
        for one in promises if one not in kept
    ]
    return {"contracted": len(promises), "achievable": len(kept), "others": others}


def shelf_page(site_map: "SiteMap") -> str:
    """All binders at a glance."""
    cards: list[dict[str, Any]] = [{**one, "home": f"clients/{one['id']}/", "href": f"clients/{one['id']}/index.html"} for one in site_map.cards]
    lead = f"{len(cards)} runbook binder{'s' * (len(cards) != 1)} of {site_map.provider_name}. Open the one of the business that needs you."
    # A card that an older version wrote beside a site that was not built since knows nothing of recovery.
    promises = [one for one in cards if one.get("recovery", {}).get("contracted")]
    figures = {"promised": sum(one["recovery"]["contracted"] for one in promises), "kept": sum(one["recovery"]["achievable"] for one in promises)}
    template = environment(None).get_template("shelf.html.j2")
    return template.render(cards=cards, lead=lead, title=site_map.shelf.settings.title, parts=_parts(cards), promises=promises, **figures)


def _parts(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The map of parts by binders; a part that is missing from all is left out."""
    names = [part for part, _, _ in cards[0]["parts"]] if cards else []
    rows = []
    for number, name in enumerate(names):
        figures = [(card["name"], *card["parts"][number][1:]) for card in cards]
        cells = [{"name": card, "kept": kept, "all": all_, "missing": round(1 - kept / all_, 2)} for card, kept, all_ in figures]
        rows.append({"part": name, "cells": cells})
    return rows
