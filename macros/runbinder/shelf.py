"""The shelf in front of all binders, and the provider's own binder that it is part of."""

from datetime import date
from typing import TYPE_CHECKING

from runbinder.model.binder import Binder, Client, ClientProfile
from runbinder.read import Shelf
from runbinder.render import environment

if TYPE_CHECKING:
    from runbinder.sitemap import SiteMap

PROVIDER = "provider"
"""The name of the provider's own binder in macro calls and folders; no client may have it."""
COUNTED = {"Services": "services", "Procedures": "procedures", "Messages": "messages", "Contact trees": "contact_trees", "Exercises": "exercises", "Incidents": "incidents"}


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
    client = binder.client
    return {
        "id": binder.id, "name": str(client.profile.name), "text": str(client.profile.sector or ""),
        "draft": bool(client.profile.document and client.profile.document.status == "draft"),
        "counts": {title: len(getattr(client, family)) for title, family in COUNTED.items()},
    }


def shelf_page(site_map: "SiteMap") -> str:
    """All binders at a glance."""
    cards = [{**one, "href": f"clients/{one['id']}/index.html"} for one in site_map.cards]
    lead = f"{len(cards)} runbook binder{'s' * (len(cards) != 1)} of {site_map.provider_name}. Open the one of the business that needs you."
    return environment(None).get_template("shelf.html.j2").render(cards=cards, counted=list(COUNTED), lead=lead, title=site_map.shelf.settings.title)
