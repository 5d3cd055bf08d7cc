"""A workbook becomes a Sheet, once, and others are let in."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from funnel_addin.books.google import drive
from funnel_addin.books.google.account.credentials import DRIVE_FILE, SHEETS, find
from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.templates import template_path
from funnel_core.errors import InputError, SheetError
from tests.google.accounts import Home, forged
from tests.google.callers import Clock, of
from tests.google.listener import Listener, reply
from tests.sheets_server import OWNER, ROBOT, SheetsServer, client

TITLE = "Next year"
WORKBOOK = template_path("funnel_plan").read_bytes()
CREATE, SHARE = "files.create", "permissions.create"


def caller(home: Home, *scopes: str) -> Transport:
    """A transport in a person's name, whose pauses nobody waits for."""
    clock = Clock()
    patience = Patience(sleep=clock.sleep, clock=clock, rng=random.Random(1))
    info = home.server.authorized_user(scopes=frozenset({SHEETS, DRIVE_FILE}))
    path = home.file("person.json", info | {"scopes": f"{SHEETS} {DRIVE_FILE}"})
    return Transport(find(list(scopes or (DRIVE_FILE,)), path).credentials, patience=patience)


def make(home: Home, **more: Any) -> drive.Made:
    """Make a Sheet from the template."""
    return drive.make(caller(home), WORKBOOK, TITLE, **more)


def sheets(server: SheetsServer) -> list[str]:
    """The IDs of the Sheets of our title that are not in the bin."""
    files = server.app.drive.files.values()
    return [each.file_id for each in files if each.name == TITLE and not each.trashed]


def test_the_template_arrives_whole(home: Home) -> None:
    """One request, by the least scope; names, formulas, validations and charts are kept."""
    made = make(home)
    assert made.address == f"https://docs.google.com/spreadsheets/d/{made.file_id}/edit"
    assert [each.call for each in home.server.log()] == ["token", CREATE]
    book = client(home.server.base_url, home.server.authorized_user()).open_by_key(made.file_id)
    assert book.title == TITLE
    names = {each["name"] for each in book.list_named_ranges()}
    assert {"Plan_Target", "Plan_Rates", "Plan_Required", "Plan_Schedule"} <= names
    formulas = book.values_get("Plan_Required", {"valueRenderOption": "FORMULA"})["values"]
    assert formulas[0][0].startswith("=")
    mask = "sheets(charts.chartId,data.rowData.values.dataValidation.condition.type)"
    told = book.fetch_sheet_metadata({"fields": mask})["sheets"]
    # of Start, Goal, Funnel, Schedule, Pace, Agreement and Workings
    assert [len(each.get("charts", [])) for each in told] == [0, 1, 1, 2, 2, 0, 0]
    assert "condition" in str(told)


@pytest.mark.parametrize(
    "fault", ["lost", "cut", "500-applied", "502-applied", "200-html-applied", "200-empty-applied"]
)
def test_a_lost_answer_does_not_make_two(home: Home, fault: str) -> None:
    """The Sheet is looked for by a mark of its own, and found."""
    home.server.fault(fault, call=CREATE)
    made = make(home)
    assert sheets(home.server) == [made.file_id]
    assert [each.call for each in home.server.log()] == ["token", CREATE, "files.list"]


@pytest.mark.parametrize("fault", ["500", "502", "reset", "429-seconds", "403-quota", "200-html"])
def test_an_upload_that_did_not_arrive_is_made_again(home: Home, fault: str) -> None:
    """Where it was refused, at once after the wait; where nobody knows, after a look."""
    home.server.fault(fault, call=CREATE, times=2)
    made = make(home)
    assert sheets(home.server) == [made.file_id]


def test_a_sheet_that_turns_up_late_is_put_into_the_bin(home: Home) -> None:
    """Drive's search may not know yet what an upload made whose answer was lost."""
    files = home.server.app.drive.files
    hidden: list[Any] = []

    def hide() -> None:
        late = next(each for each in files.values() if each.name == TITLE)
        hidden.append(files.pop(late.file_id))

    def show() -> None:
        files[hidden[0].file_id] = hidden[0]

    home.server.fault("lost", call=CREATE)
    home.server.run(hide, call="files.list")
    home.server.run(show, call="files.list", nth=2)
    made = make(home)
    assert sheets(home.server) == [made.file_id]
    assert hidden[0].trashed


@pytest.mark.parametrize("answer", [{}, {"id": 5}, {"id": ""}])
def test_an_answer_without_an_id_is_looked_into(home: Home, answer: dict[str, Any]) -> None:
    """The Sheet was made; it is found by its mark, and not made twice."""
    with forged(home, CREATE, answer):
        made = make(home)
    assert sheets(home.server) == [made.file_id]


def test_a_search_that_does_not_say_what_it_found_found_nothing(home: Home) -> None:
    """Entries without an ID are passed over: the upload is made again."""
    home.server.fault("500", call=CREATE)
    with forged(home, "files.list", {"files": [{}, None, {"id": 7}]}):
        made = make(home)
    assert sheets(home.server) == [made.file_id]


@pytest.mark.parametrize("answer", [{"user": "x"}, {"user": {"emailAddress": 5}}, {}])
def test_an_account_that_drive_does_not_tell_is_unknown(answer: object) -> None:
    """Whatever it answers: no error of another kind."""
    body = reply(json.dumps(answer).encode()) if answer else reply(b"", "204 No Content")
    with Listener(body) as listener:
        assert drive.account(of(listener)) == ""


def test_two_that_are_made_on_purpose_are_two(home: Home) -> None:
    """The mark is drawn anew for each."""
    assert make(home) != make(home)
    assert len(sheets(home.server)) == 2


