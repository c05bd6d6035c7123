"""The documented shape of Gradescope's `results.json`, as a JSON schema."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
ROW = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number"},
        "max_score": {"type": "number"},
        "status": {"enum": ["passed", "failed"]},
        "name": {"type": "string"},
        "name_format": FORMAT,
        "number": {"type": "string"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "tags": {"type": "array", "items": {"type": "string"}},
        "visibility": VISIBILITY,
        "extra_data": {"type": "object"},
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["tests"],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "integer"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {"type": "array", "items": ROW},
    },
}
"""By https://gradescope-autograders.readthedocs.io/en/latest/specs/."""


def require_documented_shape(results: dict[str, Any]) -> None:
    """Assert that Gradescope accepts the results: each row has a score, or the whole submission has one."""
    Draft202012Validator(SCHEMA).validate(results)
    assert "score" in results or all("score" in row for row in results["tests"])
    assert all(0 <= row["score"] <= row["max_score"] for row in results["tests"] if "score" in row)
