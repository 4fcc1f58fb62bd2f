"""What was inferred, as settings that say the same again."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.pipeline import map_sources
from identity_resolve.report.settings_file import render_settings_file
from identity_resolve.settings import COLUMN_KINDS, Settings, parse_settings
from identity_resolve.sources.inference import InferredColumn
from identity_resolve.sources.readers import read_sources
from identity_resolve.sources.recording import MappedSource
from identity_resolve.sources.source import Source

ROWS = [
    {"no": "1", "Name": "Ann Lee", "DL": "D5518204", "DL state": "CA", "seen": "2024-01-02"},
    {"no": "2", "Name": "Bo Sand", "DL": "N8830265", "DL state": "NV", "seen": "2024-01-03"},
]


def render(settings=None, **sources):
    chosen = parse_settings(settings or {})
    mapped = map_sources(read_sources(sources or {"crm": ROWS}), chosen)
    return render_settings_file(mapped, chosen)


def again(text):
    return parse_settings(tomllib.loads(text))


def test_every_column_is_named_with_how_sure_and_why():
    lines = render().splitlines()
    assert '"DL state" = { kind = "issuer", of = "DL" }  # 80% sure: issuer of DL' in lines
    assert any(line.startswith('Name = "full_name"  # 100% sure: by name') for line in lines)


def test_the_kinds_a_column_may_be_are_listed():
    comments = [line for line in render().splitlines() if line.startswith("#")]
    listed = set(" ".join(comments).replace(",", " ").replace(".", " ").split())
    assert set(COLUMN_KINDS) <= listed


def test_columns_come_back_as_they_were_inferred():
    columns = again(render()).sources["crm"].columns
    assert {name: column.kind for name, column in columns.items()} == {
        "no": "record_id",
        "Name": "full_name",
        "DL": "license",
        "DL state": "issuer",
        "seen": "timestamp",
    }
    assert columns["DL state"].of == "DL"


def test_rendering_what_came_back_changes_nothing_but_the_reasons():
    first = render()
    settings = tomllib.loads(first)
    assert tomllib.loads(render(settings)) == settings
    assert "# set" in render(settings)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"region": "DE", "threshold": 0.9, "floor_bits": -4.0, "households": False},
        {"precision": 0.99, "review": 0.8},
        {"day_first": False, "limits": {"bucket": 7, "share": {"phone": 3, "opaque": 2}}},
        {"survivorship": {"email": "most frequent"}, "rules": []},
        {
            "rules": [
                {"name": 'the "one"', "then": "same", "fields": ["license"], "unless": ["given"]},
                {"name": "other", "then": "different", "fields": ["given", "family"]},
            ]
        },
    ],
)
def test_general_settings_are_kept(settings):
    kept = again(render(settings))
    assert kept.model_copy(update={"sources": {}}) == parse_settings(settings)


def test_what_was_set_for_a_source_is_kept():
    settings = {
        "crm": {
            "unique": True,
            "channel": "desk",
            "record_id": "no",
            "columns": {
                "DL": {"kind": "opaque", "field": "permit", "issuer": "us"},
                "Name": {"kind": "full_name", "family_first": True},
            },
        }
    }
    kept = again(render({"sources": settings})).sources["crm"]
    assert (kept.unique, kept.channel) == (True, "desk")
    assert kept.columns["no"].kind == "record_id"
    assert kept.columns["DL"].model_dump() == {
        "kind": "opaque",
        "issuer": "us",
        "of": None,
        "field": "permit",
        "family_first": None,
    }
    assert kept.columns["Name"].family_first


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NASTY = st.one_of(
    TEXT, st.sampled_from(['a"b', "a.b", "a\nb", "\x7f", "a\\", "#", "'", "\u2028", ""])
)


@given(name=NASTY, columns=st.lists(NASTY, min_size=1, max_size=4, unique=True), extra=NASTY)
def test_any_name_survives(name, columns, extra):
    inferred = [
        InferredColumn(columns[0], "issuer", 0.8, f"issuer of {extra}", issuer_of=columns[-1]),
        *(InferredColumn(c, "opaque", 1.0, f"why: {extra}", issuer=extra) for c in columns[1:]),
    ]
    source = MappedSource(Source(name, None, "dicts"), inferred, channel=extra)
    kept = again(render_settings_file([source], Settings())).sources[name]
    assert list(kept.columns) == columns
    assert kept.columns[columns[0]].of == columns[-1]
    assert {column.issuer for column in list(kept.columns.values())[1:]} <= {extra}
    assert kept.channel == extra
