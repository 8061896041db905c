"""The shop's page of its people: everybody sees who works here, owners invite and remove."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts import inviting, roles
from marketplace.accounts.models import User
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.sentences import refusals
from marketplace.stores.current import own_store, owned_store
from marketplace.stores.desk import bp, shop_links
from marketplace.stores.forms import InviteForm
from marketplace.stores.models import Store


@bp.get("/shop/<store_code>/staff", endpoint="staff")
def show(store_code: str) -> ResponseReturnValue:
    store, user = own_store(store_code)
    return _page(store, user, InviteForm(formdata=None))


@bp.post("/shop/<store_code>/staff/invitations")
def invite(store_code: str) -> ResponseReturnValue:
    store, owner = owned_store(store_code)
    form = InviteForm()
    if not form.validate():
        return _page(store, owner, form), 422
    try:
        invitation = inviting.invite(db.session, form.email.data, "staff", store.retailer_id, owner, utc_now())
    except Refused as refusal:
        db.session.rollback()
        form.email.errors = [refusals.sentence(refusal)]
        return _page(store, owner, form), refusal.status
    db.session.commit()
    flash(_("Die Einladung ist unterwegs an %(email)s.", email=invitation.email))
    return redirect(url_for(".staff", store_code=store_code), 303)


@bp.post("/shop/<store_code>/staff/invitations/<int:invitation_id>/withdrawal")
def withdraw(store_code: str, invitation_id: int) -> ResponseReturnValue:
    store, owner = owned_store(store_code)
    inviting.withdraw(db.session, invitation_id, store.retailer_id, owner, utc_now())
    db.session.commit()
    flash(_("Die Einladung ist zurückgezogen. Ihr Link gilt nicht mehr."))
    return redirect(url_for(".staff", store_code=store_code), 303)


@bp.post("/shop/<store_code>/staff/<int:role_id>/removal")
def remove(store_code: str, role_id: int) -> ResponseReturnValue:
    store, owner = owned_store(store_code)
    gone = roles.take(db.session, role_id, store.retailer_id, owner, utc_now())
    db.session.commit()
    flash(_("%(name)s kann Ihren Laden nicht mehr bearbeiten.", name=gone.name))
    if gone.id == owner.id:
        return redirect(url_for("accounts.account"), 303)
    return redirect(url_for(".staff", store_code=store_code), 303)


def _page(store: Store, user: User, form: InviteForm) -> str:
    return render_template(
        "stores/staff.html",
        store=store,
        desk_links=shop_links(store, "shop.staff"),
        team=roles.team(db.session, store.retailer_id),
        waiting=inviting.waiting(db.session, store.retailer_id, utc_now()),
        may_change=user.owns(store.retailer_id),
        form=form,
    )
