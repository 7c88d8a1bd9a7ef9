"""The steps of a sign-in, one by one."""

from provider import CLIENT, SECRET

from config.openid import OpenIdSettings
from config.settings import Settings


def settings_for(home, issuer, **more):
    about = {"issuer": issuer, "client_id": CLIENT, "client_secret": SECRET, "name": "Cổng tỉnh", "editors": ("soan",), "readers": ("xem",)}
    return Settings(home=home, openid=OpenIdSettings(**(about | more)))


def begin(person, **query):
    answer = person.get("/openid/begin", params=query)
    assert answer.status_code == 303
    return answer.headers["location"]


def come_back(person, address):
    return person.get(address.removeprefix("http://127.0.0.1"))


def sign_in(person, provider, **query):
    return come_back(person, provider.authorize(begin(person, **query)))


def refused(person, answer, words, status=400):
    assert answer.status_code == status
    assert words in answer.text
    assert not person.signed_in
    return True
