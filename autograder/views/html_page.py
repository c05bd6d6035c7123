"""Pages of HTML that stand alone: all text is escaped, nothing is loaded, and no script runs but the kit's own.

Made with Jinja2, which nbconvert installs anyway. The charts are tables with a bar in each row: a screen reader reads
the numbers, they print, and they need no script. The bundle of plotly.js has 4.8 MB, Bokeh and Altair need a script and
inline styles, too, and none of them could be opened under a policy that allows neither.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.views.sanitize import page_text


def code_html(text: str) -> Markup:
    """Escape everything, then turn text between backticks into code."""
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def percent(share: float) -> str:
    """Return a share as a whole percentage; 0 and 100 only where it is exactly that."""
    whole = round(100 * share)
    return f"{min(max(whole, 1), 99) if 0 < share < 1 else whole} %"


def signed(number: float) -> str:
    """Return a whole number with its sign; 0 has none."""
    whole = round(number)
    return f"{whole:+d}".replace("-", "−") if whole else "0"


TEMPLATES = PackageLoader("autograder.views")
ENVIRONMENT = Environment(
    loader=TEMPLATES,
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters |= {"code": code_html, "percent": percent, "signed": signed}


def render_page(template: str, *, script: str = "", **values: Any) -> str:
    """Return the page of a template in `templates/`, with the style sheet and, if it is named, a script."""
    style, script = _source("page.css"), _source(script) if script else ""
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src-elem {_hash(style)}",
            "style-src-attr 'unsafe-inline'",  # the cards of `lab` have their styles inline; a style loads nothing here
            f"script-src {_hash(script)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    page = ENVIRONMENT.get_template(template).render(
        style=Markup(style),  # noqa: S704 - the kit's own file
        script=Markup(script),  # noqa: S704 - the kit's own file
        policy=policy,
        **values,
    )
    return page_text(page)


def _source(name: str) -> str:
    return TEMPLATES.get_source(ENVIRONMENT, name)[0]


def _hash(text: str) -> str:
    """Return the source expression that allows exactly this text; without a text, none."""
    if not text:
        return "'none'"
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
