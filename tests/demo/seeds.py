"""A demo city that fits on a page, as files that a test may break."""

from pathlib import Path

CITY = """
slug = "dorf"
name = "Dorf"
name_en = "Village"
state = "NW"
latitude = 51.2
longitude = 6.4
radius_m = 3000

[[districts]]
slug = "mitte"
name = "Mitte"
postcodes = ["41061"]
latitude = 51.2
longitude = 6.4
outline = []

[[features]]
store = "teehaus"
title_de = "Neue Ernte"
title_en = "New harvest"
text_de = "Der erste Tee des Jahres."
text_en = "The first tea of the year."
starts_days = -1
ends_days = 7
"""
CATEGORIES = "slug;parent;de;en;family\nessen;;Essen;Food;gift\nessen/tee;essen;Tee;Tea;tea\n"
PRODUCTS = """key;number;title;brand;category;price;sizes;colours;measure;attributes;description;description_en;own
assam;10001;Assam;Ostwind;essen/tee;7,90;100 g|250 g;;100 g;Herkunft: Indien|Allergene: keine;Kräftig.;Strong.;
kanne;10002;Kanne;;essen;29,00;;blau|rot;;;Aus Ton.;Of clay.;1
"""
SHELVES = {
    "teehaus": "product;price;pieces;counted;place\nassam;7,90;100_g:3 250_g:0;20m;R1\nkanne;29,00;blau:2;9d;\n",
    "teehaus-zwei": "product;price;pieces;counted;place\nassam;8,20;100_g:1;2h;\n",
}


def store(code: str, retailer: str = "Teehaus Dorf", legal_name: str = "Teehaus Dorf GmbH", **values: str) -> str:
    """The plan of one store."""
    given = {
        "code": code,
        "name": f"Laden {code}",
        "trade": "Tee",
        "retailer": retailer,
        "legal_name": legal_name,
        "street": "Markt",
        "house_number": "1",
        "postcode": "41061",
        "city": "Dorf",
        "district": "mitte",
        "phone": "",
        "email": f"kontakt@{code}.example",
        "website": "",
        "opening_hours": "Mo-Fr 09:00-18:00",
        "description": "Tee.",
        "description_en": "Tea.",
        "accessibility": "Eine Stufe.",
        "accessibility_en": "One step.",
        "rhythm_hint": "3d",
        "picture": "brick-arch",
        **values,
    }
    lines = [f'{name} = "{value}"' for name, value in given.items()]
    trader = '[trader]\nregister = "HRB 1"\nvat_id = ""\nrepresented_by = ""'
    return "\n".join([*lines, "latitude = 51.2", "longitude = 6.4", 'services = ["Probe"]', trader])


def write(folder: Path) -> Path:
    """The files of the small city."""
    for name in ("categories", "products", "stores", "shelves"):
        (folder / name).mkdir(parents=True)
    (folder / "city.toml").write_text(CITY, encoding="utf-8")
    (folder / "categories" / "essen.csv").write_text(CATEGORIES, encoding="utf-8")
    (folder / "products" / "essen.csv").write_text(PRODUCTS, encoding="utf-8")
    for code, shelf in SHELVES.items():
        (folder / "stores" / f"{code}.toml").write_text(store(code), encoding="utf-8")
        (folder / "shelves" / f"{code}.csv").write_text(shelf, encoding="utf-8")
    return folder
