"""A student's Markdown on a page that another person opens: it loads nothing from elsewhere and runs nothing.

nbconvert renders Markdown with whatever HTML, links and pictures are in it. So text with any of these is rendered here,
and bleach keeps what a list allows. The result is one line of HTML, which every Markdown renderer passes on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

from autograder.views.sanitize import BASE64, PICTURE_TYPES

MARKUP = re.compile(r"[<&\[]|://|mermaid", re.IGNORECASE)
"""Found in every Markdown text that could contain HTML, a link, a picture or a diagram."""

LONGEST_RENDERED = 20_000
LINE_ENDS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")

PICTURE_DATA = re.compile(rf"data:({'|'.join(PICTURE_TYPES)});base64,({BASE64.pattern})")
FOREIGN_ADDRESS = re.compile(r"(https?://|mailto:)[^\s\\]+", re.IGNORECASE)
ANCHOR = re.compile(r"#[\w%.-]*")
# Browsers read %2e as a dot; %25, %2f, %5c and control characters have no business in the name of a file.
FILE_BESIDE = re.compile(r"(?!/)(?!.*\.\.)([\w ./()+,=@~-]|%(?!2e|2f|5c|25|[01]|7f)[0-9a-f]{2})+", re.IGNORECASE)
# The formgrader serves files of a submission from its own address: a page or a drawing among them would run there.
HARMLESS_FILE = re.compile(r".*\.(csv|gif|ipynb|jpe?g|json|md|pdf|png|py|tsv|txt)", re.IGNORECASE)

TAGS = frozenset(
    "a abbr b blockquote br cite code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p "
    "pre q s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var".split()
)
ATTRIBUTES = frozenset("align alt color colspan height open rowspan start style title valign width".split())
STYLES = "background-color color font-style font-weight text-align text-decoration vertical-align".split()
CODE_CLASS = re.compile(r"highlight|language-[\w+-]+|[a-z]{1,2}\d?")
"""The classes of Pygments, without which code has no colors."""


def safe_markdown(source: str, pictures: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Return a student's Markdown as it is where it is plain text, else as HTML without anything unsafe.

    `pictures` are the cell's attachments. A picture from elsewhere becomes a link to it.
    """
    if not MARKUP.search(source):
        return source
    if len(source) > LONGEST_RENDERED:
        return preformatted(source)
    try:
        rendered = _Markdown(renderer=_Renderer(pictures or {})).render(source)
        html = _cleaner().clean(rendered).strip()
    except (InvalidNotebook, RecursionError):  # a picture that is not attached, or thousands of nested quotes
        return preformatted(source)
    return f"<div>{LINE_ENDS.sub(' ', html)}</div>".replace("\n", "&#10;")


def preformatted(markdown: str) -> str:
    """Return a student's Markdown as its source text."""
    return f"<pre>{escape(markdown)}</pre>"


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    def __init__(self, pictures: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(escape=False, exclude_anchor_links=True, attachments=pictures)

    def block_mermaidjs(self, code: str) -> str:
        """Return a diagram as its source text: mermaid loads the pictures in it."""
        return preformatted(code)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return a link in the place of a picture from elsewhere."""
        if FOREIGN_ADDRESS.fullmatch(unescape(url)):
            return f'<a href="{escape(unescape(url))}">{text or escape(url)}</a>'
        return str(super().image(text, url, title))


class _Markdown(MarkdownWithMath):  # type: ignore[misc]
    DEFAULT_PLUGINS = ("strikethrough", "table", "url", "def_list")  # the boxes of task lists are form fields


def _cleaner() -> Cleaner:
    """Return a new cleaner: one cannot be used by several threads."""
    return Cleaner(
        tags=TAGS,
        attributes=_is_safe_attribute,
        protocols={"http", "https", "mailto", "data"},
        css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES, allowed_svg_properties=()),
    )


def _is_safe_attribute(tag: str, name: str, value: str) -> bool:
    text = unescape(value).strip()
    if (tag, name) == ("a", "href"):
        is_file = FILE_BESIDE.fullmatch(text) and HARMLESS_FILE.fullmatch(text)
        return bool(is_file) or any(pattern.fullmatch(text) for pattern in (FOREIGN_ADDRESS, ANCHOR))
    if (tag, name) == ("img", "src"):
        return any(pattern.fullmatch(text) for pattern in (PICTURE_DATA, FILE_BESIDE))
    if name == "class":
        return all(CODE_CLASS.fullmatch(word) for word in text.split())
    return name in ATTRIBUTES
