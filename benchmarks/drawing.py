"""How the pictures of the documentation look: one style, light and dark, as SVG.

A picture is drawn once, in light colors. Saved as SVG, each color becomes a CSS variable that has
another value where the reader's system is dark, paper included, so it is legible on any page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import matplotlib as mpl
from matplotlib.figure import Figure

__all__ = [
    "BLUE",
    "FAINT",
    "GRAY",
    "INK",
    "ORANGE",
    "PALE",
    "PAPER",
    "Draw",
    "new_figure",
    "save_png",
    "save_svg",
]

Draw: TypeAlias = Callable[[], Figure]

PAPER, INK, GRAY, FAINT = "#ffffff", "#1f2328", "#6a737d", "#d8dee4"
BLUE, PALE, ORANGE = "#0b69c7", "#a9cdf2", "#c4560b"
DARK = {
    PAPER: "#0d1117", INK: "#e6edf3", GRAY: "#9aa4af", FAINT: "#30363d",
    BLUE: "#58a6ff", PALE: "#1f4a7d", ORANGE: "#f0883e",
}  # fmt: skip
_NAMES = {
    PAPER: "paper", INK: "ink", GRAY: "gray", FAINT: "faint",
    BLUE: "blue", PALE: "pale", ORANGE: "orange",
}  # fmt: skip
_STYLE = {
    "font.family": "sans-serif", "font.size": 11, "svg.fonttype": "none",
    "svg.hashsalt": "identity_resolve", "text.color": INK,
    "axes.edgecolor": FAINT, "axes.labelcolor": GRAY, "axes.labelsize": 10, "axes.facecolor": PAPER,
    "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True,
    "axes.grid": True, "grid.color": FAINT, "grid.linewidth": 0.7,
    "xtick.color": FAINT, "ytick.color": FAINT, "xtick.labelcolor": GRAY, "ytick.labelcolor": INK,
    "xtick.labelsize": 10, "ytick.labelsize": 10.5, "figure.facecolor": PAPER,
    "legend.frameon": False, "legend.fontsize": 10,
}  # fmt: skip


def new_figure(title: str, below: str, size: tuple[float, float]) -> Figure:
    """A figure with a title that says what is seen, and a line below it that says how to read it.

    Args:
        title: the one idea.
        below: how to read it; several lines at most.
        size: inches.
    """
    mpl.rcParams.update(_STYLE)
    figure = Figure(figsize=size)
    height = size[1]
    figure.text(0.02, 1 - 0.16 / height, title, size=14, weight="bold", va="top")
    figure.text(0.02, 1 - 0.48 / height, below, size=10.5, color=GRAY, va="top", linespacing=1.35)
    return figure


def save_svg(draw: Draw, path: Path, alt: str) -> None:
    """Draw into an SVG with a title for who cannot see it, and other colors where it is dark."""
    written = io.StringIO()
    draw().savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    text = written.getvalue()
    for color, name in _NAMES.items():
        text = text.replace(color, f"var(--{name})")
    light = "".join(f"--{name}:{color};" for color, name in _NAMES.items())
    dark = "".join(f"--{_NAMES[color]}:{other};" for color, other in DARK.items())
    style = f"<style>:root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
    text = re.sub(
        r"(<svg\b[^>]*>)", rf"\1<title>{alt}</title>{style}", text, count=1, flags=re.DOTALL
    )
    path.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n")


def save_png(draw: Draw, path: Path, *, dark: bool = False) -> None:
    """Draw into a PNG, to look at it: in light colors, or in those of a dark system."""
    figure = draw()
    if dark:
        for artist in figure.findobj():
            _repaint(artist)
    figure.savefig(path, dpi=110)


def _repaint(artist: mpl.artist.Artist) -> None:
    for part in ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor"):
        get, put = getattr(artist, f"get_{part}", None), getattr(artist, f"set_{part}", None)
        if get and put and (color := _dark(get())):
            put(color)


def _dark(color: object) -> str | None:
    """The dark color for a light one; None for what is none, such as the colors of many."""
    try:
        return DARK.get(mpl.colors.to_hex(color))
    except ValueError:
        return None
