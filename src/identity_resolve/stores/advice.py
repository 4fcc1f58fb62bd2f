"""What PostgreSQL or its driver says went wrong, and what a person is told to do."""

from __future__ import annotations

__all__ = ["advice"]


def advice(state: str, said: str, *, unreached: bool) -> str:
    """What happened and what to do.

    Args:
        state: the SQLSTATE, empty where there is none.
        said: the message.
        unreached: whether it is about the connection, where there is no SQLSTATE.
    """
    for start, told in _ADVICE.items():
        if state.startswith(start):
            return told
    return _advice_unreached(said) if unreached else "nothing was changed"


def _advice_unreached(said: str) -> str:
    """What to do where there is no connection, by what the server or the driver says."""
    for word, told in _UNREACHED.items():
        if word in said:
            return told
    return _LOST


_LOST = (
    "there is no connection to the server; what was not confirmed was most likely not done: see that "
    "the server runs and the address is right, then try again: the next call connects anew"
)

_UNREACHED = {
    "does not exist": "there is no such database or user: create it (createdb, createuser)",
    "authentication failed": "the user or the password is refused: check both",
    "no password supplied": "the server wants a password: give it in the address or in PGPASSWORD",
    "no pg_hba.conf entry": "the server lets nobody in from here: allow this user and host in pg_hba.conf",
    "too many clients": "the server has no connection left: raise max_connections or close some",
    "remaining connection slots": "the server has no connection left: raise max_connections or close "
    "some",
}
"""What is in a message to what a person is told, where the driver gives no code."""

_ADVICE = {
    "08": _LOST,
    "57P": _LOST,
    "3D": "there is no such database: create it (createdb)",
    "28": "the user or the password is refused: check both",
    "42501": "this user may not do that; nothing was changed: let an administrator run CREATE SCHEMA "
    "identity_resolve AUTHORIZATION this user, or give the rights on what is there",
    "53100": "the server's disk is full; nothing was changed: make room and try again",
    "53300": "the server has no connection left: raise max_connections or close some",
    "53": "the server has run out of something; nothing was changed: see its log",
    "25006": "the server is read-only, as a standby is; nothing was changed: name the primary",
    "22": "a text cannot be stored; nothing was changed: take NUL characters out of it",
    "XX": "the server reports damage; nothing was changed: see its log",
}
"""Start of an SQLSTATE to what a person is told (PostgreSQL manual, appendix A)."""
