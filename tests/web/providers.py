"""OpenID providers on this machine: an honest one of somebody else's, and one of ours that lies as it is told."""

import base64
import hashlib
import hmac
import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "zwiespraak"
SECRET = "the secret of the client"
REDIRECT = "http://127.0.0.1:8000/oidc/callback"
_KEY = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
_OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one"}, private=True)


@contextmanager
def honest_provider() -> Iterator[str]:
    """The issuer of oidc-provider-mock, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    # What it says goes where we can wait for it: uvicorn speaks once it listens.
    process = subprocess.Popen(command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        said = next(line for line in process.stdout if "running on" in line.lower())
        yield re.search(r"http://\S+?:\d+", said)[0]  # type: ignore[index]
    finally:
        process.terminate()
        process.communicate()


def let_in(there: str, subject: str, **claims: object) -> str:
    """Sign in at the honest provider; the path and query with which the browser comes back."""
    issuer = f"http://{urlsplit(there).netloc}"
    requests.put(f"{issuer}/users/{subject}", json=claims, timeout=30).raise_for_status()
    answer = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=30)
    assert answer.status_code == 302, answer.text
    return path_of(answer.headers["location"])


def path_of(address: str) -> str:
    """Path and query of an address on our own site."""
    assert address.startswith(REDIRECT)
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


Claims = dict[str, Any]


def signed(claims: Claims, key: RSAKey = _KEY, algorithm: str = "RS256") -> str:
    """The claims as an ID token."""
    return jwt.encode({"alg": algorithm, "kid": "one"}, claims, key)


@dataclass(slots=True)
class Crooked:
    """What the crooked provider is told: how to change claims, the signature, and its other answers."""

    issuer: str = ""
    change: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] = signed
    discovery: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    nonce: str = ""
    challenge: str = ""
    now: int = 0
    asked: list[str] = field(default_factory=list)

    def come_back(self, there: str, now: int) -> str:
        """Take note of what the browser was sent with; the path with which it comes back."""
        asked = dict(parse_qsl(urlsplit(there).query))
        assert asked["response_type"] == "code"
        assert asked["redirect_uri"] == REDIRECT
        assert asked["code_challenge_method"] == "S256"
        self.nonce, self.challenge, self.now = asked["nonce"], asked["code_challenge"], now
        return f"/oidc/callback?code=the-code&state={asked['state']}"

    def token(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer of the token endpoint; it checks what an honest one would (RFC 7636, 4.6)."""
        secret = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        hashed = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if (
            sent["code"] != "the-code"
            or sent["redirect_uri"] != REDIRECT
            or base64.urlsafe_b64encode(hashed).rstrip(b"=").decode() != self.challenge
            or authorization != f"Basic {secret}"
        ):
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.issuer,
            "sub": "42",
            "aud": CLIENT,
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": self.nonce,
            "email": "els@example.org",
            "email_verified": True,
        }
        token = self.sign(self.change(claims))
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": token}


def signed_with_another_key(claims: Claims) -> str:
    """A token whose key only says that it is the provider's."""
    return signed(claims, _OTHER_KEY)


def unsigned(claims: Claims) -> str:
    """A token with the algorithm "none"."""
    return f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{_encoded(claims)}."


def signed_with_the_public_key(claims: Claims) -> str:
    """A token that takes the provider's public key for a shared secret (RFC 8725, 2.1)."""
    parts = f"{_encoded({'alg': 'HS256', 'kid': 'one'})}.{_encoded(claims)}"
    signature = hmac.digest(_KEY.as_pem(private=False), parts.encode(), "sha256")
    return f"{parts}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def _encoded(value: Claims) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def garbled(claims: Claims) -> str:
    """A token with one letter changed in what is signed."""
    head, body, signature = signed(claims).split(".")
    return f"{head}.{body[:-2]}{'A' if body[-2] != 'A' else 'B'}{body[-1]}.{signature}"


@contextmanager
def crooked_provider() -> Iterator[Crooked]:
    """A provider in a thread that answers over HTTP as it is told."""
    crooked = Crooked()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            crooked.asked.append(self.path)
            if self.path == "/.well-known/openid-configuration":
                ends = {
                    name: f"{crooked.issuer}/{path}"
                    for name, path in (
                        ("authorization_endpoint", "authorize"),
                        ("token_endpoint", "token"),
                        ("jwks_uri", "jwks"),
                        ("userinfo_endpoint", "userinfo"),
                    )
                }
                self._answer(200, {"issuer": crooked.issuer, **ends, **crooked.discovery})
            elif self.path == "/jwks":
                self._answer(200, {"keys": [_KEY.as_dict(private=False)]})
            elif self.path == "/userinfo" and crooked.userinfo is not None:
                assert self.headers["authorization"] == "Bearer access"
                self._answer(200, crooked.userinfo)
            else:
                self._answer(404, {})

        def do_POST(self) -> None:
            crooked.asked.append(self.path)
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._answer(*crooked.token(dict(parse_qsl(body)), self.headers.get("authorization", "")))

        def _answer(self, status: int, value: dict[str, Any]) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        crooked.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield crooked
        finally:
            server.shutdown()
            thread.join()
