"""What one run took. Needs nothing but Python, so a rival's own environment can load it."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

__all__ = ["Figures", "PeakByPhase", "load_figures", "peak_megabytes", "save_figures"]

_STATUS = Path("/proc/self/status")
_FORGET = Path("/proc/self/clear_refs")  # 5 resets the peak


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
        megabytes: most resident memory by phase, where the tool lets it be told.
        counts: what else was counted on the way.
    """

    tool: str
    seconds: dict[str, float]
    candidate_pairs: int | None
    peak_megabytes: float
    threshold: float | None
    probabilities: bool = True
    note: str = ""
    megabytes: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


class PeakByPhase:
    """Most resident memory of each phase; to be told when phases begin and end.

    Linux forgets the peak so far where it is asked to; elsewhere a phase shows that of all before it.
    """

    def __init__(self) -> None:
        self.megabytes: dict[str, float] = {}

    def __call__(self, phase: str, done: float) -> None:
        """Take note of a phase: 0.0 where it begins, 1.0 where it ends."""
        if done == 0.0 and phase not in self.megabytes and _FORGET.exists():
            _FORGET.write_text("5")
        self.megabytes[phase] = max(self.megabytes.get(phase, 0.0), peak_megabytes())

    @property
    def highest(self) -> float:
        """The most of all phases and since."""
        return max(peak_megabytes(), *self.megabytes.values())


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
