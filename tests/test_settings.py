import pytest

from identity_resolve.errors import SettingsError
from identity_resolve.kinds import KINDS
from identity_resolve.settings import (
    COLUMN_KINDS,
    ROLES,
    ColumnSettings,
    Settings,
    load_settings,
    parse_settings,
)


def faults(mapping: object) -> list[str]:
    with pytest.raises(SettingsError) as fault:
        parse_settings(mapping)  # type: ignore[arg-type]
    return str(fault.value).splitlines()


def column_faults(**columns: object) -> list[str]:
    return faults({"sources": {"crm": {"columns": columns}}})


def test_nothing_set_is_valid_and_everything_has_a_default() -> None:
    settings = parse_settings({})
    assert settings == Settings()
    assert (settings.region, settings.threshold, settings.floor_bits) == ("US", 0.5, -2.0)
    assert settings.day_first is settings.rules is None
    assert settings.households
    assert settings.sources == settings.survivorship == settings.limits.share == {}
    assert (settings.limits.bucket, settings.limits.component) == (100, 200)


def test_every_fault_is_told_at_once_with_path_value_and_nearest_names() -> None:
    found = faults(
        {
            "regoin": "US",
            "threshold": 2,
            "sources": {
                "crm": {
                    "uniqe": True,
                    "columns": {"a": "emial", "b": {"kind": "phone", "isuer": "x"}, "c": 5},
                }
            },
            "rules": [{"name": "x", "then": "sam", "fields": []}, {"name": "y"}],
            "limits": {"bukcet": 5, "bucket": 1, "share": {"emial": 3, "plaet": 2, "phone": 0}},
            "survivorship": {"email": "newest"},
        }
    )
    wanted = {
        "regoin": ("no such setting", "'region'"),
        "threshold": ("2", "less than 1"),
        "sources.crm.uniqe": ("no such setting", "'unique'"),
        "sources.crm.columns.a.kind": ("'emial'", "did you mean 'email'"),
        "sources.crm.columns.b.isuer": ("no such setting", "'issuer'"),
        "sources.crm.columns.c": ("5",),
        "rules.0.then": ("'sam'", "'same' or 'different'"),
        "rules.0.fields": ("at least 1",),
        "rules.1.then": ("is missing",),
        "rules.1.fields": ("is missing",),
        "limits.bukcet": ("no such setting", "'bucket'"),
        "limits.bucket": ("1", "greater than or equal to 2"),
        "limits.share.emial": ("'emial'", "did you mean 'email'"),
        "limits.share.plaet": ("'plaet'", "'plate'"),
        "limits.share.phone": ("0", "greater than or equal to 1"),
        "survivorship.email": ("'newest'", "'most recent'"),
    }
    told = dict(line.split(": ", 1) for line in found)
    assert told.keys() == wanted.keys()
    for path, texts in wanted.items():
        assert all(text in told[path] for text in texts), told[path]


@pytest.mark.parametrize(
    ("mapping", "path"),
    [
        ({"region": "usa"}, "region: 'usa'"),
        ({"region": "us"}, "region: 'us'"),
        ({"day_first": "maybe"}, "day_first: 'maybe'"),
        ({"threshold": 1}, "threshold: 1"),
        ({"threshold": "high"}, "threshold: 'high'"),
        ({"floor_bits": 3}, "floor_bits: 3"),
        ({"precision": 1}, "precision: 1"),
        ({"review": 0.3}, "review: 0.3"),
        ({"precision": 0.9, "threshold": 0.5}, "precision and threshold: both are given;"),
        ({"sources": []}, "sources: list"),
        ({"sources": {"crm": 5}}, "sources.crm: 5"),
        ({"sources": {"crm": {"columns": ["a"]}}}, "sources.crm.columns: list"),
        ({"rules": {"a": 1}}, "rules: dict"),
        ({"limits": {"chunk": 0}}, "limits.chunk: 0"),
    ],
)
def test_a_fault_starts_with_its_path_and_value(mapping: dict[str, object], path: str) -> None:
    [found] = faults(mapping)
    assert found.startswith(f"{path} ")


def test_a_name_like_no_other_lists_all() -> None:
    [found] = column_faults(a="qqqqqq")
    assert all(kind in found for kind in COLUMN_KINDS)
    [found] = faults({"sources": {"crm": {"zzzzzz": 1}}})
    assert found.endswith("known are unique, record_id, channel, columns")