def test_a_drive_that_never_takes_it_ends_in_a_sentence(home: Home) -> None:
    """Within the patience of a command; where the Sheet may be there, it says to look."""
    home.server.fault("503", call=CREATE, times=None)
    with pytest.raises(SheetError, match=r"did not take the workbook: .* look first whether"):
        make(home)
    home.server.calm()
    home.server.fault("lost", call=CREATE)
    home.server.fault("503", call="files.list", times=None)
    with pytest.raises(SheetError, match="it is not known whether Google Drive made 'Next year'"):
        make(home)
    assert len(home.server.log()) < 40


def test_when_time_runs_out_after_a_lost_answer_it_says_to_look(home: Home) -> None:
    """Not to run it again: that would make two."""
    home.server.fault("lost", call=CREATE)
    call = caller(home)
    call.patience.requests = 1
    with pytest.raises(SheetError, match="it is not known whether Google Drive made 'Next year'"):
        drive.make(call, WORKBOOK, TITLE)
    made = make(home)
    home.server.fault("lost", call=SHARE)
    call = caller(home)
    call.patience.requests = 1
    with pytest.raises(SheetError, match=r"not known whether it is shared with a@b.c: look at its"):
        drive.share(call, made, "a@b.c", "writer")


def test_a_drive_that_refuses_till_time_runs_out_made_nothing(home: Home) -> None:
    """Google's quota is used up for longer than a command waits."""
    home.server.fault("429-seconds", call=CREATE, times=None, seconds=500)
    with pytest.raises(SheetError, match="does not take the workbook, and made no Sheet"):
        make(home)


def test_a_service_account_without_storage_is_told_what_helps(home: Home) -> None:
    """Since 2025 none has any: a person's login, or a folder of a shared drive."""
    home.server.fault("403-storage", call=CREATE)
    with pytest.raises(SheetError, match="log in as a person") as said:
        drive.make(caller(home), WORKBOOK, TITLE, who=ROBOT)
    assert f"the Drive of {ROBOT} has no room" in str(said.value)
    assert "--folder ID" in str(said.value)


def test_it_is_made_in_the_folder_that_is_named(home: Home) -> None:
    """Shared drives are meant, too; a folder that is closed is named."""
    made = make(home, folder="folder-1")
    assert home.server.app.drive.files[made.file_id].parents == ["folder-1"]
    assert "supportsAllDrives=true" in home.server.log(CREATE)[0].path
    for fault in ("404", "403"):
        home.server.fault(fault, call=CREATE)
        with pytest.raises(SheetError, match=r"the folder folder-1 is not there .* or closed"):
            make(home, folder="folder-1")


def test_others_are_let_in_without_a_letter(home: Home) -> None:
    """With the role that was asked for; a letter only where it was asked for."""
    made, call = make(home), caller(home)
    drive.share(call, made, "ann@example.com", "commenter")
    drive.share(call, made, "bob@example.com", "writer", notify=True)
    given = home.server.app.drive.files[made.file_id].permissions
    roles = {each["emailAddress"]: each["role"] for each in given}
    assert roles == {OWNER: "owner", "ann@example.com": "commenter", "bob@example.com": "writer"}
    letters = ["sendNotificationEmail=true" in each.path for each in home.server.log(SHARE)]
    assert letters == [False, True]


@pytest.mark.parametrize("fault", ["lost", "500", "429-seconds", "reset"])
def test_a_share_whose_answer_is_lost_is_made_again(home: Home, fault: str) -> None:
    """It names who may do what, so a second time changes nothing."""
    made = make(home)
    home.server.fault(fault, call=SHARE, times=2)
    drive.share(caller(home), made, "ann@example.com", "writer")
    given = home.server.app.drive.files[made.file_id].permissions
    assert [each["emailAddress"] for each in given] == [OWNER, "ann@example.com"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("400", "not shared with ann@example.com: Google knows of no account .* or add --notify"),
        ("403", "not shared with ann@example.com: Google refused it, maybe by a rule"),
        ("503", "not known whether it is shared with ann@example.com: look at its Share button"),
    ],
)
def test_a_share_that_fails_is_named(home: Home, fault: str, said: str) -> None:
    """With whom, and what to do."""
    made = make(home)
    home.server.fault(fault, call=SHARE, times=None)
    with pytest.raises(SheetError, match=said):
        drive.share(caller(home), made, "ann@example.com", "writer")


@pytest.mark.parametrize("text", ["a@b.c", "ann.o'hara+x@example.co.uk", "é@exämple.de"])
def test_an_address_is_taken_as_it_is(text: str) -> None:
    """Whatever may stand before and behind the @."""
    assert drive.check_email(text) == text


@pytest.mark.parametrize(
    "text", ["", "ann", "@b.c", "a@b", "a@@b.c", "a@b..c", "a@b.c,d@e.f", "a b@c.d", "Ann <a@b.c>"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """Before anything is made."""
    with pytest.raises(InputError, match="--share needs an e-mail address"):
        drive.check_email(text)


@pytest.mark.parametrize(
    "text", ["1aB-c_", " 1aB-c_ ", "https://drive.google.com/drive/u/0/folders/1aB-c_?x=y"]
)
def test_a_folder_is_known_by_its_id_or_its_address(text: str) -> None:
    """As a person copies it."""
    assert drive.folder_id(text) == "1aB-c_"


@pytest.mark.parametrize("text", ["", "a b", "https://evil.example/drive/folders/1a", "../x"])
def test_what_is_no_folder_is_refused(text: str) -> None:
    """Before anything is made."""
    with pytest.raises(InputError, match="--folder needs the ID of a Drive folder"):
        drive.folder_id(text)


def test_the_account_is_asked_for_by_the_least_scope(home: Home) -> None:
    """Drive tells whose account it is; no scope for profiles is needed."""
    assert drive.account(caller(home)) == OWNER
