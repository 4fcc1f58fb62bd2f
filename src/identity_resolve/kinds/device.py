"""Devices, browsers and networks."""

from __future__ import annotations

from identity_resolve.kinds.base import Kind

__all__ = ["DEVICES"]

DEVICES: tuple[Kind, ...] = ()
