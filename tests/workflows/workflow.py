"""Workflows: where they are, and a runner that executes their commands as GitHub does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
STUDENT_WORKFLOW = ROOT / "autograder" / "release" / "handout" / ".github" / "workflows" / "checks.yml"
COURSE_WORKFLOWS = ROOT / "autograder" / "authoring" / "course_template"
COURSE_WORKFLOW = COURSE_WORKFLOWS / "test.yml"
GRADING_WORKFLOW = COURSE_WORKFLOWS / "grade.yml"
PROJECT_WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the steps of all jobs."""
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def clean_environment(home: Path) -> dict[str, str]:
    """Return an environment with the tools of this one and the sources of packages, and nothing else."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    return pip | {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8"}


@dataclass
class Runner:
    """Executes the commands of a workflow: a shell that stops at the first failure, a new folder for every job."""

    folder: Path
    environment: Mapping[str, str]
    inputs: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()

    def step(self, step: Mapping[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
        """Run the command of one step in a folder."""
        variables = {name: self._value(value) for name, value in step.get("env", {}).items()}
        command = ["bash", "-e", "-c", step["run"]]
        environment = {**self.environment, **variables}
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    def job(self, job: Mapping[str, Any], folder: Path) -> list[str]:
        """Run the commands of a job and transfer its artifacts; the names of the commands."""
        names = []
        for step in job["steps"]:
            action = step.get("uses", "").partition("@")[0]
            if action.endswith("-artifact"):
                artifact, local = self.folder / "artifacts" / step["with"]["name"], folder / step["with"]["path"]
                source, target = (local, artifact) if "upload" in action else (artifact, local)
                shutil.copytree(source, target, ignore=_left_out_of_artifacts)
            elif "run" in step and step["name"] not in self.skipped:
                process = self.step(step, folder)
                assert process.returncode == 0, f"{step['name']}: {process.stdout}{process.stderr}"
                names.append(step["name"])
        return names

    def _value(self, text: str) -> str:
        return re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda match: self.inputs.get(match[1], "a-token"), text)


def _left_out_of_artifacts(folder: str, names: list[str]) -> list[str]:
    """Return the hidden files and empty folders, which artifacts do not contain."""
    paths = {name: Path(folder, name) for name in names}
    return [name for name, path in paths.items() if name.startswith(".") or (path.is_dir() and not any(path.iterdir()))]
