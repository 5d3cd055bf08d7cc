"""Every way in which people meddle with a Sheet, one test each, from end to end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.sync import Synced
from tests.sync.team import OTHER, READ, WRITE, Team, by_target

EITHER = pytest.mark.parametrize("call", [READ, WRITE], ids=["reading", "writing"])


@EITHER
def test_a_tab_is_renamed(team: Team, call: str) -> None:
    """Names follow it."""
    team.meanwhile({"rename_tab": "Plan", "to": "It's 2027!"}, call=call)
    assert team.synced().status == 0
    assert team.calm_and_right().written == ()


@pytest.mark.parametrize("call", [READ, WRITE], ids=["before reading", "between read and write"])
@pytest.mark.parametrize("again", [False, True], ids=["for good", "and made again"])
def test_a_tab_is_deleted(team: Team, call: str, again: bool) -> None:
    """The names are gone with it: nothing is written, not even on a new tab of that title."""
    actions: list[dict[str, Any]] = [{"add_tab": "Other"}, {"delete_tab": "Plan"}]
    actions += [{"add_tab": "Plan"}] if again else []
    team.meanwhile(*actions, call=call)
    assert "Plan_Target" in team.refused()
    if again:
        assert team.seen("Plan!A1:H9") == [[None] * 8] * 9
    assert team.seen("Other!A1:H9") == [[None] * 8] * 9


LINES = {
    "a row inserted above": {"insert_rows": "2:2"},
    "a row deleted above": {"delete_rows": "2:2"},
    "a column inserted before": {"insert_columns": "C:C"},
    "a column deleted beside": {"delete_columns": "D:D"},
}


@pytest.mark.parametrize("lines", LINES)
def test_lines_inserted_or_deleted_between_read_and_write(team: Team, lines: str) -> None:
    """The server resolves the place when it writes; everything lands where the name went."""
    team.meanwhile(LINES[lines])
    assert team.synced().status == 0
    assert team.calm_and_right().written == ()
    assert team.seen("Plan_Schedule") == [[40, 120], [20, 60], [5, 15]]


@pytest.mark.parametrize("action", ["insert_rows", "delete_rows"])
def test_lines_of_an_output_inserted_or_deleted_between_read_and_write(
    team: Team, action: str
) -> None:
    """What landed beside its line is put right, or reported with its cell; nothing is lost."""
    team.act({"move_name": "Plan_Required", "to": "A20:A24"})
    team.synced()
    team.act({"edit": "Plan_Target", "value": 20}, {"edit": "A24", "value": "ours"})
    team.act({"edit": "Plan_Target", "value": 30})
    team.meanwhile({action: "21:21"})
    team.sync()
    team.server.calm()
    done = team.synced()
    rest = [None, None, "ours"] if action == "insert_rows" else ["ours"]
    stands = [cell for (cell,) in team.seen()]
    reported = {int(each.cell[6:]) - 20 for each in done.kept}
    assert "ours" in stands
    for at, wanted in enumerate([240, 120, 30, *rest]):
        assert stands[at] == wanted or at in reported, (stands, done.kept)
    assert team.synced().written == ()


def test_rows_sorted_between_read_and_write(team: Team) -> None:
    """Stages and rates in another order: the outputs follow from what stands in the end."""
    team.meanwhile({"sort": "A4:A6", "by": 0, "down": True})
    assert team.synced().status == 0
    team.calm_and_right()
    assert team.seen("A4:B6") == [["Won", 0.5], ["Lead", 0.25], ["Deal", None]]


def test_outputs_sorted_between_read_and_write(team: Team) -> None:
    """What is ours is put right, or reported where it stands."""
    team.meanwhile({"sort": "C4:C6", "by": 0})
    done = team.synced()
    team.server.calm()
    team.synced()
    stands = team.seen()
    assert stands == by_target(20) or done.kept


def test_a_person_edits_an_input_between_read_and_write(team: Team) -> None:
    """The input is theirs; the outputs follow from one state, and then from the new one."""
    team.meanwhile({"edit": "Plan_Target", "value": 30})
    done = team.synced()
    assert team.seen("Plan_Target") == [[30]]
    assert team.seen() == by_target(int(done.plan.plan.target.amount))
    team.calm_and_right(by_target(30))


def test_a_person_edits_an_output_between_read_and_write(team: Team) -> None:
    """Beside the cells that change it is kept and reported; a cell that changes is the window."""
    team.synced()
    team.act({"edit": "Plan_Rates", "value": [[0.5], [0.5]]})
    team.meanwhile({"edit": "C6", "value": "agreed: 21"})
    done = team.synced()
    assert [(each.name, each.cell) for each in done.kept] == [("Plan_Required", "Plan!C6")]
    assert team.seen() == [[80], [40], ["agreed: 21"]]
    assert team.calm_and_right([[80], [40], ["agreed: 21"]]).status == 3


@pytest.mark.parametrize("call", [READ, WRITE], ids=["before reading", "between read and write"])
def test_a_named_range_is_deleted(team: Team, call: str) -> None:
    """That output is none any more; the others are written."""
    team.meanwhile({"delete_name": "Plan_Schedule"}, call=call)
    done = team.synced()
    assert {each.name for each in done.written} == {"Plan_Required"}
    assert team.seen("E4:F4") == [[20, 60]]
    team.calm_and_right()


def test_a_named_range_is_resized(team: Team) -> None:
    """Longer, its tail is left blank; too short, it is a problem and the others are written."""
    team.meanwhile({"move_name": "Plan_Required", "to": "C4:C9"})
    assert team.synced().status == 0
    team.calm_and_right([*by_target(20), [None], [None], [None]])
    team.act({"edit": "Plan_Target", "value": 30})
    team.meanwhile({"move_name": "Plan_Required", "to": "C4:C5"})
    done = team.synced()
    assert [each.name for each in done.problems] == ["Plan_Required"]
    assert team.seen("E4:F4") == [[60, 180]]


def test_a_named_range_is_moved(team: Team) -> None:
    """The output is written where the name points in the end."""
    team.meanwhile({"move_name": "Plan_Required", "to": "J4:J6"})
    assert team.synced().status == 0
    team.calm_and_right()
    assert team.seen("J4:J6") == by_target(20)


@pytest.mark.parametrize("call", [READ, WRITE], ids=["before reading", "between read and write"])
def test_a_named_range_whose_cells_are_gone(team: Team, call: str) -> None:
    """`#REF!`: nothing is written for it, and the others are."""
    team.meanwhile({"delete_columns": "E:F"}, call=call)
    done = team.synced()
    assert {each.name for each in done.written} == {"Plan_Required"}
    team.calm_and_right()


@pytest.mark.parametrize("call", [READ, WRITE], ids=["before reading", "between read and write"])
def test_merged_cells(team: Team, call: str) -> None:
    """A cell under a merge takes no value: its output is a problem, the others are written."""
    team.meanwhile({"merge": "C4:C5"}, call=call)
    done = team.synced()
    assert [each.name for each in done.problems] == ["Plan_Required"]
    assert "merged" in done.problems[0].sentence
    assert team.seen("E4:F4") == [[40, 120]]
    team.act({"unmerge": "C4:C5"})
    team.calm_and_right()


@pytest.mark.parametrize("text", ["1.234,5", "007", "2O"])
def test_numbers_as_text(team: Team, text: str) -> None:
    """No locale is guessed: the cell is named, and nothing is written."""
    team.act({"locale": "de_DE"}, {"edit": "Plan_Target", "value": text, "as": "RAW"})
    assert "Plan!B1" in team.refused()
    assert team.seen() == by_target(10)
    team.act({"edit": "Plan_Target", "value": 20})
    team.calm_and_right()


def test_a_number_typed_in_another_locale(team: Team) -> None:
    """`1.234,5` typed into a German Sheet is the number 1234.5, and is read as that."""
    team.act({"locale": "de_DE"}, {"edit": "Plan_Target", "value": "1.234,5"})
    assert team.synced().plan.plan.target.amount == 1234.5
    team.calm_and_right([[9880], [4940], [1235]])


def test_a_share_as_text(team: Team) -> None:
    """`50%` as text is no number: the cell is named."""
    team.act({"edit": "B4", "value": "50%", "as": "RAW"})
    assert "Plan!B4" in team.refused()
    team.act({"edit": "B4", "value": "50%"})
    team.calm_and_right()


@pytest.mark.parametrize("error", ["=Gone!A1", "=1/0", "Loading..."])
def test_errors_in_inputs(team: Team, error: str) -> None:
    """Each is named with its cell; what stood in the outputs stays."""
    team.act({"edit": "B5", "value": error})
    assert "Plan!B5" in team.refused()
    assert team.seen() == by_target(10)
    team.act({"edit": "B5", "value": 0.25})
    team.calm_and_right()


def test_ragged_rows(team: Team) -> None:
    """Rows of different lengths, and none at all, as Google sends them."""
    actuals = [[1, 2, 3], [None, 5, None], [None, None, None]]
    team.act({"edit": "K4:M6", "value": actuals}, {"define_name": "Plan_Actuals", "as": "K4:M6"})
    assert team.synced().plan.actuals == (6, 5, None)
    team.calm_and_right()


def test_missing_values(team: Team) -> None:
    """An input that is blank altogether, and outputs that are."""
    team.act({"clear": "Plan_Weights"}, {"clear": "Plan_Required"})
    assert team.synced().status == 0
    team.calm_and_right()
    assert team.seen("Plan_Schedule") == [[None, None]] * 3


def test_booleans(team: Team) -> None:
    """TRUE is no number; in an output it is a person's."""
    team.act({"edit": "C4", "value": True})
    assert [each.value for each in team.synced().kept] == [True]
    team.act({"edit": "B1", "value": True})
    assert "Plan!B1" in team.refused()
    team.act({"edit": "B1", "value": 20})
    team.calm_and_right([[True], [80], [20]])