def test_columns_have_a_short_form() -> None:
    short = parse_settings({"sources": {"crm": {"columns": {"E-mail": "email"}}}})
    long = parse_settings({"sources": {"crm": {"columns": {"E-mail": {"kind": "email"}}}}})
    assert short == long
    assert short.sources["crm"].columns["E-mail"] == ColumnSettings(kind="email")


def test_forms_of_columns_may_be_mixed() -> None:
    columns = {
        "lic": {"kind": "license", "issuer": "US-CA"},
        "st": {"kind": "issuer", "of": "lic"},
        "ref": {"kind": "opaque", "field": "crm id"},
        "memo": "ignore",
    }
    found = parse_settings({"sources": {"crm": {"columns": columns}}}).sources["crm"].columns
    assert found["lic"].issuer == "US-CA"
    assert found["st"].of == "lic"
    assert found["ref"].field == "crm id"
    assert found["memo"].kind == "ignore"


@pytest.mark.parametrize("kind", COLUMN_KINDS)
def test_a_column_may_be_any_kind_or_role(kind: str) -> None:
    assert ColumnSettings(kind=kind).kind == kind
    assert (kind in KINDS) != (kind in ROLES)


def test_shares_may_name_a_kind_or_one_column_of_another_system() -> None:
    share = {"phone": 5, "opaque:ref": 1}
    assert parse_settings({"limits": {"share": share}}).limits.share == share


def test_rules_need_a_name_a_decision_and_fields() -> None:
    rule = {"name": "one account", "then": "same", "fields": ["account"], "unless": ["birth_date"]}
    [found] = parse_settings({"rules": [rule]}).rules or []
    assert found.model_dump() == rule
    assert faults({"rules": [{}]}) == [
        "rules.0.name: is missing",
        "rules.0.then: is missing",
        "rules.0.fields: is missing",
    ]


def test_no_rules_are_not_the_built_in_ones() -> None:
    assert parse_settings({"rules": []}).rules == []


def test_settings_cannot_be_changed() -> None:
    settings = Settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.region = "GB"  # type: ignore[misc]
    assert settings.region == "US"


TOML = """
region = "GB"
threshold = 0.9

[sources.crm]
unique = true
record_id = "id"

[sources.crm.columns]
"E-mail" = "email"
lic = {kind = "license", issuer = "US-CA"}

[[rules]]
name = "one account"
then = "same"
fields = ["account"]

[limits.share]
phone = 5
"""


def test_a_file_says_the_same_as_plain_data(tmp_path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(TOML, encoding="utf-8")
    crm = {
        "unique": True,
        "record_id": "id",
        "columns": {"E-mail": "email", "lic": {"kind": "license", "issuer": "US-CA"}},
    }
    rule = {"name": "one account", "then": "same", "fields": ["account"]}
    expected = {
        "region": "GB",
        "threshold": 0.9,
        "sources": {"crm": crm},
        "rules": [rule],
        "limits": {"share": {"phone": 5}},
    }
    assert load_settings(path) == load_settings(str(path)) == parse_settings(expected)


def test_an_empty_file_is_valid(tmp_path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("")
    assert load_settings(path) == Settings()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"region = US\n", "line 1"),
        (b'region = "US"\nregion = "GB"\n', "line 2"),
        (b"[sources.crm\n", "line 1"),
        (b"\xff\xfe", "utf-8"),
        (b"\x00", "line 1"),
    ],
)
def test_what_is_no_toml_is_told_with_file_and_place(tmp_path, content: bytes, says: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=says) as fault:
        load_settings(path)
    assert str(fault.value).startswith(f"{path} is no TOML: ")


def test_faults_of_a_file_name_the_file(tmp_path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('regoin = "US"\nthreshold = 2\n')
    with pytest.raises(SettingsError) as fault:
        load_settings(path)
    first, *rest = str(fault.value).splitlines()
    assert first == f"{path}:"
    assert {line.partition(":")[0] for line in rest} == {"regoin", "threshold"}


def test_what_cannot_be_read_is_told(tmp_path) -> None:
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(SettingsError) as fault:
            load_settings(path)
        assert str(fault.value).startswith(f"cannot read settings {path}: ")
