"""The headings of a page are its table of contents."""

from runbinder.outline import outline


def tree(html):
    """Level, anchor and name of each heading, with those below it."""
    def one(token):
        return (token["level"], token["id"], token["name"], [one(child) for child in token["children"]])

    return [one(token) for token in outline(html)]


def test_headings_nest_by_level():
    """A heading stands below the last one above it that is larger, also where a level is left out."""
    html = '<h2 id="a">A</h2><h3 id="b">B</h3><h4 id="c">C</h4><h3 id="d">D</h3><h2 id="e">E</h2><h4 id="f">F</h4>'
    expected = [(2, "a", "A", [(3, "b", "B", [(4, "c", "C", [])]), (3, "d", "D", [])]), (2, "e", "E", [(4, "f", "F", [])])]

    assert expected == tree(html)


def test_a_page_may_begin_with_a_small_heading():
    """What is larger comes after it, not below it."""
    assert [(3, "a", "A", []), (2, "b", "B", [])] == tree('<h3 id="a">A</h3><h2 id="b">B</h2>')


def test_a_heading_without_an_anchor_can_not_be_listed():
    """Nothing could lead to it."""
    assert [] == tree("<h2>A</h2><p id='x'>B</p>")


def test_a_name_is_text():
    """Without links, badges and the sign that links to the heading itself; over several lines, and as HTML shows it."""
    html = '<h2 class="x" id="a">Fish <b>&amp;</b>\n<span>chips</span><a class="headerlink" href="#a" title="Link">¶</a></h2>'

    assert [(2, "a", "Fish &amp;\nchips", [])] == tree(html)


def test_a_token_has_what_a_theme_asks_for():
    """The keys of Markdown's own toc."""
    assert [{"level": 2, "id": "a", "name": "A", "html": "A", "data-toc-label": "", "children": []}] == outline('<h2 id="a">A</h2>')
