from pathlib import Path

import pytest

from marketplace.config import SETTINGS, BadSetting, settings


def test_every_setting_has_a_usable_default_and_a_meaning():
    values = settings({})

    assert values.keys() == {setting.name for setting in SETTINGS}
    assert all(setting.meaning for setting in SETTINGS)
    assert values["VAR_DIR"] == Path("var")


@pytest.mark.parametrize(("text", "value"), [("1", True), ("TRUE", True), ("yes", True), ("0", False), ("", False)])
def test_a_switch_is_on_or_off(text, value):
    assert settings({"DEMO": text})["DEMO"] is value


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("DEMO", "perhaps", "1 or 0 was expected"),
        ("WEB_WORKERS", "0", "above zero"),
        ("WEB_WORKERS", "two", "a whole number was expected"),
        ("TRUSTED_PROXIES", "-1", "a whole number was expected"),
        ("RADIUS_M", "2,5", "a whole number was expected"),
        ("DATABASE_URL", "mysql://town", "sqlite:///... or postgresql://... was expected"),
    ],
)
def test_a_bad_value_ends_the_start_with_a_sentence(name, text, fault):
    with pytest.raises(BadSetting) as end:
        settings({name: text})

    assert str(end.value).startswith(f"The setting {name}={text!r} cannot be used: ")
    assert fault in str(end.value)


def test_postgresql_is_reached_through_its_third_driver():
    assert settings({"DATABASE_URL": "postgresql://town"})["DATABASE_URL"] == "postgresql+psycopg://town"
    assert settings({"DATABASE_URL": "postgresql+psycopg://x"})["DATABASE_URL"] == "postgresql+psycopg://x"
