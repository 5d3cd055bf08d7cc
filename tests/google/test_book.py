"""A Google Sheet as a book: one look at everything, one write of everything."""

import datetime
import random
from dataclasses import replace
from typing import Any

import pytest

from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.google.memory import SHEET_ID
from funnel_addin.books.port import Cell, Place, Problem
from funnel_addin.books.sight import Again, Change, Sight, Unreachable, Unwritable
from funnel_core.errors import InputError, SheetError
from tests.google.plans import ADD, READ, TAB, WRITE, calls, column, opened, put, shared
from tests.sheets_server import SheetsServer


def test_one_look_shows_everything_in_two_requests(server: SheetsServer) -> None:
    """Names, places, values, formulas and the time zone are of one moment."""
    book = opened(server, shared(server, {"edit": "Plan!B8", "value": "=B1*2"}))
    sight = book.look()
    assert calls(server) == ["read", "read"]
    assert book.requests == 2
    assert (sight.title, book.title, sight.time_zone) == ("Plan", "Plan", "Etc/GMT")
    assert sight.found["Plan_Rates"] == Place("Plan", 3, 2, 2, 1)
    assert sight.read("Plan_Target").values == ((40,),)
    assert sight.read("Plan_Rates").values == ((0.5,), (0.25,))
    assert sight.read("Plan_Required").values == ((None,), (None,), (80,))
    assert sight.formulas["Plan_Required"] == ((False,), (False,), (True,))
    assert not sight.memory
    assert not sight.closed


def test_the_first_sync_takes_five_requests_and_the_next_ones_three(server: SheetsServer) -> None:
    """The tab to remember in is made once; a look of a book that was looked at before is one."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(320, 160, 40))
    assert calls(server) == ["read", "read", "add", "read", "write"]
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(..., 161, ...))
    assert calls(server)[5:] == ["read", "read", "write"]
    sight = book.look()
    assert calls(server)[8:] == ["read"]
    assert sight.read("Plan_Required").values == sight.memory["Plan_Required"]
    assert sight.memory["Plan_Required"] == ((320,), (161,), (40,))


def test_a_look_without_a_tab_to_remember_in_asks_for_one_each_time(server: SheetsServer) -> None:
    """Another machine may have made it since: what it put there must not pass for a person's."""
    sheet_id = shared(server)
    one, other = opened(server, sheet_id), opened(server, sheet_id)
    one.look()
    put(other, other.look(), Plan_Required=column(320, 160, 40))
    assert one.look().memory["Plan_Required"] == column(320, 160, 40)


