"""What one run took. Needs nothing but Python, so a rival's own environment can load it."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["Figures", "load_figures", "peak_megabytes", "save_figures"]

_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run took.

    Attributes:
        tool: name and version.
        seconds: wall seconds by phase; reading the input is in them, Python's start is not.
        candidate_pairs: pairs of records that were compared; None where the tool does not say.
        peak_megabytes: most resident memory of the process.
        threshold: what the clusters were made with; None where the tool chose one per field.
        probabilities: whether the bits of its edges claim to be odds of a match.
        note: what a reader must know about this run.
    """

    tool: str
    seconds: dict[str, float]
    candidate_pairs: int | None
    peak_megabytes: float
    threshold: float | None
    probabilities: bool = True
    note: str = ""


def peak_megabytes() -> float:
    """Most resident memory of this process so far.

    Linux keeps it for the program itself in /proc; what `getrusage` says there starts from the size
    of the parent that started the program.
    """
    if _STATUS.exists():
        lines = _STATUS.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def save_figures(directory: Path, figures: Figures) -> None:
    """Write figures.json into a directory that is made where it is missing."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "figures.json").write_text(json.dumps(asdict(figures), indent=2))


def load_figures(directory: Path) -> Figures:
    """Figures of a run."""
    return Figures(**json.loads((directory / "figures.json").read_text()))
