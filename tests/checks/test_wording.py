"""MSG: what a message says, with its examples filled in."""

import pytest

from runbinder.analysis import sms

DELAY = ("messages", "delivery-delay-notice")
TEXT = ("messages", "driver-all-clear-text")


@pytest.mark.parametrize(("text", "words"), [
    ("Until {{Next}} we wait.", "{{Next}}"), ("Until {{next_update_at} we wait.", "{{next_update_at}"), ("Until next}} we", "}}"),
    ("We are at [name of site] now.", "[name of site]"), ("The site is TBD.", "tbd"), ("It is undefined.", "undefined"),
])
def test_what_is_left_unfilled_is_found(text, words, broken, check_finds):
    """MSG-03: braces that are no variable, brackets, placeholders."""
    assert 1 == len([one for one in check_finds("MSG-03", broken({(*DELAY, "text"): text}), words) if "not filled in" in one])


def test_a_variable_has_an_example(broken, check_finds, check_passes):
    """MSG-03: without one nobody knows how long the message becomes; what may be left out needs none."""
    bare = {(*DELAY, "asks", "goods_status"): "text"}

    check_finds("MSG-03", broken(bare), "'goods_status'", "no example")
    check_passes("MSG-03", broken({(*DELAY, "asks", "goods_status"): {"type": "text", "required": False}}))


@pytest.mark.parametrize(("changes", "words"), [
    ({(*DELAY, "text"): "We can’t reproduce\nthe issue."}, "can't reproduce"),
    ({(*DELAY, "subject"): "Operator error on Tuesday"}, "operator error"),
    ({(*DELAY, "asks", "what_happened", "example"): "It will be fixed by noon"}, "will be fixed by"),
    ({(*DELAY, "translations"): [{"language": "Plain English", "text": "Calm down."}]}, "calm down"),
    ({(*DELAY, "text"): "Tom Garside forgot to open the gate."}, "Tom Garside forgot"),
])
def test_forbidden_words_are_found_wherever_they_are_read(changes, words, broken, check_finds):
    """MSG-04: text, subject, example, translation; and a name beside a verb of blame (S1-11, S3-11, S3-27)."""
    check_finds("MSG-04", broken(changes), "'delivery-delay-notice'", words)


@pytest.mark.parametrize("field", ["do_not_say", "notes", "when", "title"])
def test_what_nobody_is_sent_may_name_the_words(field, broken, check_passes):
    """MSG-04: a list of what not to say has to say it."""
    words = "I can't reproduce the issue: user error, calm down."

    check_passes("MSG-04", broken({(*DELAY, field): [words] if field == "do_not_say" else words}))


def test_the_right_words_are_said_with_the_wrong_ones(broken, check_finds):
    """MSG-04: who reads the finding knows what to write."""
    check_finds("MSG-04", broken({(*DELAY, "text"): "It works for us."}), "dismissive", "not yet seen it on our side")


@pytest.mark.parametrize(("words", "class_"), [
    ("It should be fixed now", "hedge on closure"), ("Some users wait", "minimising"), ("It was probably the heat", "speculation"), ("srv-12 is down", "jargon"),
])
def test_hedges_and_jargon_are_warnings(words, class_, broken, check_finds, check_passes):
    """MSG-13: what the standard advises against is no error (S1-5, S3-32)."""
    binder = broken({(*DELAY, "text"): words})

    check_finds("MSG-13", binder, class_)
    check_passes("MSG-04", binder)


def with_length(count):
    """A text message of so many characters."""
    return {(*TEXT, "text"): "x" * count, (*TEXT, "max_length"): ...}


@pytest.mark.parametrize(("count", "warned", "failed"), [(160, False, False), (161, True, False), (306, True, False), (307, False, True)])
def test_a_long_text_message_is_warned_of_and_a_very_long_one_refused(count, warned, failed, broken, check_finds, check_passes):
    """MSG-08, MSG-20: more parts than the settings allow; more than twice as many. Never both."""
    binder = broken(with_length(count))

    check_finds("MSG-08", binder, f"{count} characters", "2 parts") if warned else check_passes("MSG-08", binder)
    check_finds("MSG-20", binder, f"{count} characters", "3 parts") if failed else check_passes("MSG-20", binder)


def test_the_longest_answers_are_measured(broken, check_finds):
    """MSG-08: an example is as long as the longest answer."""
    check_finds("MSG-08", broken({(*TEXT, "asks", "site", "example"): "x" * 60, (*TEXT, "max_length"): ...}), "2 parts")


def test_one_foreign_character_is_named(broken, check_finds, check_passes):
    """MSG-09: and it alone, where the text would fit without it."""
    binder = broken({(*TEXT, "text"): "x" * 100 + "’", (*TEXT, "max_length"): ...})

    check_finds("MSG-09", binder, "2 parts of 67", "U+2019 right single quotation mark")
    check_passes("MSG-08", binder)
    check_finds("MSG-09", broken({(*TEXT, "text"): "x" * 69 + "’"}), "1 part of 70")
    assert 1 == sms.measure("x" * 69 + "’").parts


