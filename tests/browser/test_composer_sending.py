"""What is copied, mailed and counted is the text to the letter, and what speaks against it is said first."""

import importlib.util
import random
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

from runbinder.analysis import phrases, sms
from runbinder.composing import javascript
from runbinder.model.messages import ForbiddenPhrase
from runbinder.read import read

pytestmark = pytest.mark.browser

_SPEC = importlib.util.spec_from_file_location("runbinder_composer_kit", Path(__file__).with_name("composer_kit.py"))
KIT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(KIT)
ROOT, answer, complete, composer, said, sheets, words = KIT.ROOT, KIT.answer, KIT.complete, KIT.composer, KIT.said, KIT.sheets, KIT.words


def test_a_text_message_is_counted(composer):
    """One curly apostrophe makes it two."""
    page = composer("sms")
    answer(page, short_impact="our phones are down", next_update_at="16:30", call_number="0161 496 0300", verify_hint="as on your bill")
    text = words(page)
    assert f"{len(text)} of at most 160 characters; GSM-7: {len(text)} of 160, 1 segment" == words(page, "count")

    answer(page, short_impact="our phones aren’t working")
    assert "UCS-2 because of ’" in words(page, "count") and "2 segments" in words(page, "count")
    assert ["It is sent in 2 segments; 1 should do."] == said(page)


def test_it_counts_as_the_checks_do(composer):
    """Over texts of all sorts: both alphabets, two units a sign, every length around a border."""
    chance, signs = random.Random(7), "aZ 0\n@£é" * 4 + "€[]{}~^|\\\f" + "’–ł字😀\t"
    texts = [""] + ["".join(chance.choices(signs[: chance.choice([32, 42, 48])], k=chance.choice([1, 66, 67, 69, 70, 71, 133, 134, 135, 152, 153, 159, 160, 161, 305, 306, 307, 500]))) for _ in range(600)]
    counted = composer().evaluate("texts => texts.map(text => { const it = rbComposer.sms(text); return [it.encoding, it.units, it.limit, it.parts, it.outside]; })", texts)

    assert [[it.encoding, it.units, it.limit, it.parts, sms.outside(text)] for text in texts if (it := sms.measure(text))] == counted


def test_it_finds_what_the_checks_find(composer):
    """Every pattern of the demo, and some that are harder, in texts put together from what they look for and what is near to it."""
    hard = [r"\bgrö[sß]+e\b", r"\w+\d", r"[\w-]+@", r"\bno\b(?! one)", r"a{,2}b", r"(?P<x>it) (?:is|was)", r"(?<!not )sorry", r"[^a-z .]+!", r"\Bing\b"]
    standard = [*read(ROOT, ["tessera"]).provider.standard.forbidden, *(ForbiddenPhrase.model_validate({"class": "x", "pattern": one, "severity": "error", "say": "no"}) for one in hard)]
    pieces = ("can’t reproduce|could not be\nreproduced|works on my machine|Human ERROR|human\u00a0error|humaner\u00adror|*human* error|no comment|we can't comment|just a|justice|adjust a|GRÖSSE|größe|"
              "gröẞe|Ångström3|٣|x٣|only a few|some users (12)|some users|will be fixed by|back up in about 5 minutes|should now be fine|fs-01|10.0.0.1|p1|latency|our own fault|[insert name]|tbd|no one|no|"
              "Σας|user’s mistake|you didn’t read|misuse of your data|misuse|not sorry|sorry|it is|doing|ing|é!|ab|aaab|a@b|. |, |é|naïve|İstanbul|ı").split("|")
    chance = random.Random(11)
    texts = ["".join(chance.choice(pieces) + chance.choice([" ", " ", "  ", "", "\n", "-", ". "]) for _ in range(chance.randint(1, 6))) for _ in range(1500)]
    known = [{"pattern": javascript(one.pattern), "where": list(one.where)} for one in standard]
    found = composer().evaluate("""([texts, known]) => [rbComposer.phrases.unread(known), texts.map(text => rbComposer.phrases.normalise(text)), texts.map(text => {
        const first = {}; rbComposer.phrases.found(text, known, ["sms"]).forEach(one => { const at = known.indexOf(one.phrase); if (!(at in first)) first[at] = one.words; }); return first; })]""", [texts, known])

    assert 0 == found[0]
    assert [phrases.normalise(text) for text in texts] == found[1]
    expected = [{str(standard.index(phrase)): match for phrase, match in phrases.forbidden(text, standard, ["sms"]) if match} for text in texts]
    assert sum(map(len, expected)) > 1000
    assert expected == found[2]


