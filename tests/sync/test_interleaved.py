"""Two machines sync one book at once while a person edits it: every order of their steps."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_addin.books.cells import same
from funnel_addin.books.port import Cell, Grid
from funnel_addin.books.sight import Change, Sight
from funnel_addin.sync import Synced, sync
from funnel_core.errors import FunnelError
from tests.sync.books import Hand, Paper, plan_paper
from tests.sync.turns import Machine, orders, play

NOON = datetime.datetime(2027, 4, 1, 12, tzinfo=datetime.UTC)
MINE = ("mine", 77, -1.5)


class Witnessed(Paper):
    """A paper that knows which cells a person filled, and who wrote over what with open eyes."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper.cells, paper.formulas, paper.names)
        self.typed: dict[int, Cell] = {}
        self.unseen: list[Cell] = []
        self.seen: list[Cell] = []

    def edit(self, row: int, cell: Cell) -> None:
        """Type into an output cell, as a person."""
        self.type("Plan_Required", row, 0, cell)
        self.typed.pop(row, None)
        if cell is not None:
            self.typed[row] = cell

    def put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        """Note what a put writes over: typed since its look, which no API prevents, or seen."""
        for each in changes:
            cell = self.typed.pop(each.row, None)
            if cell is not None:
                looked = sight.blocks[each.name].values[each.row][each.column]
                (self.seen if same(looked, cell) else self.unseen).append(cell)
        super().put(changes, memory, sight)


def synced(hand: Hand) -> Synced:
    """Sync once."""
    return sync(hand, clock=lambda: NOON)


def settled(paper: Witnessed) -> None:
    """Sync once more with nobody else there: the plan, but for what people typed, remembered."""
    done = synced(Hand(paper))
    cells = [row[0] for row in paper.values("Plan_Required")]
    right: list[Cell] = [*done.plan.plan.required, None][: len(cells)]
    for row, cell in enumerate(cells):
        wanted = paper.typed.get(row, right[row])
        assert same(cell, wanted), (row, cell, wanted)
    kept = {each.value for each in done.kept}
    assert kept == {c for r, c in paper.typed.items() if not same(c, right[r])}
    assert paper.seen == []
    remembered = paper.remembered("Plan_Required")
    for row in range(len(cells)):
        put = paper.last_put.get(paper.where("Plan_Required", row))
        if put is not None:
            assert same(remembered[row][0], put)
    assert synced(Hand(paper)).written == ()


Person = Callable[[Witnessed], None]
PEOPLE: dict[str, tuple[Person, Person]] = {
    "an input and an output": (
        lambda paper: paper.type("Plan_Target", 0, 0, 80),
        lambda paper: paper.edit(1, "mine"),
    ),
    "two inputs": (
        lambda paper: paper.type("Plan_Target", 0, 0, 80),
        lambda paper: paper.type("Plan_Rates", 2, 0, 0.1),
    ),
    "an input there and back": (
        lambda paper: paper.type("Plan_Target", 0, 0, 80),
        lambda paper: paper.type("Plan_Target", 0, 0, 40),
    ),
    "an output filled and emptied": (
        lambda paper: paper.edit(0, "mine"),
        lambda paper: paper.edit(0, None),
    ),
    "an input broken and mended": (
        lambda paper: paper.type("Plan_Target", 0, 0, "007"),
        lambda paper: paper.type("Plan_Target", 0, 0, 80),
    ),
}


@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize("synced_before", [False, True])
def test_every_order_of_two_syncs_and_a_person(people: str, synced_before: bool) -> None:
    """In every order of two syncs' looks and puts and a person's edits, one more sync is right."""
    acts = PEOPLE[people]
    for order in orders((2, 2, 1, 1)):
        if order.index(3) < order.index(2):
            continue
        paper = Witnessed(plan_paper())
        if synced_before:
            synced(Hand(paper))
            paper.type("Plan_Rates", 0, 0, 0.25)
        machines = [Machine(paper, synced) for _ in range(2)]
        steps = [*machines, lambda p=paper: acts[0](p), lambda p=paper: acts[1](p)]
        play([steps[each] for each in order], machines)
        for machine in machines:
            assert machine.error is None or isinstance(machine.error, FunnelError)
        settled(paper)


@settings(max_examples=150)
@given(st.data())
def test_drawn_orders_with_faults(data: st.DataObject) -> None:
    """Three syncs in any order, puts that fail or get lost, and a person who goes on typing."""
    paper = Witnessed(plan_paper(tail=1))
    synced(Hand(paper))
    machines = [Machine(paper, synced) for _ in range(3)]
    for machine in machines:
        machine.hand.faults.extend(
            data.draw(st.lists(st.sampled_from(["", "lost", "unknown", "refused"]), max_size=3))
        )
    order: list[Machine | Callable[[], object]] = []
    for step in data.draw(st.lists(st.integers(0, 4), max_size=16)):
        if step < 3:
            order.append(machines[step])
        elif step == 3:
            target = data.draw(st.sampled_from([20, 40, 80]))
            order.append(lambda target=target: paper.type("Plan_Target", 0, 0, target))
        else:
            row, cell = data.draw(st.integers(0, 4)), data.draw(st.sampled_from([*MINE, None]))
            order.append(lambda row=row, cell=cell: paper.edit(row, cell))
    play(order, machines)
    assert [machine.error for machine in machines] == [None] * 3
    settled(paper)


@pytest.mark.parametrize("at", [2, 3, 5])
def test_every_order_of_two_syncs_and_an_inserted_line(at: int) -> None:
    """Wherever between two syncs' steps a person inserts a line, all that is left is the plan."""
    for order in orders((3, 3, 1)):
        paper = Witnessed(plan_paper())
        synced(Hand(paper))
        paper.type("Plan_Target", 0, 0, 80)
        machines = [Machine(paper, synced) for _ in range(2)]
        steps = [*machines, lambda p=paper: p.insert("Out", at)]
        play([steps[each] for each in order], machines)
        done = synced(Hand(paper))
        filled = [row[0] for row in paper.values("Plan_Required") if row[0] is not None]
        assert (order, filled, done.kept) == (order, [3200, 1600, 400, 80], ())
