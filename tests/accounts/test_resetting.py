import re

import pytest
import time_machine
from sqlalchemy import func, select

from marketplace import jobs
from marketplace.accounts import passwords, resetting
from marketplace.accounts.models import SignIn, User
from marketplace.db import utc_now
from marketplace.mail import Mail
from marketplace.working import Worker
from tests import make

OLD, NEW = "das alte Passwort", "ein ganz neues"


@pytest.fixture
def ana(session):
    return make.user(session, "Ana", email="ana@example.org", password_hash=passwords.hashed(OLD))


def link(app, session, client, email="ana@example.org"):
    """The path in the mail that the worker writes."""
    client.post("/forgot-password", data={"email": email})
    session.commit()
    worker = Worker(app, jobs.WORKER)
    while worker.step():
        pass
    mail = session.scalar(select(Mail).order_by(Mail.id.desc()))
    return re.search(r"http://127.0.0.1:8000(\S+)", mail.text).group(1)


def test_a_forgotten_password_is_replaced_by_mail(app, client, session, ana):
    path = link(app, session, client)
    assert client.get(path).status_code == 200

    answer = client.post(path, data={"password": NEW})

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert client.post("/sign-in", data={"email": "ana@example.org", "password": OLD}).status_code == 422
    assert client.post("/sign-in", data={"email": "ana@example.org", "password": NEW}).status_code == 303


def test_the_answer_does_not_tell_whether_an_address_has_an_account(client, session, ana):
    known = client.post("/forgot-password", data={"email": "ana@example.org"}, follow_redirects=True)
    unknown = client.post("/forgot-password", data={"email": "ben@example.org"}, follow_redirects=True)

    def shape(answer, email):
        return re.sub(r'value="[^"]*"', "", answer.text.replace(email, "@")).split("<main")[0]

    assert known.status_code == unknown.status_code == 200
    assert "Wenn es zu ben@example.org ein Konto gibt" in unknown.text
    assert shape(known, "ana@example.org") == shape(unknown, "ben@example.org")
    assert session.scalar(select(func.count(jobs.Job.id))) == 2


def test_an_unknown_address_gets_no_mail(session):
    resetting.write(session, utc_now(), "niemand@example.org")

    assert session.scalar(select(Mail)) is None


def test_the_mail_speaks_the_language_of_its_reader(session):
    make.user(session, "Ben", email="ben@example.org", language="en")

    resetting.write(session, utc_now(), "ben@example.org")

    assert "http://127.0.0.1:8000/en/reset-password/" in session.scalar(select(Mail)).text


def test_the_link_never_follows_the_host_header(app, client, session, ana):
    client.post("/forgot-password", data={"email": "ana@example.org"}, headers={"Host": "evil.example"})
    session.commit()
    Worker(app, jobs.WORKER).step()

    assert "evil" not in session.scalar(select(Mail)).text


def test_a_link_works_once(app, client, session, ana):
    path = link(app, session, client)
    client.post(path, data={"password": NEW})

    answer = client.get(path)

    assert answer.status_code == 409
    assert "gilt nicht mehr" in answer.text


def test_a_link_ends_after_an_hour(app, client, session, ana):
    path = link(app, session, client)

    with time_machine.travel(utc_now() + resetting.VALID * 1.1):
        assert client.get(path).status_code == 409


def test_an_altered_link_says_so(app, client, session, ana):
    assert client.get(link(app, session, client)[:-2]).status_code == 404


def test_a_short_password_is_asked_for_again(app, client, session, ana):
    answer = client.post(link(app, session, client), data={"password": "kurz"})

    assert answer.status_code == 422
    assert "mindestens 10 Zeichen" in answer.text


def test_a_new_password_signs_out_everywhere_and_is_told(app, client, session, ana):
    client.sign_in(ana)
    path = link(app, session, client)

    client.post(path, data={"password": NEW})

    assert session.scalar(select(func.count(SignIn.id))) == 0
    assert session.scalar(select(Mail.subject).order_by(Mail.id.desc())) == "Ihr Passwort wurde geändert"


def test_who_resets_while_a_stranger_guesses_gets_in(app, client, session, ana):
    path = link(app, session, client)
    for _ in range(6):
        app.test_client().post("/sign-in", data={"email": "ana@example.org", "password": "geraten"})

    client.post(path, data={"password": NEW})

    assert client.post("/sign-in", data={"email": "ana@example.org", "password": NEW}).status_code == 303


def test_asking_too_often_ends_in_a_wait(client):
    answers = [client.post("/forgot-password", data={"email": "ana@example.org"}).status_code for _ in range(4)]

    assert answers == [303, 303, 303, 429]


def test_a_shared_demo_account_keeps_its_password(app, client, session, ana):
    app.config["DEMO"] = True
    ana.is_demo = True
    path = link(app, session, client)

    assert client.post(path, data={"password": NEW}).status_code == 403
    assert passwords.is_right(session.scalar(select(User.password_hash)), OLD)