def test_date_serials(team: Team) -> None:
    """Dates are numbers of days, whatever the cell shows."""
    team.act(
        {"edit": "J1:J2", "value": [["2027-01-01"], [46752]]},
        {"define_name": "Plan_Start", "as": "J1"},
        {"define_name": "Plan_End", "as": "J2"},
        {"define_name": "Plan_Expected", "as": "K4:K6"},
    )
    done = team.synced()
    assert (str(done.plan.start), str(done.plan.end)) == ("2027-01-01", "2027-12-31")
    assert team.seen("Plan_Expected")[2][0] > 0
    team.calm_and_right()


def test_a_formula_in_an_output_cell(team: Team) -> None:
    """It is kept, and reported where it shows something else than the plan."""
    team.act({"edit": "C6", "value": "=B1"}, {"edit": "C5", "value": "=1+1"})
    done = team.synced()
    assert [each.cell for each in done.kept] == ["Plan!C5"]
    team.calm_and_right([[160], ["=1+1"], ["=B1"]])


def test_a_grid_that_is_too_small(team: Team) -> None:
    """A tab cut short shortens its names: a problem each, and what fits is written."""
    team.act({"define_name": "Plan_Expected", "as": "J4:J6"})
    team.meanwhile({"move_name": "Plan_Schedule", "to": "E4:F5"})
    done = team.synced()
    assert [each.name for each in done.problems] == ["Plan_Schedule"]
    assert team.seen() == by_target(20)
    team.act({"resize_tab": "Plan", "rows": 5})
    refused = team.refused()
    assert "Plan_Required" in refused or "Plan_Stages" in refused


