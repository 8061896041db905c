"""The demo cast's sign-ins: random passwords of this installation, kept beside its database."""

import csv
import secrets
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts.models import Role, User
from marketplace.accounts.passwords import hashed
from marketplace.cities.models import City
from marketplace.codes import new_code
from marketplace.stores.models import Store

CAST = (
    ("Ana", "shopper", "", ""),
    ("Ben", "shopper", "", ""),
    ("Clara", "owner of Café Linde", "owner", "cafe-linde"),
    ("David", "staff of Outdoor am Alten Markt", "staff", "outdoor-am-alten-markt"),
    ("Edda", "city editor", "editor", ""),
    ("Farid", "pickup-point staff", "", ""),
    ("Gül", "digital guide", "", ""),
    ("Henrik", "operator", "operator", ""),
)


@dataclass(frozen=True)
class Signin:
    """One line of what the start prints."""

    name: str
    role: str
    email: str
    password: str


def path(var_dir: Path) -> Path:
    return var_dir / "demo_signins.csv"


def add_cast(session: Session, city: City, now: datetime) -> list[Signin]:
    """Give everyone of the cast an account with a password of their own."""
    signins = []
    for name, words, kind, place in CAST:
        signin = Signin(name, words, f"{name.lower().replace('ü', 'ue')}@stadtregal.example", new_code(10))
        user = User(email=signin.email, name=name, password_hash=hashed(signin.password), created_at=now, is_demo=True)
        if kind:
            user.roles = [role(session, city, kind, place)]
        session.add(user)
        signins.append(signin)
    return signins


def role(session: Session, city: City, kind: str, store_code: str) -> Role:
    """A role where it belongs: at a retailer, at the city, everywhere."""
    if kind == "editor":
        return Role(kind=kind, city_id=city.id)
    if kind == "operator":
        return Role(kind=kind)
    retailer_id = session.scalars(select(Store.retailer_id).where(Store.store_code == store_code)).one()
    return Role(kind=kind, retailer_id=retailer_id)


def keep(var_dir: Path, signins: list[Signin]) -> None:
    """Write the passwords where only the installation's owner reads them."""
    aside = path(var_dir).with_suffix(f".{secrets.token_hex(4)}")
    aside.touch(mode=0o600)
    with aside.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([field.name for field in fields(Signin)])
        rows.writerows(astuple(signin) for signin in signins)
    aside.replace(path(var_dir))


def read(var_dir: Path) -> list[Signin]:
    """The kept sign-ins; none where the demo city was not loaded."""
    if not path(var_dir).exists():
        return []
    with path(var_dir).open(encoding="utf-8", newline="") as file:
        return [Signin(**row) for row in csv.DictReader(file)]
