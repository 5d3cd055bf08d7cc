"""The OAuth door: signed assertions verified, refresh tokens rotated, access tokens checked."""

import base64
import binascii
import hashlib
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.sheets_server.context import Caller
from tests.sheets_server.errors import Refused

GOOGLE_AUDIENCE = "https://oauth2.googleapis.com/token"
ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPES = "https://www.googleapis.com/auth/"
EVERY_SCOPE = frozenset({SCOPES + "spreadsheets", SCOPES + "drive"})
Form = dict[str, str]
Reply = tuple[int, dict[str, Any]]


@dataclass(frozen=True)
class Account:
    """A service account that the server was told of; its public key is in PEM."""

    email: str
    public_key: bytes
    project: str = "test-project"
    key_id: str = "key-1"


@dataclass
class Grant:
    """What a person granted an application: it may refresh for these scopes."""

    email: str
    client_id: str
    client_secret: str
    scopes: frozenset[str]
    project: str = "test-project"
    challenge: str = ""
    redirect: str = ""


@dataclass
class Token:
    """An access token's bearer and last second."""

    caller: Caller
    expires: float


@cache
def _private_key(seed: str) -> rsa.RSAPrivateKey:
    """One key a name for the life of the process: making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _pem(key: rsa.RSAPrivateKey) -> tuple[bytes, bytes]:
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public


def service_account(email: str, token_uri: str, project: str) -> tuple[dict[str, str], Account]:
    """A new service account: the file that its owner downloads, and what the server knows of it."""
    private, public = _pem(_private_key(email))
    info = {
        "type": "service_account",
        "project_id": project,
        "private_key_id": "key-1",
        "private_key": private.decode(),
        "client_email": email,
        "client_id": "100000000000000000001",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": token_uri,
        "universe_domain": "googleapis.com",
    }
    return info, Account(email, public, project)


@dataclass
class Door:
    """Who is known, and which tokens are out.

    `open` lets any bearer token in, as one person, and takes the word of accounts that the server
    was not told of; those that it was told of are verified all the same. Who comes to the consent
    screen is `stranger`, who agrees unless `denies`, to all but the scopes that are `unticked`.
    """

    clock: Callable[[], float] = time.time
    rng: random.Random = field(default_factory=lambda: random.Random(1))
    open: bool = False
    rotate: bool = False
    lifetime: int = 3599
    accounts: dict[str, Account] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    codes: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    audiences: set[str] = field(default_factory=lambda: {GOOGLE_AUDIENCE})
    stranger: str = "me@example.com"
    denies: bool = False
    unticked: frozenset[str] = frozenset()

    def caller(self, bearer: str) -> Caller:
        """Whose access token this is; refuses one that is not good, or not any more."""
        token = self.tokens.get(bearer)
        if token and token.expires > self.clock():
            return token.caller
        if self.open and bearer and not token:
            return Caller(self.stranger, "open-project", EVERY_SCOPE)
        raise Refused(
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
            "cookie or other valid authentication credential. See "
            "https://developers.google.com/identity/sign-in/web/devconsole-project.",
            401,
        )

    def grant(self, email: str, scopes: frozenset[str] = EVERY_SCOPE) -> dict[str, str]:
        """Let a person grant the scopes; what an `authorized_user` file then holds."""
        refresh = self._random("1//")
        self.grants[refresh] = Grant(email, "client-1.apps.example", "secret-1", scopes)
        return {
            "type": "authorized_user",
            "client_id": "client-1.apps.example",
            "client_secret": "secret-1",
            "refresh_token": refresh,
        }

    def consented(self, query: Form) -> Form:
        """What the consent screen sends back by way of the browser: a code, or that it may not."""
        back = {"state": query.get("state", "")}
        if self.denies:
            return back | {"error": "access_denied"}
        if query.get("code_challenge_method", "S256") != "S256":
            return back | {"error": "invalid_request"}
        code = self._random("4/")
        scopes = frozenset(query.get("scope", "").split()) - self.unticked
        self.codes[code] = Grant(
            self.stranger,
            query.get("client_id", ""),
            "",
            scopes,
            challenge=query.get("code_challenge", ""),
            redirect=query.get("redirect_uri", ""),
        )
        return back | {"code": code, "scope": " ".join(sorted(scopes))}

    def revoked(self, form: Form) -> Reply:
        """The revocation endpoint's answer."""
        if self.grants.pop(form.get("token", ""), None) is None:
            return 400, {"error": "invalid_token", "error_description": "Token expired or revoked"}
        return 200, {}

    def forget(self) -> None:
        """Make every access token that is out invalid."""
        self.tokens.clear()

    def answer(self, form: Form) -> Reply:
        """The token endpoint's answer."""
        try:
            kind = form.get("grant_type", "")
            if kind == ASSERTION:
                return 200, self._issued(self._asserted(form.get("assertion", "")))
            if kind == "refresh_token":
                return 200, self._refreshed(form)
            if kind == "authorization_code":
                return 200, self._exchanged(form)
        except Refused as refused:
            return 400, {"error": refused.reason, "error_description": str(refused)}
        return 400, {
            "error": "unsupported_grant_type",
            "error_description": f"Invalid grant_type: {kind}",
        }

    def _random(self, start: str) -> str:
        return start + base64.urlsafe_b64encode(self.rng.randbytes(30)).decode()

    def _issued(self, caller: Caller) -> dict[str, Any]:
        token = self._random("ya29.")
        self.tokens[token] = Token(caller, self.clock() + self.lifetime)
        return {"access_token": token, "expires_in": self.lifetime, "token_type": "Bearer"}

    def _asserted(self, assertion: str) -> Caller:
        account, claims = self._verified(assertion)
        now = self.clock()
        if claims.get("aud") not in self.audiences:
            raise _no_grant("Invalid JWT: Failed audience check.")
        if not claims.get("iat", now + 1e9) - 300 <= now <= claims.get("exp", 0):
            raise _no_grant(
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
                "timeframe. Check your iat and exp values in the JWT claim."
            )
        if claims["exp"] - claims["iat"] > 3600:
            raise _no_grant("Invalid JWT: the token's life exceeds one hour.")
        scopes = frozenset(str(claims.get("scope", "")).split())
        if not scopes:
            raise Refused("Empty or missing scope not allowed.", reason="invalid_scope")
        return Caller(account.email, account.project, scopes)

    def _verified(self, assertion: str) -> tuple[Account, dict[str, Any]]:
        """The account that signed, and what it claims."""
        try:
            head, body, sign = assertion.split(".")
            header, claims = json.loads(_decoded(head)), json.loads(_decoded(body))
            signature = _decoded(sign)
        except (ValueError, binascii.Error):
            raise _no_grant("Invalid JWT: it must have three base64url parts.") from None
        account = self.accounts.get(claims.get("iss", ""))
        if account is None and self.open and claims.get("iss"):
            return Account(claims["iss"], b"", "open-project"), claims
        if account is None:
            raise _no_grant("Invalid grant: account not found")
        if header.get("alg") != "RS256" or header.get("kid", account.key_id) != account.key_id:
            raise _no_grant("Invalid JWT Signature.")
        key = serialization.load_pem_public_key(account.public_key)
        if not isinstance(key, rsa.RSAPublicKey):
            raise _no_grant("Invalid JWT Signature.")
        try:
            key.verify(signature, f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            raise _no_grant("Invalid JWT Signature.") from None
        return account, claims

    def _refreshed(self, form: Form) -> dict[str, Any]:
        old = form.get("refresh_token", "")
        grant = self.grants.get(old)
        if grant is None:
            raise _no_grant("Token has been expired or revoked.")
        if (form.get("client_id"), form.get("client_secret")) != (
            grant.client_id,
            grant.client_secret,
        ):
            raise Refused("The OAuth client was not found.", reason="invalid_client")
        asked = frozenset(form.get("scope", "").split()) or grant.scopes
        answer = self._issued(Caller(grant.email, grant.project, asked & grant.scopes))
        answer["scope"] = " ".join(sorted(asked & grant.scopes))
        if self.rotate:
            answer["refresh_token"] = self._random("1//")
            self.grants[answer["refresh_token"]] = self.grants.pop(old)
        return answer

    def _exchanged(self, form: Form) -> dict[str, Any]:
        grant = self.codes.pop(form.get("code", ""), None)
        if grant is None:
            raise _no_grant("Malformed auth code.")
        if form.get("client_id") != grant.client_id:
            raise Refused("The OAuth client was not found.", reason="invalid_client")
        if form.get("redirect_uri", "") != grant.redirect:
            raise Refused("Bad Request", reason="redirect_uri_mismatch")
        hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if grant.challenge and grant.challenge != _encoded(hashed):
            raise _no_grant("Invalid code verifier.")
        grant.client_secret = form.get("client_secret", "")
        answer = self._issued(Caller(grant.email, grant.project, grant.scopes))
        answer["refresh_token"] = self._random("1//")
        self.grants[answer["refresh_token"]] = grant
        return answer | {"scope": " ".join(sorted(grant.scopes))}


def _no_grant(sentence: str) -> Refused:
    return Refused(sentence, reason="invalid_grant")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def permission_id(email: str) -> str:
    """The number that stands for a person in every file's permissions."""
    return str(int(hashlib.sha256(email.encode()).hexdigest()[:15], 16))
