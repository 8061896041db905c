"""Every setting is documented, and a bad one ends the start with its name."""

from pathlib import Path

import pytest

from marketplace.config import SETTINGS, BadSetting, settings

README = (Path(__file__).parents[2] / "README.md").read_text()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_stands_in_the_readme(setting) -> None:
    default = f"`{setting.default}`" if setting.default else "empty"

    assert f"| `{setting.name}` | {default} | {setting.meaning} |" in README


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_WORKERS", "0"),
        ("WEB_WORKERS", "many"),
        ("DEMO", "perhaps"),
        ("DATABASE_URL", "mysql://x"),
        ("SMTP_PORT", "-1"),
    ],
)
def test_a_bad_value_stops_the_start_with_a_sentence(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"{name}='?{value}"):
        settings({name: value})