def test_the_tab_to_remember_in_is_hidden_and_says_what_it_is(server: SheetsServer) -> None:
    """A person who finds it learns what it is for; nothing else is added to the spreadsheet."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(320, 160, 40))
    sheets = server.book(sheet_id).sheets
    assert [each.title for each in sheets] == ["Sheet1", "Plan", "Funnel sync"]
    assert sheets[-1].hidden
    assert sheets[-1].sheet_id == SHEET_ID
    note = str(server.seen(sheet_id, f"{TAB}!A1")[0][0])
    assert note.startswith("What a sync last wrote")
    remembered = server.seen(sheet_id, f"{TAB}!B1:B5")
    assert remembered == [["Plan_Required"], ["3×1"], [320], [160], [40]]
    assert server.book(sheet_id).metadata == []
    assert len(server.book(sheet_id).names) == 4


def test_only_the_changed_cells_are_sent(server: SheetsServer) -> None:
    """A cell that is left as it is keeps whatever a person types there meanwhile."""
    sheet_id = shared(server, {"edit": "Plan!B6:B8", "value": [[1], [2], [3]]})
    book = opened(server, sheet_id)
    sight = book.look()
    server.person({"edit": "Plan!B7", "value": "mine"}, call=WRITE)
    with pytest.raises(Again, match="Plan!B7 was changed while it was written"):
        put(book, sight, Plan_Required=column(10, ..., ...))
    assert server.seen(sheet_id, "Plan!B6:B8") == [[10], ["mine"], [3]]
    assert book.look().memory["Plan_Required"] == column(10, None, None)


def test_a_blank_empties_a_cell_and_is_remembered_as_nothing(server: SheetsServer) -> None:
    """None blanks; afterwards the sight and the memory agree."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(320, 160, 40))
    put(book, book.look(), Plan_Required=column(..., ..., None))
    sight = book.look()
    assert sight.read("Plan_Required").values == column(320, 160, None)
    assert sight.memory["Plan_Required"] == column(320, 160, None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@here", "'007", "007", "1.234,5", "50%"])
def test_text_stays_text(server: SheetsServer, text: str) -> None:
    """What looks like a formula or a number is neither, in the output and in the memory."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(text, ..., ...))
    sight = book.look()
    assert sight.read("Plan_Required").values[0] == (text,)
    assert sight.memory["Plan_Required"][0] == (text,)
    assert sight.formulas["Plan_Required"][0] == (False,)


def test_values_of_every_kind_come_back_as_they_were_put(server: SheetsServer) -> None:
    """Numbers to the last digit, truth values as such, dates as the numbers they are."""
    book = opened(server, shared(server))
    day = datetime.date(2027, 1, 1)
    put(book, book.look(), Plan_Required=column(0.1 + 0.2, False, day))
    sight = book.look()
    assert sight.read("Plan_Required").values == column(0.1 + 0.2, False, 46388)
    assert sight.memory["Plan_Required"] == column(0.1 + 0.2, False, 46388)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_no_cell_can_hold_is_never_sent(server: SheetsServer, number: float) -> None:
    """It is refused before anything is written."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    sight = book.look()
    with pytest.raises(InputError, match="a finite number"):
        put(book, sight, Plan_Required=column(number, 1, 1))
    assert "write" not in calls(server)
    assert server.seen(sheet_id, "Plan!B6:B8") == [[None]] * 3


def test_a_name_in_other_capitals_is_the_contracts(server: SheetsServer) -> None:
    """Sheets ignores case in names, and so do we; a tab's own name is none of ours."""
    sheet_id = shared(
        server,
        {"define_name": "plan_PACE", "as": "Plan!D6:D8"},
        {"define_name": "Plan_Requird", "as": "Plan!E6:E8"},
        {"define_name": "Other", "as": "Plan!F6:F8"},
    )
    book = opened(server, sheet_id)
    sight = book.look()
    assert sight.found["Plan_Pace"] == Place("Plan", 6, 4, 3, 1)
    assert sight.found["Plan_Requird"] == Place("Plan", 6, 5, 3, 1)
    assert "Plan_Requird" not in sight.blocks
    assert "Other" not in sight.found
    put(book, sight, Plan_Pace=column("behind", "ahead", "on pace"))
    assert server.seen(sheet_id, "Plan!D6:D8") == [["behind"], ["ahead"], ["on pace"]]


def test_a_sheet_without_any_of_our_names_is_seen_without_its_cells(server: SheetsServer) -> None:
    """Asking for no range would make Google send every cell of every tab."""
    sheet_id = server.spreadsheet(actions=[{"edit": "A1", "value": "private"}])
    sight = opened(server, sheet_id).look()
    assert not sight.found
    assert not sight.blocks
    assert calls(server) == ["read"]


def test_names_that_share_cells_or_begin_in_the_same_cell_are_told_apart(
    server: SheetsServer,
) -> None:
    """A block that is sent is known by where it starts and what fits, not by its turn alone."""
    grid = [[row * 10 + at for at in range(3)] for row in range(4)]
    sheet_id = shared(
        server,
        {"edit": "Plan!F1:H4", "value": grid},
        {"define_name": "Plan_Schedule", "as": "Plan!F1:H4"},
        {"define_name": "Plan_Actuals", "as": "Plan!F1:H2"},
        {"define_name": "Plan_Value", "as": "Plan!F1"},
        {"define_name": "Plan_Weights", "as": "Plan!F1:H1"},
        {"define_name": "Plan_Confidence", "as": "Plan!H4"},
    )
    sight = opened(server, sheet_id).look()
    rows = tuple(map(tuple, grid))
    assert sight.read("Plan_Schedule").values == rows
    assert sight.read("Plan_Actuals").values == rows[:2]
    assert sight.read("Plan_Weights").values == rows[:1]
    assert sight.read("Plan_Value").values == ((0,),)
    assert sight.read("Plan_Confidence").values == ((32,),)


def test_whole_columns_rows_and_tabs_are_bounded_by_the_grid(server: SheetsServer) -> None:
    """A name may stand for an open range."""
    sheet_id = shared(
        server,
        {"add_tab": "Wide", "rows": 5, "columns": 4},
        {"edit": "Wide!B2", "value": 7},
        {"define_name": "Plan_Weights", "as": "Wide!B:B"},
        {"define_name": "Plan_Stages", "as": "Wide!2:2"},
        {"define_name": "Plan_Actuals", "as": "Wide!A1:D5"},
    )
    sight = opened(server, sheet_id).look()
    assert sight.found["Plan_Weights"] == Place("Wide", 1, 2, 5, 1)
    assert sight.read("Plan_Weights").values == column(None, 7, None, None, None)
    assert sight.found["Plan_Stages"] == Place("Wide", 2, 1, 1, 4)
    assert sight.read("Plan_Stages").values == ((None, 7, None, None),)


def test_a_name_of_more_than_a_million_cells_is_a_problem_and_is_not_read(
    server: SheetsServer,
) -> None:
    """The others are."""
    sheet_id = shared(
        server,
        {"add_tab": "Large", "rows": 60_000, "columns": 20},
        {"define_name": "Plan_Actuals", "as": "Large!A:T"},
    )
    sight = opened(server, sheet_id).look()
    problem = sight.found["Plan_Actuals"]
    assert isinstance(problem, Problem)
    assert "has 1,200,000 cells" in problem.sentence
    assert "Plan_Actuals" not in sight.blocks
    assert sight.read("Plan_Target").values == ((40,),)


def test_two_books_that_put_at_once_remember_what_was_written_last(server: SheetsServer) -> None:
    """Each cell's memory is written with the cell: it is what the last of them put there."""
    sheet_id = shared(server)
    one, other = opened(server, sheet_id), opened(server, sheet_id)
    put(one, one.look(), Plan_Required=column(1, 1, 1))
    first, second = one.look(), other.look()
    put(one, first, Plan_Required=column(2, 2, ...), Plan_Expected=column(5, 5, 5))
    with pytest.raises(Again):
        put(other, second, Plan_Required=column(..., 3, 3), Plan_Expected=column(..., 6, ...))
    sight = one.look()
    for name, cells in (("Plan_Required", (2, 3, 3)), ("Plan_Expected", (5, 6, 5))):
        assert sight.read(name).values == column(*cells)
        assert sight.memory[name] == column(*cells)


def test_of_two_machines_that_make_the_tab_at_once_the_second_looks_again(
    server: SheetsServer,
) -> None:
    """Its tab is refused, nothing of it is written, and the next put finds the other's tab."""
    sheet_id = shared(server)
    one, other = opened(server, sheet_id), opened(server, sheet_id)
    late = other.look()
    put(one, one.look(), Plan_Required=column(1, 1, 1))
    with pytest.raises(Again):
        put(other, late, Plan_Required=column(2, 2, 2))
    assert server.seen(sheet_id, "Plan!B6:B8") == [[1]] * 3
    put(other, other.look(), Plan_Required=column(2, 2, 2))
    assert other.look().memory["Plan_Required"] == column(2, 2, 2)
    assert len(server.book(sheet_id).sheets) == 3


def test_a_change_while_the_tab_is_made_is_noticed_before_anything_is_put(
    server: SheetsServer,
) -> None:
    """What was decided from inputs that are no more is not written."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    sight = book.look()
    server.person({"edit": "Plan!B1", "value": 50}, call=ADD)
    with pytest.raises(Again):
        put(book, sight, Plan_Required=column(320, 160, 40))
    assert "write" not in calls(server)
    put(book, book.look(), Plan_Required=column(400, 200, 50))
    assert calls(server)[-2:] == ["read", "write"]


def test_a_tab_that_can_never_be_made_ends_in_a_sentence(server: SheetsServer) -> None:
    """After some tries, each with a fresh look, it is told what may be in the way."""
    book = opened(server, shared(server))
    server.fault("400", call=ADD, times=None)
    for _ in range(2):
        with pytest.raises(Again):
            put(book, book.look(), Plan_Required=column(1, 1, 1))
    with pytest.raises(SheetError, match="could not be added: a spreadsheet has at most") as raised:
        put(book, book.look(), Plan_Required=column(1, 1, 1))
    assert not isinstance(raised.value, Again)
    assert "write" not in calls(server)


def test_a_tab_that_is_too_small_is_made_larger_first(server: SheetsServer) -> None:
    """Rows and columns are added, none is taken away."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(1, 1, 1))
    server.act(sheet_id, [{"resize_tab": "Funnel sync", "rows": 3, "columns": 2}])
    put(book, book.look(), Plan_Expected=column(5, 6, 7), Plan_Required=column(..., ..., 2))
    sight = book.look()
    assert sight.memory["Plan_Expected"] == column(5, 6, 7)
    # the person cut off what was remembered of the last two cells
    assert sight.memory["Plan_Required"] == column(1, None, 2)


def test_a_refused_write_is_looked_at_again_and_then_the_culprit_is_found(
    server: SheetsServer,
) -> None:
    """A protection that no look shows: the names go one by one, the others are written."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Expected=column(0, 0, 0))
    server.fault("403-protected", call=WRITE, times=3)
    with pytest.raises(Again) as raised:
        put(book, book.look(), Plan_Required=column(1, 1, 1), Plan_Expected=column(2, 2, 2))
    assert not isinstance(raised.value, Unwritable)
    with pytest.raises(Unwritable) as refused:
        put(book, book.look(), Plan_Required=column(1, 1, 1), Plan_Expected=column(2, 2, 2))
    assert list(refused.value.names) == ["Plan_Required"]
    assert "protected" in refused.value.names["Plan_Required"]
    sight = book.look()
    assert sight.read("Plan_Expected").values == column(2, 2, 2)
    assert sight.read("Plan_Required").values == column(None, None, None)
    assert "Plan_Required" not in sight.memory


def test_a_range_that_is_refused_for_ever_keeps_no_other_from_being_written(
    server: SheetsServer,
) -> None:
    """One bad range in a batch: nothing applied; the third time the names go one by one."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Expected=column(0, 0, 0))
    wanted = {"Plan_Required": column(1, 1, 1), "Plan_Expected": column(2, 2, 2)}
    server.fault("400", call=WRITE, times=4)
    for _ in range(2):
        with pytest.raises(Again):
            put(book, book.look(), **wanted)
        assert server.seen(sheet_id, "Plan!C6:C8") == [[0]] * 3
    with pytest.raises(Unwritable) as refused:
        put(book, book.look(), **wanted)
    assert list(refused.value.names) == ["Plan_Required"]
    assert server.seen(sheet_id, "Plan!C6:C8") == [[2]] * 3


@pytest.mark.parametrize("fault", ["404", "401", "429", "503", "200-empty-applied"])
def test_a_write_that_ends_after_some_names_were_written_is_looked_at(
    server: SheetsServer, fault: str
) -> None:
    """Name by name, the first was let in: nobody may say that nothing was written."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Expected=column(0, 0, 0))
    wanted = {"Plan_Required": column(1, 1, 1), "Plan_Expected": column(2, 2, 2)}
    server.fault("400", call=WRITE, times=3)
    server.fault(fault, call=WRITE, nth=5, times=None)
    for _ in range(2):
        with pytest.raises(Again):
            put(book, book.look(), **wanted)
    with pytest.raises(Again) as raised:
        put(book, book.look(), **wanted)
    assert raised.value.unknown
    assert not isinstance(raised.value, Unwritable)
    assert server.seen(sheet_id, "Plan!B6:B8") == [[1]] * 3


def test_names_written_one_by_one_end_where_a_person_has_written_in_between(
    server: SheetsServer,
) -> None:
    """The rest would follow from what is past."""
    sheet_id = shared(server, {"edit": "Plan!B6:B8", "value": [[1], [2], [3]]})
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Expected=column(0, 0, 0))
    wanted = {"Plan_Required": column(5, ..., ...), "Plan_Expected": column(2, 2, 2)}
    server.fault("400", call=WRITE, times=3)
    server.person({"edit": "Plan!B7", "value": "mine"}, call=WRITE, nth=4)
    for _ in range(2):
        with pytest.raises(Again):
            put(book, book.look(), **wanted)
    with pytest.raises(Again):
        put(book, book.look(), **wanted)
    assert server.seen(sheet_id, "Plan!B6:C8") == [[5, 0], ["mine", 0], [3, 0]]


def test_what_stood_in_a_cell_before_it_was_put_is_remembered(server: SheetsServer) -> None:
    """And of a cell that was not put, what is remembered of it."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(1, 2, 3))
    assert book.look().before == {}
    put(book, book.look(), Plan_Required=column(4, ..., 6))
    assert book.look().before == {"Plan_Required": column(1, 2, 3)}
    put(book, book.look(), Plan_Required=column(..., 8, ...))
    sight = opened(server, sheet_id).look()
    assert sight.before == {"Plan_Required": column(4, 2, 6)}
    assert sight.memory == {"Plan_Required": column(4, 8, 6)}


def test_the_tab_is_made_with_room_for_what_stood_before(server: SheetsServer) -> None:
    """The next syncs need not make it larger: they take three requests."""
    sheet_id = shared(
        server,
        {"add_tab": "Wide", "rows": 20, "columns": 30},
        {"define_name": "Plan_Schedule", "as": "Wide!A1:AD20"},
    )
    book = opened(server, sheet_id)
    for first in (1, 2):
        before = len(calls(server))
        grid = tuple(tuple(first + row + at for at in range(30)) for row in range(20))
        put(book, book.look(), Plan_Schedule=grid)
        assert len(calls(server)) - before == (5 if first == 1 else 2)
    assert opened(server, sheet_id).look().before["Plan_Schedule"][19][29] == 49


def test_a_formula_in_the_memory_does_not_keep_a_put_from_being_certain(
    server: SheetsServer,
) -> None:
    """It shows something else with every write; that is no other sync's doing."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(1, 2, 3), Plan_Expected=column(1, 2, 3))
    heads = server.seen(sheet_id, f"{TAB}!A1:L1")[0]
    letter = "ABCDEFGHIJKL"[heads.index("Plan_Expected")]
    server.act(sheet_id, [{"edit": f"{TAB}!{letter}3", "value": "=Plan!B6"}])
    put(book, book.look(), Plan_Required=column(7, ..., ...))
    assert book.look().memory["Plan_Required"] == column(7, 2, 3)


@pytest.mark.parametrize("empty", [{}, {"properties": {"title": "Plan"}}, {"sheets": []}])
@pytest.mark.parametrize("times", [1, 3, 99])
def test_a_reply_without_any_tab_is_no_empty_spreadsheet(
    server: SheetsServer, monkeypatch: pytest.MonkeyPatch, empty: dict[str, Any], times: int
) -> None:
    """Every spreadsheet has a tab: it is asked for again, and for ever is a sentence."""
    book = opened(server, shared(server))
    answers = [empty] * times
    asked = Transport.fetch_sheet_metadata
    monkeypatch.setattr(
        Transport,
        "fetch_sheet_metadata",
        lambda *args: answers.pop() if answers else asked(*args),
        raising=False,
    )
    if times == 99:
        with pytest.raises(Unreachable, match="Google sent less than was asked for"):
            book.look()
    else:
        assert book.look().read("Plan_Target").values == ((40,),)


def test_a_reader_of_the_sheet_can_look_and_is_told_that_nothing_was_written(
    server: SheetsServer,
) -> None:
    """Trying on would not mend it."""
    sheet_id = shared(server, role="reader")
    book = opened(server, sheet_id)
    sight = book.look()
    with pytest.raises(SheetError) as raised:
        put(book, sight, Plan_Required=column(1, 1, 1))
    assert not isinstance(raised.value, Again)
    assert server.seen(sheet_id, "Plan!B6:B8") == [[None]] * 3


def test_the_sight_of_another_book_is_refused(server: SheetsServer) -> None:
    """A put goes where its decision came from."""
    book = opened(server, shared(server))
    other = Sight("Plan", {}, {}, {})
    with pytest.raises(SheetError, match="another"):
        book.put([Change("Plan_Required", 0, 0, 1)], {"Plan_Required": column(1)}, other)


def test_a_sight_with_other_values_can_still_be_put(server: SheetsServer) -> None:
    """The flow lays values over what it saw; the tab to remember in comes along."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(1, 1, 1))
    sight = book.look().with_values("Plan_Target", ((41,),))
    put(book, replace(sight, title="x"), Plan_Required=column(2, 2, 2))
    assert server.seen(sheet_id, "Plan!B6:B8") == [[2]] * 3


def test_the_address_is_where_people_open_the_sheet(server: SheetsServer) -> None:
    """It holds the ID and nothing else."""
    sheet_id = shared(server)
    expected = f"https://docs.google.com/spreadsheets/d/{sheet_id}/edit"
    assert opened(server, sheet_id).url == expected


def test_names_that_change_under_every_look_end_in_a_sentence(server: SheetsServer) -> None:
    """A look is taken anew some times, and then given up."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    turns: list[int] = []

    def change() -> None:
        turns.append(1)
        name = {"define_name": "Plan_Pace", "as": "Plan!D6:D8"}
        server.act(sheet_id, [name if len(turns) % 2 else {"delete_name": "Plan_Pace"}])

    server.run(change, call=READ, times=None)
    with pytest.raises(Unreachable, match="could not be read as a whole"):
        book.look()
    assert len(calls(server)) == 10


def test_a_name_that_google_shows_and_cannot_find_is_a_problem_of_its_own(
    server: SheetsServer,
) -> None:
    """Asked for twice in vain, it is left out; the others are seen."""
    sheet_id = shared(server, {"define_name": "Plan_Pace", "as": "Plan!D6:D8"})
    book = opened(server, sheet_id)
    lost = {"delete_name": "Plan_Pace"}
    found = {"define_name": "Plan_Pace", "as": "Plan!D6:D8"}
    for nth in (2, 4):
        server.person(lost, call=READ, nth=nth)
        server.person(found, call=READ, nth=nth, moment="after")
    sight = book.look()
    problem = sight.found["Plan_Pace"]
    assert isinstance(problem, Problem)
    assert problem.code == "#REF!"
    assert sight.read("Plan_Target").values == ((40,),)


@pytest.mark.parametrize("seed", range(12))
def test_however_two_books_interleave_each_cell_remembers_what_was_last_put_there(
    server: SheetsServer, seed: int
) -> None:
    """Each decides from a look of its own, however old, while a person types into the cells."""
    rng = random.Random(seed)
    sheet_id = shared(server)
    books = [opened(server, sheet_id) for _ in range(2)]
    sights = [book.look() for book in books]
    last: dict[str, list[Cell]] = {name: [None] * 3 for name in ("Plan_Required", "Plan_Expected")}
    for turn in range(1, 25):
        which = rng.randrange(2)
        books[which].begin()
        if rng.random() < 0.4:
            sights[which] = books[which].look()
        if rng.random() < 0.2:
            where = f"Plan!{rng.choice('BC')}{rng.randrange(6, 9)}"
            server.person({"edit": where, "value": -turn}, call=WRITE)
        names = rng.sample(sorted(last), rng.randrange(1, 3))
        named = {}
        for name in names:
            cells = [rng.choice([turn * 10 + at, None, ...]) for at in range(3)]
            named[name] = column(*cells[:2], turn)
        before = len(server.log(WRITE))
        try:
            put(books[which], sights[which], **named)
        except Again:
            sights[which] = books[which].look()
        if any(each.code == 200 for each in server.log(WRITE)[before:]):
            for name, grid in named.items():
                for at, (cell,) in enumerate(grid):
                    last[name][at] = last[name][at] if cell is ... else cell
    memory = opened(server, sheet_id).look().memory
    for name, cells in last.items():
        assert memory.get(name, column(None, None, None)) == column(*cells)


def test_the_memory_is_found_by_its_id_when_another_tab_takes_its_title(
    server: SheetsServer,
) -> None:
    """Even at a look that asks for the tab by the title that it had."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(1, 2, 3))
    book.look()
    server.act(sheet_id, [{"rename_tab": "Funnel sync", "to": "x"}, {"add_tab": "Funnel sync"}])
    sight = book.look()
    assert sight.memory == {"Plan_Required": column(1, 2, 3)}
    put(book, sight, Plan_Required=column(4, ..., ...))
    assert server.seen(sheet_id, "x!B3:B5") == [[4], [2], [3]]
    assert server.seen(sheet_id, f"{TAB}!A1:C5") == [[None] * 3] * 5


def test_a_protection_that_a_look_shows_keeps_no_other_name_from_one_write(
    server: SheetsServer,
) -> None:
    """What is closed is left out by the flow, and the rest goes together."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Expected=column(0, 0, 0))
    sight = book.look()
    server.person({"protect": "Plan!B6:B8"}, call=WRITE)
    with pytest.raises(Again):
        put(book, sight, Plan_Required=column(1, 1, 1), Plan_Expected=column(2, 2, 2))
    sight = book.look()
    assert list(sight.closed) == ["Plan_Required"]
    before = len(calls(server))
    put(book, sight, Plan_Expected=column(2, 2, 2))
    assert calls(server)[before:] == ["write"]


@pytest.mark.parametrize("fault", ["lost", "503-applied", "cut", "200-html-applied"])
def test_a_write_whose_reply_is_lost_shows_at_the_next_look(
    server: SheetsServer, fault: str
) -> None:
    """The outputs and the memory arrived together, or neither did; nothing is written twice."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(1, 1, 1))
    server.fault(fault, call=WRITE)
    with pytest.raises(Again):
        put(book, book.look(), Plan_Required=column(2, 2, 2))
    sight = book.look()
    assert sight.read("Plan_Required").values == sight.memory["Plan_Required"] == column(2, 2, 2)


@pytest.mark.parametrize("fault", ["lost", "503-applied", "503", "reset", "429"])
def test_a_tab_whose_making_nobody_confirmed_is_found_or_made_at_the_next_put(
    server: SheetsServer, fault: str
) -> None:
    """There is one tab in the end."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    server.fault(fault, call=ADD)
    with pytest.raises(Again):
        put(book, book.look(), Plan_Required=column(1, 1, 1))
    put(book, book.look(), Plan_Required=column(1, 1, 1))
    assert book.look().memory == {"Plan_Required": column(1, 1, 1)}
    assert len(server.book(sheet_id).sheets) == 3


def test_a_name_that_grows_too_large_between_the_requests_of_a_look_is_not_read(
    server: SheetsServer,
) -> None:
    """What is asked for and what is there must be the same names."""
    sheet_id = shared(server, {"add_tab": "Large", "rows": 60_000, "columns": 20})
    book = opened(server, sheet_id)
    server.person({"move_name": "Plan_Expected", "to": "Large!A:T"}, call=READ, nth=2)
    sight = book.look()
    assert isinstance(sight.found["Plan_Expected"], Problem)
    assert "Plan_Expected" not in sight.blocks
    assert calls(server) == ["read"] * 4


def test_an_output_that_is_a_whole_tab_is_sent_only_as_far_as_it_changes(
    server: SheetsServer,
) -> None:
    """26,000 cells stand behind the name; a few of them make the request."""
    sheet_id = shared(
        server, {"add_tab": "Wide"}, {"define_name": "Plan_Schedule", "as": "Wide!A1:Z1000"}
    )
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Expected=column(1, 1, 1))
    sight = book.look()
    blank = (None,) * 26
    memory = {"Plan_Schedule": ((5, 6, *blank[2:]), (7, *blank[1:]), *[blank] * 998)}
    changes = [Change("Plan_Schedule", row, at, row * 2 + at + 5) for row, at in ((0, 0), (0, 1))]
    book.put([*changes, Change("Plan_Schedule", 1, 0, 7)], memory, sight)
    assert server.log(WRITE)[-1].sent < 2_000
    after = book.look()
    assert after.read("Plan_Schedule").values == after.memory["Plan_Schedule"]
    assert after.memory == memory | {"Plan_Expected": column(1, 1, 1)}


def test_a_tab_that_cannot_be_made_larger_ends_in_a_sentence(server: SheetsServer) -> None:
    """A spreadsheet has only so many cells; nothing is written."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=column(1, 1, 1))
    server.act(sheet_id, [{"resize_tab": "Funnel sync", "rows": 3}])
    server.fault("400", call=ADD, times=None)
    for _ in range(2):
        with pytest.raises(Again):
            put(book, book.look(), Plan_Required=column(2, 2, 2))
    with pytest.raises(SheetError, match="could not be made larger"):
        put(book, book.look(), Plan_Required=column(2, 2, 2))
    assert server.seen(sheet_id, "Plan!B6:B8") == [[1]] * 3


def test_ten_thousand_rows_of_actuals_are_read_with_the_rest(server: SheetsServer) -> None:
    """Every one of them, blank where nothing was counted."""
    rows = [[at, None if at % 7 else ""] + [at + each for each in range(4)] for at in range(10_000)]
    sheet_id = shared(
        server,
        {"add_tab": "Long", "rows": 10_500, "columns": 8},
        {"edit": "Long!A1:F10000", "value": rows},
        {"define_name": "Plan_Actuals", "as": "Long!A:H"},
    )
    values = opened(server, sheet_id).look().read("Plan_Actuals").values
    assert len(values) == 10_500
    assert values[9_999] == (9_999, None, 9_999, 10_000, 10_001, 10_002, None, None)
    assert values[10_000] == (None,) * 8
    assert calls(server) == ["read", "read"]


def test_a_file_that_is_no_google_sheet_is_told_how_to_become_one(server: SheetsServer) -> None:
    """An Excel workbook in Drive has an address like a Sheet's, and Google refuses to show it."""
    book = opened(server, shared(server))
    server.fault("400", call=READ)
    with pytest.raises(SheetError, match="File > Save as Google Sheets"):
        book.look()
