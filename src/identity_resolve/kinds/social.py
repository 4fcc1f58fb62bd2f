"""Accounts on social networks."""

from __future__ import annotations

from identity_resolve.kinds.base import Kind

__all__ = ["SOCIALS"]

SOCIALS: tuple[Kind, ...] = ()
