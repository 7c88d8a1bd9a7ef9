"""Who gets an account from an OpenID provider, keeps it and loses it."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from people import PASSWORD, Person
from provider import CLIENT, SECRET
from signing_in import refused, settings_for, sign_in

from flows.review.account_file import read_file
from flows.review.accounts import load_accounts, remove_account, save_account
from flows.review.app import make_site
from flows.review.groups import Change, change_group, load_access

pytestmark = pytest.mark.attack


def test_who_may_sign_in_gets_an_account_and_its_role(someone, provider, office):
    hoa = someone()
    page = hoa.get("/login?next=/board").text
    assert "Đăng nhập bằng Cổng tỉnh" in page
    assert "/openid/begin?next=/board" in page
    answer = sign_in(hoa, provider, next="/board")
    assert (answer.status_code, answer.headers["location"]) == (303, "/board")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "<strong>hoa</strong>" in hoa.get("/documents").text
    assert hoa.post("/documents/01010101/undo").status_code == 403  # a reader
    # The role follows the claims; the sessions of the other role end.
    provider.claims = {"roles": ["xem", "soan"]}
    again = someone()
    assert sign_in(again, provider).status_code == 303
    assert again.post("/documents/01010101/undo").status_code == 404
    assert not hoa.signed_in
    assert {name: account.role for name, account in load_accounts(office.review_users_file).items()} == {"hoa": "editor"}
    assert SECRET not in office.review_users_file.read_text()


@pytest.mark.parametrize("roles", [[], None, ["khac"], "khac", {"soan": True}, [["soan"]], [None, 1]])
def test_who_has_no_role_gets_no_account(someone, provider, office, roles):
    provider.claims = {"roles": roles}
    hoa = someone()
    assert refused(hoa, sign_in(hoa, provider), "chưa được cấp quyền", 403)
    assert load_accounts(office.review_users_file) == {}


def test_who_loses_the_role_loses_the_account(someone, provider, office):
    hoa = someone()
    sign_in(hoa, provider)
    provider.claims = {"roles": []}
    assert sign_in(someone(), provider).status_code == 403
    assert load_accounts(office.review_users_file) == {}
    assert not hoa.signed_in


@pytest.mark.parametrize("name", ["lan", "LAN", " lan", "", None, ["hoa", "lan"], "a\nb", "x" * 65, "<b>"])
def test_nobody_becomes_somebody_else_by_a_name(someone, provider, office, name):
    save_account(office.review_users_file, "lan", "editor", PASSWORD)
    before = office.review_users_file.read_text()
    provider.claims = {"preferred_username": name, "roles": ["soan"]}
    thief = someone()
    answer = sign_in(thief, provider)
    assert answer.status_code == 403
    assert not thief.signed_in
    assert json.loads(before)["users"] == read_file(office.review_users_file)["users"]


def test_an_account_stays_with_its_person(someone, provider, office):
    """By issuer and subject: another person of the same name is refused, a person who is renamed stays who they were."""
    users = office.review_users_file
    sign_in(someone(), provider)
    provider.claims = {"sub": "s-2"}
    assert sign_in(someone(), provider).status_code == 403
    provider.claims = {"preferred_username": "hoa-moi"}
    assert sign_in(someone(), provider).status_code == 303
    assert list(load_accounts(users)) == ["hoa"]
    # Somebody gives the name to an account of the place: it is not the provider's any more.
    provider.calm()
    remove_account(users, "hoa")
    save_account(users, "hoa", "editor", PASSWORD)
    assert sign_in(someone(), provider).status_code == 403
    assert someone().sign_in("hoa").status_code == 303


def test_no_password_opens_an_account_of_the_provider(someone, provider):
    sign_in(someone(), provider)
    for password in ("", "s-1", "hoa", "password", PASSWORD):
        assert someone().sign_in("hoa", password).status_code in {401, 429}


def test_claims_put_people_into_groups_and_out_again(home, provider):
    provider.calm()
    settings = settings_for(home, provider.issuer, group_claim="realm.units", groups={"/noi-vu": "noi-vu"})
    users = settings.review_users_file
    change_group(users, "noi-vu", Change(sources=["/in/noi-vu"]), "test")
    site = make_site(settings, "127.0.0.1")
    provider.claims = {"realm": {"units": ["/noi-vu", "/khac"]}}
    assert sign_in(Person(site), provider).status_code == 303
    assert load_access(users).groups_of("hoa") == ["noi-vu"]
    assert load_access(users).rule_of("hoa").sources == ("/in/noi-vu/",)
    for units in ([], None, "noi-vu", ["/khac"]):  # in no group any more: nothing is seen, whatever accounts of the place see
        provider.claims = {"realm": {"units": units}}
        assert sign_in(Person(site), provider).status_code == 303
        assert load_access(users).groups_of("hoa") == []
        assert load_access(users).rule_of("hoa").everything is False


def test_signing_out_there_too(someone, provider):
    hoa = someone()
    sign_in(hoa, provider)
    out = hoa.get("/openid/out").headers["location"]
    assert out.startswith(f"{provider.issuer}/end?")
    assert parse_qs(urlsplit(out).query) == {"client_id": [CLIENT], "post_logout_redirect_uri": ["http://127.0.0.1/login"]}
    assert hoa.signed_in
    assert hoa.post("/logout").status_code == 303
    assert not hoa.signed_in
