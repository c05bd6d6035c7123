"""What a page does in a browser: what it loads, what it runs, and which of its links would run something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SCRIPT_LINKS = (
    "all => all.map(it => it.href || it.action || it.src).filter(url => /^(javascript|data|vbscript):/.test(`${url}`))"
)


def load_page(browser: Any, path: Path) -> tuple[str, set[str], list[str]]:
    """Load a page; return its title, the URLs it requested, and its dialogs and links to scripts."""
    page = browser.new_page()
    urls: set[str] = set()
    scripts: list[str] = []
    page.on("dialog", lambda dialog: (scripts.append(dialog.message), dialog.dismiss()))
    page.route("**/*", lambda route: (urls.add(route.request.url), route.abort()))
    page.set_content(path.read_text(encoding="utf-8"), wait_until="load")
    scripts += page.eval_on_selector_all("a, area, form, iframe, embed", SCRIPT_LINKS)
    title = page.title()
    page.close()
    return title, urls, scripts
