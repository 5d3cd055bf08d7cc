"""Whose name a Sheet is opened in: the one place where google-auth's credentials are made."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from google.auth import exceptions
from google.auth.credentials import Credentials as Real
from google.auth.transport import Request, Response

from funnel_addin.books.google.account import keeping, keyfiles
from funnel_addin.books.google.account.keeping import Kept
from funnel_core.errors import SheetError

__all__ = [
    "DRIVE_FILE",
    "READ_SHEETS",
    "SHEETS",
    "VARIABLE",
    "Found",
    "SignedIn",
    "find",
    "of_default",
    "of_file",
    "of_login",
]

SHEETS = "https://www.googleapis.com/auth/spreadsheets"
READ_SHEETS = "https://www.googleapis.com/auth/spreadsheets.readonly"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"

VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"
CLOUDS = ("K_SERVICE", "CLOUD_RUN_JOB", "GCE_METADATA_HOST", "GAE_SERVICE", "FUNCTION_TARGET")
"""What Google's own hosts set. Elsewhere nobody is asked: a laptop would wait for no answer."""
PRODUCT = Path("/sys/class/dmi/id/product_name")

LOG_IN = "log in again: funnel sheets login"
SEVEN_DAYS = " (where the consent screen's status is 'Testing', each login ends after 7 days)"
CLOUD = "https://www.googleapis.com/auth/cloud-platform"
GCLOUD = (
    # gcloud insists on the last scope, and Google on a client of one's own for the others
    "gcloud auth application-default login --client-id-file=FILE "
    f"--scopes={SHEETS},{DRIVE_FILE},{CLOUD}"
)
NOBODY = (
    "nobody is logged in to Google Sheets: funnel sheets login --client FILE as a person, or name "
    f"a service account's key file by --credentials FILE or {VARIABLE}"
)
KNOWN = frozenset(
    "invalid_grant invalid_client unauthorized_client deleted_client disabled_client invalid_scope "
    "access_denied invalid_request invalid_target admin_policy_enforced invalid_rapt".split()
)
# what google-auth warns of is said in a sentence here; whoever wants its own words can listen
logging.getLogger("google").addHandler(logging.NullHandler())


class SignedIn(Real):
    """Google-auth's credentials, with what goes wrong said in a sentence.

    They fetch tokens and nothing else: google-auth's own would look up a "regional access
    boundary" in the background, a request for each process that a Sheet has no use for.

    Args:
        real: google-auth's own.
        who: whose they are: an address that a Sheet can be shared with.
        cure: what mends them when they are refused for good.
    """

    def __init__(self, real: Real, who: str, cure: str) -> None:
        begin: Callable[[], None] = super().__init__
        begin()
        self.real, self.cure, self._who = real, cure, who
        self._one_at_a_time = Lock()

    @property
    def who(self) -> str:
        """Whose they are; a machine of Google's tells its account with its first token."""
        told = getattr(self.real, "service_account_email", None)
        return told if isinstance(told, str) and "@" in told else self._who

    def refresh(self, request: Request) -> None:
        """Get an access token.

        Raises:
            SheetError: there is none to be had, now or later.
            TransportError: there is none now; later there may be.
        """
        # a call that was given up may still be at it, on its own thread, when the next one begins
        with self._one_at_a_time:
            self._refresh(request)

    def _refresh(self, request: Request) -> None:
        answers = _Answers(request)
        try:
            self.real.refresh(answers)
        except exceptions.TransportError:
            raise
        except exceptions.GoogleAuthError as error:
            if error.retryable:
                # its message may be whatever page answered
                raise exceptions.TransportError(
                    "Google's token endpoint does not serve now", retryable=True
                ) from None
            raise SheetError(self._refused(error)) from None
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            if not answers.came:
                raise SheetError(
                    f"the login of {self.who} cannot be used ({type(error).__name__}): {self.cure}"
                ) from None
            # google-auth trips over an answer that is no JSON object
            raise exceptions.TransportError(
                "Google's token endpoint did not answer as it does", retryable=True
            ) from None
        granted = getattr(self.real, "granted_scopes", None)
        if granted and not set(getattr(self.real, "scopes", None) or ()) <= set(granted):
            raise SheetError(f"the login of {self.who} does not cover this: {self.cure}")
        self.token, self.expiry = self.real.token, self.real.expiry

    def apply(self, headers: MutableMapping[str, str], token: str | None = None) -> None:
        """Sign a request, and say which project pays for it where a file says so."""
        self.real.apply(headers, token=token)

    def _refused(self, error: exceptions.GoogleAuthError) -> str:
        told = next((each for each in error.args if isinstance(each, dict)), {})
        said = told.get("error")
        if said not in KNOWN:
            # google-auth's texts begin with Google's word, if it said one; the rest may quote
            said = next((word for word in KNOWN if str(error).startswith(f"('{word}")), None)
        return f"Google does not let {self.who} in{f' ({said})' if said else ''}: {self.cure}"


