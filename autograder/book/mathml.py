"""A Sphinx extension that renders formulas as MathML, which every current browser shows without a script."""

from __future__ import annotations

import re
from typing import Any

from docutils.nodes import SkipNode
from latex2mathml.converter import convert
from sphinx.util import logging

# latex2mathml writes these as identifiers, so browsers leave no space around them, and draw primes too small.
OPERATORS = re.compile("<mi>&#x0(00B1|007E|27F[5-9A]|2032|2033|2034);</mi>")
CHARACTERS = {"007E": "223C"}  # a relation, not the sign on a keyboard

logger = logging.getLogger(__name__)


def setup(app: Any) -> dict[str, bool]:
    """Register the renderer under the name that `html_math_renderer` of conf.py gives."""
    app.add_html_math_renderer("mathml", (_visit_inline, None), (_visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _visit_inline(writer: Any, node: Any) -> None:
    writer.body.append(_mathml(node, "inline"))
    raise SkipNode


def _visit_block(writer: Any, node: Any) -> None:
    writer.body.append(f'<div class="formula">{_mathml(node, "block")}</div>\n')
    raise SkipNode


def _mathml(node: Any, display: str) -> str:
    """Return a formula as MathML; for one that cannot be read, nothing and a warning, which stops the build."""
    try:
        return OPERATORS.sub(_operator, convert(node.astext(), display=display))
    except Exception as error:  # noqa: BLE001 - each kind of mistake has an exception of its own, without a common base
        logger.warning("cannot read the formula %s: %r", node.astext(), error, location=node)
        return ""


def _operator(match: re.Match[str]) -> str:
    size = ' mathsize="140%"' if match[1].startswith("203") else ""
    return f"<mo{size}>&#x0{CHARACTERS.get(match[1], match[1])};</mo>"
