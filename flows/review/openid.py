"""Signing in with OpenID Connect: the code flow with PKCE, and what is checked of the provider's answer.

By OpenID Connect Core 1.0 (3.1.2, 3.1.3.7), Discovery 1.0, RP-Initiated Logout 1.0, RFC 7636 (PKCE) and RFC 9207 (``iss`` of an answer).
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from config.openid import OpenIdSettings
from tasks.domain.errors import ConfigError

SECONDS_TO_SIGN_IN = 600
_LIMIT = httpx.Timeout(10.0)
_LONGEST_ANSWER = 1024 * 1024  # bytes
_LEEWAY = 60  # seconds that clocks may differ
_KEPT_SECONDS, _FAILED_SECONDS = 300.0, 10.0  # the provider's description, and that there was none
# Anybody may begin to sign in, and some forty threads answer everybody: a provider that is slow must not hold all of them.
_ASKING = threading.BoundedSemaphore(8)
_LONGEST_SUBJECT = 255  # characters, OpenID Connect Core 2
# Signatures with a private key alone: "none" signs nothing, and of the HS* anybody who knows the key to check with can make one.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")


class RefusedError(Exception):
    """Somebody does not get in.

    Attributes:
        key: of the wording, behind ``openid_refused.``.
        detail: for the log.
    """

    def __init__(self, key: str, detail: str) -> None:
        """Keep both, in the order they are given."""
        super().__init__(key, detail)
        self.key, self.detail = key, detail


@dataclass(frozen=True, slots=True)
class Flow:
    """A sign-in under way, as the browser keeps it.

    Attributes:
        state: comes back with the answer.
        nonce: comes back in the ID token.
        verifier: of PKCE; the provider saw its hash.
    """

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Provider:
    """What a provider says of itself.

    Attributes:
        authorize: address that people are sent to.
        token: address where the code is turned in.
        keys: address of its public keys.
        end_session: address where people sign out of it, "" where it has none.
        algorithms: with which it signs, of those that are taken.
    """

    authorize: str
    token: str
    keys: str
    end_session: str
    algorithms: tuple[str, ...]


class Client:
    """The review pages as a client of one provider.

    Args:
        settings: of the provider.
        now: seconds since 1970.
    """

    def __init__(self, settings: OpenIdSettings, now: Callable[[], float]) -> None:
        self.settings = settings
        self._now = now
        self._known: tuple[float, Provider | RefusedError] | None = None

    def provider(self) -> Provider:
        """What the provider says of itself; asked again after some minutes.

        Raises:
            RefusedError: it does not answer, or not as one that can be trusted.
        """
        known = self._known
        if known is None or self._now() >= known[0]:
            try:
                told = _fetched(f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
                known = self._now() + _KEPT_SECONDS, _provider(told, self.settings.issuer)
            except RefusedError as error:
                known = self._now() + _FAILED_SECONDS, error
            self._known = known
        if isinstance(known[1], RefusedError):
            raise RefusedError(known[1].key, known[1].detail)
        return known[1]

    def begin(self, back: str) -> tuple[str, Flow]:
        """The address to send somebody to, and what their browser has to keep meanwhile.

        Args:
            back: our address, to which the provider sends them then.

        Raises:
            RefusedError: the provider does not answer.
        """
        flow = Flow(*(secrets.token_urlsafe(32) for _ in range(3)))
        client = OAuth2Client(
            None, client_id=self.settings.client_id, scope=self.settings.scopes, redirect_uri=back, code_challenge_method="S256"
        )
        address, _ = client.create_authorization_url(
            self.provider().authorize, state=flow.state, code_verifier=flow.verifier, nonce=flow.nonce
        )
        return str(address), flow

    def claims(self, answer: Mapping[str, str], flow: Flow, back: str) -> dict[str, Any]:
        """Who signed in at the provider: the claims of the ID token that the answer leads to, checked.

        Args:
            answer: parameters with which the browser came back.
            flow: that it kept.
            back: our address, as at the beginning.

        Raises:
            RefusedError: something about it is not as it must be.
        """
        if not hmac.compare_digest(answer.get("state", "").encode(), flow.state.encode()):
            raise RefusedError("lost", "the state is another one")
        if answer.get("iss", self.settings.issuer) != self.settings.issuer:
            raise RefusedError("wrong", f"the answer is from {answer['iss'][:200]!r}")
        if "error" in answer:
            raise RefusedError("denied", f"the provider says {answer['error'][:80]!r}: {answer.get('error_description', '')[:200]!r}")
        if not answer.get("code"):
            raise RefusedError("wrong", "the answer has no code")
        provider = self.provider()
        tokens = self._turned_in(provider, answer["code"], flow, back)
        return self._checked(provider, tokens, flow)

    def signed_out(self, back: str) -> str:
        """The address where somebody signs out of the provider, who then sends them back.

        Raises:
            RefusedError: it has none, or does not answer.
        """
        end = self.provider().end_session
        if not end:
            raise RefusedError("unreachable", "the provider has no page to sign out")
        return f"{end}{'&' if '?' in end else '?'}{urlencode({'client_id': self.settings.client_id, 'post_logout_redirect_uri': back})}"

    def _secret(self) -> str:
        """The client's secret, "" for a client without one.

        Raises:
            ConfigError: its file cannot be read.
        """
        if self.settings.client_secret_file is not None:
            try:
                return self.settings.client_secret_file.read_text("utf-8").partition("\n")[0].strip()
            except (OSError, ValueError) as error:
                raise ConfigError(
                    f"{self.settings.client_secret_file} cannot be read ({error}).", "It holds openid.client_secret."
                ) from error
        return self.settings.client_secret.get_secret_value() if self.settings.client_secret else ""

    def _turned_in(self, provider: Provider, code: str, flow: Flow, back: str) -> dict[str, Any]:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": flow.verifier}
        secret = self._secret()
        if secret:
            return _fetched(provider.token, form, auth=httpx.BasicAuth(self.settings.client_id, secret))
        return _fetched(provider.token, form | {"client_id": self.settings.client_id})

    def _checked(self, provider: Provider, tokens: Mapping[str, Any], flow: Flow) -> dict[str, Any]:
        """The claims of an ID token whose signature, issuer, audience, time and nonce are right."""
        try:
            keys = KeySet.import_key_set(KeySetSerialization(keys=list(_fetched(provider.keys).get("keys", []))))
            token = jwt.decode(str(tokens.get("id_token", "")), keys, algorithms=list(provider.algorithms))
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": self.settings.issuer},
                    "aud": {"essential": True, "value": self.settings.client_id},
                },
                params={"nonce": flow.nonce, "client_id": self.settings.client_id, "access_token": tokens.get("access_token")},
            )
            claims.validate(now=int(self._now()), leeway=_LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise RefusedError("wrong", f"the ID token is refused: {error!r}") from error
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise RefusedError("wrong", "the ID token names nobody")
        return dict(claims)


def _provider(told: Mapping[str, Any], issuer: str) -> Provider:
    if told.get("issuer") != issuer:
        raise RefusedError("unreachable", f"at {issuer} the provider calls itself {str(told.get('issuer'))[:200]!r}")
    endings = ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")
    authorize, token, keys, end = (str(told.get(name) or "") for name in endings)
    for address in (authorize, token, keys, *([end] if end else [])):
        if urlsplit(address).scheme not in {"https", urlsplit(issuer).scheme} or not urlsplit(address).hostname:
            raise RefusedError("unreachable", f"the provider names the address {address[:200]!r}")
    offered = told.get("id_token_signing_alg_values_supported")
    taken = tuple(name for name in ALGORITHMS if isinstance(offered, list) and name in offered)
    if not taken:
        raise RefusedError("unreachable", "the provider signs in no way that is taken")
    return Provider(authorize, token, keys, end, taken)


def _fetched(address: str, form: Mapping[str, str] | None = None, auth: httpx.Auth | None = None) -> dict[str, Any]:
    """The JSON object at an address of the provider.

    Raises:
        RefusedError: there is none.
    """
    headers = {"Accept": "application/json"}
    if not _ASKING.acquire(blocking=False):
        raise RefusedError("unreachable", "too many sign in at once")
    try:
        with (
            httpx.Client(timeout=_LIMIT, follow_redirects=False) as client,
            client.stream("POST" if form else "GET", address, data=form, auth=auth, headers=headers) as answer,
        ):
            body = bytearray()
            for part in answer.iter_bytes():
                body += part
                if len(body) > _LONGEST_ANSWER:
                    raise RefusedError("unreachable", f"{address} answers with more than {_LONGEST_ANSWER} bytes")
            found = json.loads(bytes(body)) if answer.status_code == httpx.codes.OK else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as error:
        raise RefusedError("unreachable", f"{address}: {error!r}") from error
    finally:
        _ASKING.release()
    if not isinstance(found, dict):
        raise RefusedError("unreachable", f"{address} answers {answer.status_code}")
    return found