class _Answers(Request):
    """A way to the token endpoint that knows whether anything has come back by it."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.came = False

    def __call__(self, *args: object, **kwargs: object) -> Response:
        """Make a request, as google-auth wants it."""
        answer: Response = self._request(*args, **kwargs)
        self.came = True
        return answer


class Person(SignedIn):
    """A person who logged in with `funnel sheets login`."""

    def __init__(self, kept: Kept, scopes: Sequence[str]) -> None:
        self.kept, self.wanted = kept, scopes
        who = kept.told.get("account") or "the person who logged in"
        super().__init__(self._made(kept), who, f"{LOG_IN}{SEVEN_DAYS}")

    def _made(self, kept: Kept) -> Real:
        granted = kept.told.get("scopes", "").split()
        scopes = _covering(self.wanted, granted)
        if not set(scopes) <= set(granted):
            raise SheetError(f"the login kept in {kept.where} does not cover this: {LOG_IN}")
        try:
            return keyfiles.authorized_user(kept.secret, scopes)
        except KeyError:
            raise SheetError(f"the login kept in {kept.where} is not whole: {LOG_IN}") from None

    def _refresh(self, request: Request) -> None:
        """Get an access token, and keep the refresh token that may come with it."""
        try:
            super()._refresh(request)
        except SheetError:
            # another sync may have been handed a new one, or the person logged in again
            now = keeping.kept(keeping.LOGIN)
            if now is None or now.secret == self.kept.secret or now.told != self.kept.told:
                raise
            self.kept, self.real = now, self._made(now)
            super()._refresh(request)
        newest = getattr(self.real, "refresh_token", "")
        if newest != self.kept.secret["refresh_token"]:
            self._keep(newest)

    def _keep(self, refresh_token: str) -> None:
        secret = {**self.kept.secret, "refresh_token": refresh_token}
        where = self.kept.where
        try:
            where, _ = keeping.keep(keeping.LOGIN, self.kept.told, secret)
        except SheetError as error:
            # this login goes on; it is the next one that would find an old token
            keyfiles.warn(f"Google renewed the login, but {error}; then {LOG_IN}")
        self.kept = Kept(self.kept.told, secret, where)


@dataclass(frozen=True)
class Found:
    """Who opens the Sheet.

    Args:
        credentials: what google-auth signs requests with.
        how: where they were found: "GOOGLE_APPLICATION_CREDENTIALS", "funnel sheets login".
    """

    credentials: SignedIn
    how: str

    @property
    def who(self) -> str:
        """An address that a Sheet can be shared with, or words for whose it is."""
        return self.credentials.who


def find(scopes: Sequence[str], explicit: str | Path | None = None) -> Found:
    """Find who opens the Sheet.

    A key file that is named here, then GOOGLE_APPLICATION_CREDENTIALS, then who logged in with
    `funnel sheets login`, then Google's application-default credentials: gcloud's, or those of the
    machine where it is one of Google's.

    Args:
        scopes: what is to be done: the least that does.
        explicit: a key file that was typed with the command.

    Raises:
        SheetError: there is nobody, or what there is cannot be used.
    """
    if explicit is not None:
        return of_file(explicit, scopes, "--credentials")
    named = os.environ.get(VARIABLE)
    if named:
        return of_file(named, scopes, VARIABLE)
    kept = keeping.kept(keeping.LOGIN)
    if kept is not None:
        return of_login(kept, scopes)
    found = of_default(scopes)
    if found is None:
        raise SheetError(NOBODY)
    return found


def of_login(kept: Kept, scopes: Sequence[str]) -> Found:
    """Give what `funnel sheets login` kept."""
    how = "funnel sheets login"
    kind = kept.told.get("kind")
    if kind == "person" and "refresh_token" in kept.secret:
        return Found(Person(kept, scopes), how)
    if kind == "service_account":
        return of_file(kept.told.get("path", ""), scopes, how)
    found = of_default(scopes) if kind == "default" else None
    if found is None:
        raise SheetError(f"what {how} kept is not there any more: {LOG_IN}")
    return found


def of_file(path: str | Path, scopes: Sequence[str], named_by: str) -> Found:
    """Give what a key file lets in.

    Raises:
        SheetError: it is no key file, or not whole.
    """
    file = keyfiles.read(path, named_by)
    person = file.kind == "authorized_user"
    wanted = _covering(scopes, file.scopes) if person else scopes
    cure = GCLOUD if person else keyfiles.NEW_KEY
    if file.kind == "service_account":
        cure = f"set this machine's clock right if it is wrong, else {cure}"
    return Found(SignedIn(file.credentials(wanted), file.who, cure), named_by)


def of_default(scopes: Sequence[str]) -> Found | None:
    """Give Google's application-default credentials; None where there are none.

    Raises:
        SheetError: there are, and they cannot be used.
    """
    folder = os.environ.get("CLOUDSDK_CONFIG")
    if not folder:
        root = Path(os.environ.get("APPDATA", "~")) if os.name == "nt" else Path("~/.config")
        folder = str(root.expanduser() / "gcloud")
    file = Path(folder) / "application_default_credentials.json"
    if file.is_file():
        return of_file(file, scopes, "gcloud's application-default login")
    if not _is_googles_machine():
        return None
    from google.auth import compute_engine

    cure = "give it a service account, or log in: funnel sheets login --client FILE"
    here = "this machine's service account"
    machine = compute_engine.Credentials(scopes=list(scopes))
    return Found(SignedIn(machine, here, cure), here)


def _is_googles_machine() -> bool:
    if any(os.environ.get(each) for each in CLOUDS):
        return True
    try:
        return PRODUCT.read_text(encoding="utf-8").startswith("Google")
    except (OSError, ValueError):
        return False


def _covering(wanted: Sequence[str], granted: Sequence[str]) -> list[str]:
    """Give what to ask for of a person's consent: reading is part of writing, but not by name."""
    return [SHEETS if each == READ_SHEETS and each not in granted else each for each in wanted]
