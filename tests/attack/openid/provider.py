"""A small OpenID provider that answers as an attacker would have it; it checks PKCE, the secret and the redirect itself."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "thongbao", "bi-mat-cua-ung-dung"


def part(content):
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


class Provider:
    """What it says can be changed between a question and its answer.

    Attributes:
        claims: changed or left out (None) of each ID token.
        sign: makes the ID token of claims; by itself with RS256 and the published key.
        told: changed in the description.
        codes: given out and not turned in, with what was asked.
    """

    def __init__(self):
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, auto_kid=False)
        self.other = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, auto_kid=False)
        self.curve = ECKey.generate_key("P-256", {"kid": "two"}, auto_kid=False)
        self.codes, self.seen = {}, []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.calm()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def calm(self):
        """Answer as a provider should, again."""
        self.claims, self.told, self.status, self.sign, self.access = {}, {}, 200, self.signed, {}

    def signed(self, claims, alg="RS256", key=None, kid="one"):
        return jwt.encode({"alg": alg, "kid": kid}, claims, key or self.key, algorithms=[alg])

    def unsigned(self, claims):
        return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."

    def signed_with_the_public_key(self, claims):
        """HS256, with what everybody knows as the secret."""
        words = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(claims)}"
        signature = hmac.new(self.key.as_pem(private=False), words.encode(), hashlib.sha256).digest()
        return f"{words}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"

    def bent(self, claims):
        """A signed token whose claims were changed afterwards."""
        head, _, signature = self.signed(claims).split(".")
        return f"{head}.{part(claims | {'roles': ['soan']})}.{signature}"

    def description(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
        } | self.told

    def authorize(self, address):
        """Sign somebody in: the address that their browser is sent back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def turn_in(self, form, authorization):
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"] or authorization != basic:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": "s-1", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= {"preferred_username": "hoa", "roles": ["xem"]} | self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        return self.status, {"access_token": "a", "token_type": "Bearer", "id_token": self.sign(claims)} | self.access

    def handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self, status, content):
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                provider.seen.append(self.path)
                if self.path == "/.well-known/openid-configuration":
                    self.answer(provider.status, provider.description())
                elif self.path == "/keys":
                    self.answer(200, {"keys": [key.as_dict(private=False) for key in (provider.key, provider.curve)]})
                else:
                    self.answer(404, {})

            def do_POST(self):
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.answer(*provider.turn_in({name: values[0] for name, values in form.items()}, self.headers.get("Authorization")))

            def log_message(self, *_):
                pass

        return Handler

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
