"""Where a page is wrong, mkdocs-macros prints a traceback and ends the process; here that becomes an error of the page.

A preview would end with the process. What is raised instead names the file and the line that the author wrote.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.exceptions import PluginError

from runbinder.errors import Fixable

_LOG = logging.getLogger("mkdocs.plugins.mkdocs_macros.util")


def guarded(render: Callable[..., str], root: Path, here: Callable[[], Any]) -> Callable[..., str]:
    """The `render` of mkdocs-macros as a function that raises; `here` tells which page it works on."""

    def rendered(markdown: str, **more: Any) -> str:
        _LOG.disabled = True  # the traceback of its own insides
        try:
            return render(markdown=markdown, **more)
        except SystemExit as end:
            raise PluginError(f"{_place(end.__context__, markdown, root, here())}: {_words(end.__context__)}") from None
        finally:
            _LOG.disabled = False

    rendered.guarded = True  # type: ignore[attr-defined]
    return rendered


def in_template(error: TemplateError, root: Path) -> str:
    """An error of a theme's template: its file, the line, and what is wrong."""
    file, line = ([("overrides/", 0)] + _frames(error))[-1]
    return f"{_shown(Path(file), root)}:{line}: {error}"


def _frames(error: BaseException | None) -> list[tuple[str, int]]:
    """The templates that were at work, with the line in each; the innermost is the last."""
    frames = [(frame.filename, frame.lineno or 0) for frame in extract_tb(error.__traceback__)] if error else []
    if isinstance(error, TemplateSyntaxError):
        frames.append((error.filename or "<template>", error.lineno))
    return [(file, line) for file, line in frames if file == "<template>" or file.endswith((".j2", ".html"))]


def _place(error: BaseException | None, markdown: str, root: Path, page: Any) -> str:
    """The page's file and the line in it; or a template's, if that is what failed."""
    file, line = ([("<template>", 0)] + _frames(error))[-1]
    if file != "<template>":
        return f"{_shown(Path(file), root)}:{line} (in {page.file.src_uri})"
    if not page.file.abs_src_path:
        return str(page.file.src_uri)
    source = page.file.content_string.replace("\r\n", "\n")
    above = source.find(markdown.strip())  # front matter
    where = f":{line + source.count(chr(10), 0, above) - _blank_lines(markdown)}" if line and above >= 0 else ""
    return f"{_shown(Path(page.file.abs_src_path), root)}{where}"


def _blank_lines(markdown: str) -> int:
    return len(markdown) - len(markdown.lstrip("\n"))


def _words(error: BaseException | None) -> str:
    if isinstance(error, Fixable):
        return f"{error}. {error.hint}" if error.hint else str(error)
    return f"{type(error).__name__}: {error}"


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
