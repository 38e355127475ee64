"""MkDocs run once, in this process: one site into a folder, and what it had to say."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException, PluginError

from runbinder.model.binder import PROVIDER


@dataclass(frozen=True)
class Built:
    """One site that was built, or why it was not."""

    name: str
    pages: int = 0
    card: dict[str, object] | None = None
    problems: tuple[str, ...] = ()


def build_site(root: Path, name: str, target: Path, as_of: str, edition: str, cards: list[dict[str, object]] | None = None, copy: str = "") -> Built:
    """Builds the site of one client, or of the shelf (`provider`), into `target`. Raises nothing that a user can mend.

    `copy` is the id of the copy whose number every page says.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    told = _Told()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.addHandler(told)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), strict=True)
        plugin = config.plugins.get("runbinder")
        if plugin is None:
            raise PluginError("mkdocs.yml does not have the plugin 'runbinder': put it first under plugins")
        plugin.config.update({"client": name, "as_of": as_of, "edition": edition, "copy": copy})
        plugin.cards = cards
        build(config)
    except MkDocsException as error:
        if isinstance(error.__context__, TemplateError):
            return Built(name, problems=(str(error),))
        return Built(name, problems=tuple(told.lines) or (str(error),))
    finally:
        logger.removeHandler(told)
    return Built(name, len(plugin.map.pages), None if name == PROVIDER else plugin.map.cards[0])


class _Told(logging.Handler):
    """What MkDocs had to say."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