def test_a_forbidden_phrase_is_said_at_once(composer):
    """At its field and below the text, with what to say instead; and the button asks."""
    page = composer()
    complete(page)
    answer(page, actions="found that it was Human\u00a0Error")

    assert ["“human error”: Name the step of the process that let it through."] == said(page)
    assert "Name the step" in page.locator("[data-odd=actions]").text_content()
    assert "true" == page.locator("[data-answer=actions]").get_attribute("aria-invalid")
    page.yes = False
    page.get_by_role("button", name="Copy", exact=True).click()
    assert [1, []] == [len(page.asked), page.evaluate("copied")]


def test_what_was_approved_is_not_reproached(composer):
    """Words that management approved are not the sender's to change; what comes about where both meet is."""
    page = composer(swap=[("Since our last message we have ", "It was a glitch. We made just ")])
    complete(page)
    assert [] == said(page)
    answer(page, actions="one change")
    assert ["“just one”: Leave the word out."] == said(page)


def test_a_mail_is_ready_to_send(composer):
    """Subject, text and the project manager in copy, to the letter, whatever is typed."""
    page = composer()
    complete(page)
    answer(page, impact="50 % of rotas & “more” +1?\n#2 = ü 😀")
    link = page.locator("[data-do=mail]").get_attribute("href")
    sent = parse_qs(urlsplit(link).query.replace("+", "%2B"), strict_parsing=True)

    assert ["rosa.mendes@kestrel.example"] == sent["cc"]
    assert [words(page, "head")] == sent["subject"]
    assert [words(page).strip().replace("\n", "\r\n")] == sent["body"]
    assert set(link) <= set(quote(link, safe="?&=%@:!'()*"))
    assert "Rosa Mendes" in words(page, "cc")


def test_a_long_mail_is_a_warning(composer):
    """Some mail programs cut a link off without a word."""
    page = composer()
    complete(page)
    answer(page, actions="tried again, " * 120)

    (warning,) = page.locator("[data-part=said] .rb-composer__warn").all_text_contents()
    assert "some mail programs cut off" in warning


def test_a_text_message_is_ready_to_send(composer):
    """The whole text in the link."""
    page = composer(anchor="#as-sms")
    answer(page, service_name="Tessera Rota", impact="rotas are late")
    link = page.get_by_role("link", name="Text message", exact=True).get_attribute("href")

    assert words(page) == unquote(link.removeprefix("sms:?&body="))


@pytest.mark.parametrize(("old", "told"), [("true", "the old one was used"), ("false", "press Ctrl+C")])
def test_copying_says_how_it_went(composer, page, old, told):
    """Without the clipboard the old way, without that the text is selected."""
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ value: undefined }}); document.execCommand = () => {{ window.picked = document.activeElement.value; return {old}; }};")
    composer()
    complete(page)
    page.get_by_role("button", name="Copy", exact=True).click()

    assert told in words(page, "done")
    assert words(page).strip() == page.evaluate("window.picked")
    if old == "false":
        assert words(page).split() == page.evaluate("getSelection().toString()").split()


@pytest.mark.parametrize(("state", "until", "notice"), [
    ("none", "", "Not approved."), ("stale", "", "Not approved in these words."), ("expired", "2026-10-01", "The approval ran out on 2026-10-01."),
    ("approved", "2026-11-23", "The approval ran out on 2026-11-23."),
])
def test_what_is_not_approved_says_so_in_red_and_asks(composer, state, until, notice):
    """Also where the approval ran out after the binder was built. What is copied is the text and nothing else."""
    page = composer(swap=[('"state":"approved","until":"2027-10-12"', f'"state":"{state}","until":"{until}"')])
    complete(page)
    box = page.locator("[data-part=notice]")
    assert box.is_visible() and box.text_content().startswith(notice)
    assert "rgb(161, 27, 22)" == box.evaluate("node => getComputedStyle(node).color")

    page.yes = False
    for name in ("Copy", "Copy the subject", "Print"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("link", name="Mail").click()
    assert [4, []] == [len([one for one in page.asked if notice in one]), page.evaluate("copied")]
    page.yes = True
    page.get_by_role("button", name="Copy", exact=True).click()
    assert page.evaluate("copied") == [words(page).strip()]
