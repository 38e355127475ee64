"""What a built site still needs for a stick: nothing that no reader uses, and a search that runs beside the page."""

import re
from pathlib import Path

# Source maps, stemmers of languages that are not searched, and files that only a web server hands out.
_UNUSED = ("assets/javascripts/**/*.map", "assets/stylesheets/**/*.map", "assets/javascripts/lunr/**/*.js", "assets/images/favicon.png", "sitemap.xml*", "404.html")
_MAP = re.compile(r"\n?/[/*]# sourceMappingURL=.*")  # on the last line, and leads to a file that is not there
_WORKER = "assets/javascripts/workers/search.*.min.js"


def finish(site: Path) -> None:
    """Trims an English site, and wraps its search worker so that a page opened from a disk can start it too."""
    for pattern in _UNUSED:
        for file in site.glob(pattern):
            file.unlink()
    for folder in sorted((site / "assets").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    for file in (*site.glob("assets/javascripts/**/*.js"), *site.glob("assets/stylesheets/**/*.css")):
        text = file.read_text(encoding="utf-8")
        if (bare := _MAP.sub("", text)) != text:
            file.write_text(bare, encoding="utf-8", newline="")
    for worker in site.glob(_WORKER):
        _wrap(worker)


def _wrap(worker: Path) -> None:
    """A browser starts no worker from a file, but it does from the text of a function (see iframe-worker.js)."""
    script = worker.read_text(encoding="utf-8")
    name = "runbinder_search_worker"
    if name not in script:
        worker.write_text(f'function {name}(){{{script}}}\nif(typeof document==="undefined"){name}();\n', encoding="utf-8")
