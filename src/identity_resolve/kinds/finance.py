"""Bank accounts, payment cards and loyalty programs."""

from __future__ import annotations

from identity_resolve.kinds.base import Kind

__all__ = ["FINANCES"]

FINANCES: tuple[Kind, ...] = ()
