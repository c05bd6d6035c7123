"""A student's Markdown, as nbconvert renders it: nothing in it runs, and nothing is loaded from elsewhere."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from autograder.views import safe_markdown as safe
from autograder.views.safe_markdown import preformatted, safe_markdown
from autograder.views.sanitize import safe_pictures
from tests.hostile_markdown import HOSTILE, PICTURES

LINK = re.compile(r"https?://|mailto:|#|notes\.txt")
PICTURE = re.compile(r"[\w%()=]+(\.png)?|data:image/png;base64,aGk=")


class Dangers(HTMLParser):
    """Lists what a rendered page could run or load: any tag, attribute or address that is not known to be harmless."""

    def __init__(self) -> None:
        super().__init__()
        self.list: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in safe.TAGS:
            self.list.append(tag)
        for name, value in attributes:
            text = value or ""
            link = (tag, name) == ("a", "href") and LINK.match(text)
            picture = (tag, name) == ("img", "src") and PICTURE.fullmatch(text)
            style = name == "style" and "(" not in text and "position" not in text
            plain = name in safe.ATTRIBUTES - {"style"} or (name == "class" and "modal" not in text)
            if not (link or picture or style or plain):
                self.list.append(f"{tag} {name}={value}")


def dangers(markdown: str) -> list[str]:
    """Return what is dangerous in a text once nbconvert has rendered it."""
    parser = Dangers()
    parser.feed(markdown2html_mistune(markdown))
    parser.close()
    return parser.list


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("frame", ["{}", "x <b>y</b> {}", "> {}", "- {}\n- z", "{0}\n\n{0}"], ids=repr)
def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(text: str, frame: str) -> None:
    assert dangers(safe_markdown(frame.format(text))) == []


def test_most_of_these_texts_are_dangerous_as_they_are() -> None:
    harmless = [name for name, text in HOSTILE.items() if not dangers(text)]

    assert len(harmless) < len(HOSTILE) / 4, harmless


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_that_is_safe_stays_as_it_is_when_rendered_again(text: str) -> None:
    assert markdown2html_mistune(safe_markdown(text)).strip() == safe_markdown(text)


@pytest.mark.parametrize(
    "text",
    ["# My answer\n\nIt is **0.5**, because $n > 2$.\n\n- one\n- two", "YOUR ANSWER HERE", "", "```python\nx = 1\n```"],
    ids=["prose", "stub", "nothing", "code"],
)
def test_plain_text_is_not_changed(text: str) -> None:
    assert safe_markdown(text) == text


def test_harmless_markup_looks_as_it_did() -> None:
    text = (
        "## A & B\n\nSee [the page](https://example.org/a?b=1&c=2), [my notes](notes.txt) and ![](<plot one.png>).\n\n"
        "| a | b |\n|:--|--:|\n| 1 | $x<y$ |\n\n```python\ndef f(x):\n    return x[0]\n\n\nf(1)\n```\n\n"
        "<details><summary>more</summary>x<sub>1</sub></details>"
    )
    page = markdown2html_mistune(safe_markdown(text))

    assert '<a href="https://example.org/a?b=1&amp;c=2">the page</a>' in page
    assert '<a href="notes.txt">my notes</a>' in page
    assert '<img src="plot%20one.png"' in page
    assert '<td style="text-align:right;">$x&lt;y$</td>' in page
    assert '<span class="k">def</span>' in page
    assert "<details><summary>more</summary>x<sub>1</sub></details>" in page
    assert "return</span> <span" in html.unescape(page)


PAGES = ("page.html", "page.HTM", "drawing.svg", "page.xhtml", "page.xml", "page.shtml", "page%20one.htm", "page", "f/")


@pytest.mark.parametrize("name", [*PAGES, "page.h%74ml", "notes.txt/", "notes.txt%00.html"])
def test_no_link_leads_to_a_file_that_the_formgrader_would_serve_as_a_page(name: str) -> None:
    assert "href" not in safe_markdown(f"[look]({name}) and <a href='{name}'>here</a>")


def test_a_picture_from_elsewhere_becomes_a_link_to_it() -> None:
    assert '<a href="http://elsewhere.example/p.png">p</a>' in safe_markdown(PICTURES["picture"])


def test_an_attached_picture_is_shown() -> None:
    pictures = safe_pictures({"p.png": {"image/png": "aGk=", "text/html": "<script>"}})

    assert 'src="data:image/png;base64,aGk="' in safe_markdown("![p](attachment:p.png)", pictures)
    assert dangers(safe_markdown("![p](attachment:p.png)", pictures)) == []


@pytest.mark.parametrize(
    "attachments",
    [None, [], {"a": None}, {"a": {"image/png": 'x" onerror="alert(1)'}}, {"a": {"image/svg+xml": "aGk="}}],
    ids=["none", "a list", "no bundle", "a quote", "an SVG"],
)
def test_no_other_attachment_is_a_picture(attachments: object) -> None:
    assert safe_pictures(attachments) == {}


def test_a_missing_attachment_is_shown_as_source_text() -> None:
    assert safe_markdown("![x](attachment:none.png)") == "<pre>![x](attachment:none.png)</pre>"


def test_long_and_deeply_nested_text_is_shown_as_source_text() -> None:
    assert safe_markdown("[" * 30_000).startswith("<pre>")
    assert safe_markdown("x " * 30_000) == "x " * 30_000


def test_source_text_has_no_markup() -> None:
    assert preformatted("![x](https://example.invalid)<b>") == "<pre>![x](https://example.invalid)&lt;b&gt;</pre>"
