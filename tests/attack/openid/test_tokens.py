"""Tokens that an OpenID provider did not make, or not for this sign-in."""

from urllib.parse import parse_qs, urlsplit

import pytest
from provider import CLIENT
from signing_in import begin, refused, sign_in

from flows.review.accounts import load_accounts

pytestmark = pytest.mark.attack

FORGED = {
    "token of another audience": {"aud": "another-client"},
    "token for several, of which another asked": {"aud": [CLIENT, "another"], "azp": "another"},
    "token for several, of which nobody asked": {"aud": [CLIENT, "another"]},
    "token without an audience": {"aud": None},
    "token of another issuer": {"iss": "https://evil.example"},
    "token without an issuer": {"iss": None},
    "token that has expired": {"exp": 1_000_000_000},
    "token that never ends": {"exp": None},
    "token that is no time": {"exp": "tomorrow"},
    "token of the future": {"iat": 9_999_999_999, "nbf": 9_999_999_998, "exp": 99_999_999_999},
    "token with another nonce": {"nonce": "x" * 43},
    "token without a nonce": {"nonce": None},
    "token of nobody": {"sub": None},
    "token of an empty name": {"sub": ""},
    "token of a list": {"sub": ["s-1"]},
}


@pytest.mark.parametrize("claims", FORGED.values(), ids=FORGED)
def test_a_token_that_is_not_for_this_sign_in_is_refused(someone, provider, office, claims):
    provider.claims = claims
    hoa = someone()
    assert refused(hoa, sign_in(hoa, provider), "không hợp lệ")
    assert load_accounts(office.review_users_file) == {}


SIGNED_WRONG = {
    "alg none": lambda p, c: p.unsigned(c),
    "alg none, without a kid, with a signature": lambda p, c: p.unsigned(c) + "AAAA",
    "alg None": lambda p, c: p.unsigned(c).replace(p.unsigned(c).split(".")[0], "eyJhbGciOiJOb25lIn0"),
    "HS256 with the public key": lambda p, c: p.signed_with_the_public_key(c),
    "changed after signing": lambda p, c: p.bent(c),
    "another key under the same kid": lambda p, c: p.signed(c, key=p.other),
    "a kid that is not published": lambda p, c: p.signed(c, key=p.other, kid="three"),
    "signature cut off": lambda p, c: p.signed(c).rpartition(".")[0] + ".",
    "no token": lambda p, c: "",
    "no token at all": lambda p, c: None,
    "letters": lambda p, c: "a.b.c",
    "no object": lambda p, c: [],
}


@pytest.mark.parametrize("sign", SIGNED_WRONG.values(), ids=SIGNED_WRONG)
def test_a_token_that_the_provider_did_not_sign_is_refused(someone, provider, office, sign):
    provider.sign = lambda claims: sign(provider, claims | {"roles": ["soan"]})
    hoa = someone()
    assert refused(hoa, sign_in(hoa, provider), "không hợp lệ")
    assert load_accounts(office.review_users_file) == {}


def test_another_key_and_way_to_sign_of_the_provider_is_taken(someone, provider):
    provider.sign = lambda claims: provider.signed(claims, "ES256", provider.curve, "two")
    assert sign_in(someone(), provider).status_code == 303


def test_a_token_of_an_earlier_sign_in_is_refused(someone, provider):
    kept = []
    provider.sign = lambda claims: kept.append(provider.signed(claims)) or kept[0]
    assert sign_in(someone(), provider).status_code == 303
    thief = someone()
    assert refused(thief, sign_in(thief, provider), "không hợp lệ")


def test_a_code_of_another_flow_is_refused_by_pkce(someone, provider):
    victim, thief = someone(), someone()
    stolen = parse_qs(urlsplit(provider.authorize(begin(victim))).query)["code"][0]
    mine = parse_qs(urlsplit(begin(thief)).query)["state"][0]
    assert refused(thief, thief.get("/openid/back", params={"code": stolen, "state": mine}), "Chưa kết nối", 502)
