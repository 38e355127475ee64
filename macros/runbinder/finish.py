"""What a built site still needs for a stick: nothing that no reader uses, and a search that runs beside the page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import phonenumbers

# Source maps, stemmers of languages that are not searched, and files that only a web server hands out.
_UNUSED = ("assets/javascripts/**/*.map", "assets/stylesheets/**/*.map", "assets/javascripts/lunr/**/*.js", "assets/images/favicon.png", "sitemap.xml*", "404.html")
_MAP = re.compile(r"\n?/[/*]# sourceMappingURL=.*")  # on the last line, and leads to a file that is not there
_NUMBER = re.compile(r"\+\d[\d \-]{5,20}\d(?![\dx])")
_NEIGHBOURS = re.compile(r"(</(?:span|a|dt|b|time|div|td|th)>)(?=<(?:span|a|dd|b|div|td|th)\b)")
_WEIGHTS = {
    # Whose number it is comes before where else it stands; what to do comes before what was done, and when it is done again.
    re.compile(r"(?:^|/)people/(?!index\.html)"): 2,
    re.compile(r"(?:^|/)(?:procedures|scenarios|services|contact-trees)/(?!index\.html)|(?:^|/)(?:contacts|channels)\.html"): 1.6,
    re.compile(r"(?:^|/)(?:exercises|audits|incidents|handbook)/|(?:^|/)(?:calendar|controls|changes|readiness|audit-start|single-points)\.html"): 0.4,
}
_SAID = re.compile(r"<li>“([^”<]+)”</li>")
_ACCENTED = re.compile(r"\w*[^\W\x00-\x7f]\w*")
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
    _also_found(site / "search")


def parted(html: str) -> str:
    """Neighbours get a space between them, which no layout of ours shows: the search would read `Mobile+44 7700 900201`."""
    return _NEIGHBOURS.sub(r"\1 ", html)


def _wrap(worker: Path) -> None:
    """A browser starts no worker from a file, but it does from the text of a function (see iframe-worker.js)."""
    script = worker.read_text(encoding="utf-8")
    name = "runbinder_search_worker"
    if name not in script:
        worker.write_text(f'function {name}(){{{script}}}\nif(typeof document==="undefined"){name}();\n', encoding="utf-8")


def _also_found(search: Path) -> None:
    """Adds to the search index what people type for what they do not see written: `07700900201`, `Jurgen`.

    A plus sign parts words: at the beginning of a typed number it means "must be there" to the search. So do quotation marks
    and brackets, which would otherwise be the first letter of a word.
    """
    if not (search / "search_index.json").is_file():
        return
    index = json.loads((search / "search_index.json").read_text(encoding="utf-8"))
    index["config"]["separator"] = r"[\s\-+\"“”„«»()\[\],;!?…]+"
    for entry in index["docs"]:
        if more := sorted({*_compact(entry["text"]), *_plain(entry["title"] + " " + entry["text"])}):
            entry["text"] += f"<p>{' '.join(more)}</p>"
        if "#" not in entry["location"] and (said := _SAID.findall(entry["text"])):
            entry["tags"] = said  # what people say when it is needed leads to it before anything else
        if weight := next((weight for pages, weight in _WEIGHTS.items() if pages.search(entry["location"])), None):
            entry["boost"] = weight
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (search / "search_index.json").write_text(text, encoding="utf-8")
    if (search / "search_index.js").is_file():
        (search / "search_index.js").write_text(f"var __index = {text}", encoding="utf-8")


def _compact(text: str) -> Iterator[str]:
    """Each telephone number without its spaces, and as it is dialled inside its country.

    A figure that happens to follow (`+44 7700 900201 24x7`) looks like a part of it: each possible end counts.
    """
    for found in set(_NUMBER.findall(text)):
        groups = re.split(r"[ -]+", found)
        for number in ("".join(groups[:end]) for end in range(2, len(groups) + 1)):
            if 11 <= len(number) <= 16:
                yield number[1:]
                try:
                    national = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)
                    yield re.sub(r"\D", "", national)
                except phonenumbers.NumberParseException:
                    continue


def _plain(text: str) -> Iterator[str]:
    """Words with accents, without them."""
    for word in set(_ACCENTED.findall(text)):
        plain = normalize("NFKD", word.replace("ß", "ss")).encode("ascii", "ignore").decode()
        if len(plain) >= len(word):  # another script has no plain form
            yield plain