def test_a_schedule_of_one_row_is_too_short(team: Team) -> None:
    """Stages are never written where periods belong, though there is one period only."""
    team.act(
        {"move_name": "Plan_Weights", "to": "E3"}, {"move_name": "Plan_Schedule", "to": "E4:G4"}
    )
    done = team.synced()
    assert [each.name for each in done.problems] == ["Plan_Schedule"]
    assert team.seen("E4:G4") == [[20, 60, None]]


def test_one_bad_range_in_a_batch(team: Team) -> None:
    """Google applies nothing of it; the sync looks again and writes the rest."""
    team.meanwhile({"delete_name": "Plan_Schedule"})
    done = team.synced()
    codes = [each.code for each in team.server.log(WRITE)]
    assert codes[-2:] == [400, 200]
    assert {each.name for each in done.written} == {"Plan_Required"}
    team.calm_and_right()


# what only another sync, or the next one, can know


@dataclass
class Gap:
    """What happens right before each write is sent, in turn, and how much its reply shows."""

    acts: deque[Callable[[], object]] = field(default_factory=deque)
    shows: str = "all"

    def sent(self, transport: Transport, sheet: str, body: dict[str, Any]) -> dict[str, Any]:
        """Let it happen, send the write, and cut its reply down."""
        if self.acts:
            self.acts.popleft()()
        reply: dict[str, Any] = super(Transport, transport).values_batch_update(sheet, body)
        for each, data in zip(reply["responses"], body["data"], strict=True):
            if self.shows == "nothing":
                each.pop("updatedData", None)
            elif self.shows == "what was written":
                height, width = len(data["values"]), max(map(len, data["values"]))
                values = each["updatedData"].get("values", [])
                each["updatedData"]["values"] = [line[:width] for line in values[:height]]
        return reply


@pytest.fixture(params=["all", "what was written", "nothing"])
def gap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Gap:
    """The moment between a look and its write, on servers that show more or less afterwards."""
    found = Gap(shows=request.param)
    monkeypatch.setattr(
        Transport,
        "values_batch_update",
        lambda transport, sheet, body: found.sent(transport, sheet, body),
        raising=False,
    )
    return found