def test_only_text_messages_keep_to_that_alphabet(broken, check_passes):
    """MSG-09: a mail may have dashes."""
    check_passes("MSG-09", broken({(*DELAY, "text"): "Late – but whole."}))


def test_a_second_matter_comes_last(library_text, check_finds, check_passes):
    """MSG-12: in the last paragraph, and last among the elements (S3-25)."""
    both = {"other_issue": {"type": "text", "example": "x"}}

    check_finds("MSG-12", library_text("{{other_issue}} too.\n\nWe are on it.", asks=both), "'other_issue'", "before its last paragraph")
    check_passes("MSG-12", library_text("We are on it.\n\n{{other_issue}} too.", asks=both))
    check_finds("MSG-12", library_text("We are on it.", contains=["footnote", "contact"]), "before 'contact'")


@pytest.fixture
def library_text(broken):
    """Harbour, with a message of other words."""
    return lambda text, **more: broken({(*DELAY, "text"): text, **{(*DELAY, key): value for key, value in more.items()}})


@pytest.mark.parametrize(("changes", "words"), [
    ({(*TEXT, "asks", "site"): {"type": "text", "example": "x", "classification": "restricted"}}, ("'site'", "restricted", "sms")),
    ({(*DELAY, "kind"): "data_breach_data_subjects", (*DELAY, "channels"): ["email", "status page"]}, ("notice of a data breach", "status page")),
])
def test_detail_on_an_open_channel_is_found(changes, words, broken, check_finds):
    """MSG-15: others read along."""
    check_finds("MSG-15", broken(changes), *words)


def test_detail_in_a_letter_is_fine(broken, check_passes):
    """MSG-15: mail and post go to one person."""
    internal = {"type": "text", "example": "x", "classification": "internal"}

    check_passes("MSG-15", broken({(*DELAY, "asks", "goods_status"): internal, (*DELAY, "channels"): ["email", "letter", "phone"]}))


@pytest.mark.parametrize(("words", "found"), [(22, False), (23, True)])
def test_long_sentences_are_found(words, found, library_text, check_finds, check_passes):
    """MSG-16: exactly the threshold passes (GDPR 34(2))."""
    binder = library_text(" ".join(["word"] * words) + ".")

    check_finds("MSG-16", binder, "23 words", "sentence_words is 22") if found else check_passes("MSG-16", binder)


def test_a_message_keeps_within_its_own_length(broken, check_finds, check_passes):
    """MSG-20: with its examples; and MSG-08 does not say it again."""
    binder = broken({(*TEXT, "text"): "x" * 161, (*TEXT, "max_length"): 160})

    assert 1 == len(check_finds("MSG-20", binder, "161 characters", "160"))
    check_passes("MSG-08", binder)
    check_passes("MSG-20", broken({(*TEXT, "text"): "x" * 160, (*TEXT, "max_length"): 160}))


@pytest.mark.parametrize(("pattern", "words"), [("(", "no regular expression"), ("\\bUser error", "matches nothing"), ("can’t", "matches nothing")])
def test_a_pattern_that_matches_nothing_is_found(pattern, words, broken, check_finds):
    """MSG-21: a rule that never speaks is taken for one that is kept."""
    check_finds("MSG-21", broken({}, provider={("standard", "forbidden", 0, "pattern"): pattern}), words)


def test_the_patterns_of_the_demo_can_match(good, check_passes):
    """MSG-21: escapes such as \\S are no capital letters."""
    check_passes("MSG-21", good())


def test_words_for_text_messages_are_measured_instead_of_the_text(broken, check_finds, check_passes):
    """MSG-08, MSG-09: the text of a mail may be as long as it is."""
    both = {(*DELAY, "channels"): ["email", "sms"]}

    check_passes("MSG-08", broken({**both, (*DELAY, "forms"): {"sms": "Late. {{next_update_at}}"}}))
    check_finds("MSG-08", broken({**both, (*DELAY, "forms"): {"sms": "Late. " * 30}}), "sent in 2 parts")
    check_finds("MSG-09", broken({**both, (*DELAY, "forms"): {"sms": "We\u2019re late."}}), "U+2019")


def test_words_for_a_form_are_read_as_closely_as_the_text(broken, check_finds, check_passes):
    """MSG-04: and what holds in one form holds there alone."""
    said = {(*DELAY, "forms"): {"phone": "It works for us. {{next_update_at}}"}}
    quiet = {(*DELAY, "channels"): ["email", "media"], (*DELAY, "text"): "No comment. {{next_update_at}}"}

    check_finds("MSG-04", broken(said), "'works for us'")
    check_finds("MSG-04", broken(quiet), "no comment")
    check_passes("MSG-04", broken({**quiet, (*DELAY, "forms"): {"media": "We say more by {{next_update_at}}."}}))


def test_an_answer_that_is_not_public_may_stand_in_the_mail(broken, check_finds, check_passes):
    """MSG-15: it is the words of the open form that count."""
    named = {(*DELAY, "channels"): ["email", "sms"], (*DELAY, "asks", "sender_name", "classification"): "internal"}

    check_finds("MSG-15", broken(named), "'sender_name'", "goes out by sms")
    check_passes("MSG-15", broken({**named, (*DELAY, "forms"): {"sms": "Late. {{next_update_at}}"}}))
