"""Every route of the desks opens to those it is for, and to nobody else."""

import pytest

from tests import make
from tests.checked_client import CheckedClient
from tests.desks import Town, town

SHOP_PAGES = (
    "",
    "/offers",
    "/offers/new",
    "/offers/{offer}",
    "/services/new",
    "/services/{service}",
    "/profile",
    "/imprint",
    "/hours",
    "/staff",
)
SHOP_POSTS = (
    "/offers",
    "/offers/{offer}",
    "/offers/{offer}/stock",
    "/offers/{offer}/ending",
    "/offers/{offer}/return",
    "/services",
    "/services/{service}",
    "/profile",
    "/picture",
    "/picture/removal",
    "/hours",
)
OWNER_POSTS = ("/imprint", "/staff/invitations", "/staff/invitations/1/withdrawal", "/staff/99/removal")
EDITOR_PAGES = (
    "/stores",
    "/stores/new",
    "/stores/{store}",
    "/districts",
    "/districts/{district}",
    "/features",
    "/demand",
)
EDITOR_POSTS = (
    "/stores",
    "/stores/{store}",
    "/stores/{store}/visibility",
    "/stores/{store}/invitations",
    "/stores/{store}/invitations/1/withdrawal",
    "/districts",
    "/districts/{district}",
    "/districts/{district}/removal",
    "/features",
    "/features/1/ending",
)
OPERATOR_PAGES = (
    "",
    "/index",
    "/outbox",
    "/outbox/{mail}",
    "/letters",
    "/letters/{letter}",
    "/cities",
    "/cities/new",
    "/cities/{city}",
)
OPERATOR_POSTS = (
    "/jobs/1/retry",
    "/jobs/1/removal",
    "/index",
    "/cities",
    "/cities/{city}",
    "/cities/{city}/editors",
    "/cities/{city}/editors/1/removal",
)
ROUTES = [
    *(("GET", "shop", path) for path in SHOP_PAGES),
    *(("POST", "shop", path) for path in SHOP_POSTS),
    *(("POST", "owner", path) for path in OWNER_POSTS),
    *(("GET", "editor", path) for path in EDITOR_PAGES),
    *(("POST", "editor", path) for path in EDITOR_POSTS),
    *(("GET", "operator", path) for path in OPERATOR_PAGES),
    *(("POST", "operator", path) for path in OPERATOR_POSTS),
]
ADMITTED = {
    "shop": {"owner", "staff"},
    "owner": {"owner"},
    "editor": {"editor"},
    "operator": {"operator"},
}


def address(here: Town, desk: str, path: str, service: int) -> str:
    front = {"shop": here.shop, "owner": here.shop, "editor": here.edit, "operator": "/operator"}[desk]
    names = {"offer": here.offer.id, "service": service, "store": here.store.store_code, "city": here.city.id}
    names |= {"mail": 1, "letter": "accounts/invitation"}
    return front + path.format(district=here.city.districts[0].id, **names)


@pytest.mark.parametrize(("method", "desk", "path"), ROUTES)
def test_a_route_opens_to_its_people_only(client: CheckedClient, session, method: str, desk: str, path: str) -> None:
    here = town(session)
    make.letter(session)
    url = address(here, desk, path, make.service(session, store=here.store).id)

    guest = client.open(url, method=method)
    assert guest.status_code == 303
    assert "/sign-in" in guest.location

    for name in ("shopper", "other", "owner", "staff", "editor", "operator"):
        client.sign_in(getattr(here, name))
        answer = client.open(url, method=method)
        if name in ADMITTED[desk]:
            assert answer.status_code == 200 if method == "GET" else answer.status_code in (303, 404, 422), name
        else:
            assert answer.status_code == 403, name


@pytest.mark.parametrize("path", ["/shop/nirgends", "/edit/nirgends/stores", "/operator/cities/999"])
def test_what_does_not_exist_is_not_found(client: CheckedClient, session, path: str) -> None:
    here = town(session)
    client.sign_in(here.operator)

    assert client.get(path).status_code == 404


def test_every_route_of_the_desks_stands_in_this_table(app) -> None:
    blueprints = {"shop", "offers", "editor", "districts", "features", "insights", "operator"}
    public = {"districts.look", "insights.wish", "insights.wish_form"}

    routes = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in blueprints]

    assert len([rule for rule in routes if rule.endpoint not in public]) == len(ROUTES)