def test_another_sync_that_writes_other_names_in_between_leaves_no_mixture(
    team: Team, gap: Gap
) -> None:
    """What this one wrote follows from inputs that are no more: the memory's echo tells it."""
    team.synced()
    team.act({"edit": "Plan_Weights", "value": [[3, 1]]})
    others: list[Synced | Exception] = []

    def meanwhile() -> None:
        team.act({"edit": "Plan_Target", "value": 40})
        others.append(team.sync(OTHER))

    gap.acts.append(meanwhile)
    team.synced()
    assert isinstance(others[0], Synced)
    assert team.seen() == by_target(40)
    if gap.shows == "all":
        assert team.seen("Plan_Schedule") == [[240, 80], [120, 40], [30, 10]]
    assert team.synced().kept == ()
    assert team.seen("Plan_Schedule") == [[240, 80], [120, 40], [30, 10]]


@pytest.mark.parametrize("row", [21, 22])
def test_what_a_row_inserted_in_between_pushed_out_is_ours_at_the_next_sync(
    team: Team, gap: Gap, row: int
) -> None:
    """Whoever runs it, and though the first one was told of nothing."""
    team.act({"move_name": "Plan_Required", "to": "A20:A22"})
    team.synced()
    team.act({"edit": "Plan_Target", "value": 30})
    gap.acts.append(lambda: team.act({"insert_rows": f"{row}:{row}"}))
    team.synced()
    done = team.sync(OTHER)
    assert isinstance(done, Synced)
    assert done.kept == ()
    assert team.seen() == [*by_target(30), [None]]
    team.act({"edit": "Plan_Target", "value": 50})
    assert team.synced().kept == ()
    assert team.seen() == [*by_target(50), [None]]


def test_what_a_column_inserted_in_between_pushed_out_is_ours_at_the_next_sync(
    team: Team, gap: Gap
) -> None:
    """A schedule grows to the right."""
    team.act({"move_name": "Plan_Schedule", "to": "E14:F16"})
    team.synced()
    team.act({"edit": "Plan_Target", "value": 30})
    gap.acts.append(
        lambda: team.act(
            {"insert_columns": "F:F"},
            {"move_name": "Plan_Weights", "to": "E3:G3"},
            {"edit": "F3", "value": 3},
            {"clear": "G3"},
        )
    )
    team.synced()
    done = team.sync(OTHER)
    assert isinstance(done, Synced)
    assert done.kept == ()
    assert team.seen("Plan_Schedule") == [[60, 180, None], [30, 90, None], [8, 22, None]]


def test_a_persons_value_below_what_was_pushed_out_is_kept(team: Team, gap: Gap) -> None:
    """Only what stood there just before counts as ours, and only in a name of another shape."""
    team.act({"move_name": "Plan_Required", "to": "A20:A22"})
    team.synced()
    team.act({"edit": "Plan_Target", "value": 30})
    team.synced()
    # what stood there before, typed again by a person: the shape is what it was
    team.act({"edit": "A22", "value": 20})
    assert [each.value for each in team.synced().kept] == [20]
    team.act({"edit": "A22", "value": 30}, {"edit": "Plan_Target", "value": 40})
    gap.acts.append(lambda: team.act({"insert_rows": "21:21"}, {"edit": "A23", "value": "agreed"}))
    team.synced()
    done = team.sync(OTHER)
    assert isinstance(done, Synced)
    assert [each.value for each in done.kept] == ["agreed"]


def test_two_syncs_and_a_row_inserted_between_them_leave_nothing_that_is_nobodys(
    team: Team, gap: Gap
) -> None:
    """The one that did not know of the row remembers beside what the other does, not over it."""
    team.act({"move_name": "Plan_Required", "to": "A20:A22"})
    team.synced()
    team.act({"edit": "Plan_Target", "value": 30})

    def meanwhile() -> None:
        team.act({"insert_rows": "21:21"}, {"insert_rows": "5:5"})
        team.act({"edit": "A5:B5", "value": [["New", 0.5]]})
        assert isinstance(team.sync(OTHER), Synced)

    gap.acts.append(meanwhile)
    team.synced()
    for target in (50, 60):
        team.act({"edit": "Plan_Target", "value": target})
        assert team.synced().kept == ()
        assert team.seen() == [[16 * target], *by_target(target)]


def test_an_older_memory_without_what_stood_before_is_read_on(team: Team) -> None:
    """Nothing below the values: what is remembered counts as ever."""
    team.synced()
    team.act({"clear": "'Funnel sync'!A9:Z999"}, {"edit": "Plan_Target", "value": 30})
    assert team.synced().kept == ()
    assert team.seen() == by_target(30)
