"""A Sphinx extension that renders formulas as MathML, which every current browser shows without a script."""

from __future__ import annotations

from typing import Any

from docutils.nodes import SkipNode
from latex2mathml.converter import convert
from sphinx.util import logging

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
        return str(convert(node.astext(), display=display))
    except Exception as error:  # noqa: BLE001 - each kind of mistake has an exception of its own, without a common base
        logger.warning("cannot read the formula %s: %r", node.astext(), error, location=node)
        return ""
