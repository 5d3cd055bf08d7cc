"""A Google Sheet as a book that is synced: one look at everything, one write of everything."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from funnel_addin.books.google.calls.refusals import BadRequest, CallError, Protected
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.google.closed import closed_cells, is_protected
from funnel_addin.books.google.memory import MemoryTab
from funnel_addin.books.google.reading import (
    Flags,
    Resource,
    Tab,
    Unlike,
    block,
    grid_rows,
    places,
    sheet_titled,
    tabs,
)
from funnel_addin.books.google.survey import EVERYTHING, SHAPES, Survey
from funnel_addin.books.google.tab import make_room, make_tab
from funnel_addin.books.google.writing import Entry, check, entries, request
from funnel_addin.books.memory import before, remembered
from funnel_addin.books.port import Block, Grid, Place, Problem
from funnel_addin.books.sight import Again, Change, Closed, Sight, Unreachable, Unwritable
from funnel_core.errors import SheetError

__all__ = ["GoogleBook", "GoogleSight"]

LOOKS = 5
"""So often a look that a person spoils, by changing names in between, is taken anew."""

REFUSALS, SHUTS = 3, 2
"""So many refusals in a row, each after a fresh look, and the names are written one by one: fewer
where a protection is in the way that no look shows."""

SHUT = "is protected: ask its owner to let this account edit it"
REFUSED = "was refused by Google: look at where it points in Data > Named ranges"


@dataclass(frozen=True)
class GoogleSight(Sight):
    """What a sheet held at one moment, and the tab that is remembered in as it was then."""

    tab: MemoryTab | None = field(default=None, compare=False)


class GoogleBook:
    """A spreadsheet that people edit, reached through Google's API.

    Args:
        transport: makes the calls.
        spreadsheet_id: the spreadsheet's ID.
    """

    def __init__(self, transport: Transport, spreadsheet_id: str) -> None:
        self._transport = transport
        self._id = spreadsheet_id
        self._title = "the spreadsheet"
        self._survey: Survey | None = None
        self._surveyed = False
        self._gone: frozenset[str] = frozenset()
        self._begin()

    @property
    def requests(self) -> int:
        """Count the calls made over the network so far, repeated ones included."""
        return self._transport.requests

    @property
    def title(self) -> str:
        """Give the spreadsheet's title, once it was looked at."""
        return self._title

    @property
    def url(self) -> str:
        """Give the address at which people open it."""
        return f"https://docs.google.com/spreadsheets/d/{self._id}/edit"

    def begin(self) -> None:
        """Begin a sync: time and calls that may be spent are counted anew."""
        self._transport.patience.begin()
        self._gone = frozenset()
        self._begin()

    def _begin(self) -> None:
        self._refused = 0
        self._no_room = 0

    def look(self) -> Sight:
        """See the whole book as it is at one moment.

        Raises:
            SheetError: it cannot be seen, and trying on would not mend it.
        """
        return self._look()

    def _look(self) -> GoogleSight:
        blamed: frozenset[str] = frozenset()
        for _ in range(LOOKS):
            try:
                if self._survey is None or not self._surveyed:
                    self._survey = self._surveyed_anew()
            except Unlike:
                continue
            try:
                sight = self._seen(self._survey)
            except Unlike:
                self._surveyed, self._gone = False, frozenset()
                continue
            except BadRequest as error:
                self._surveyed = False
                # named, not found, and still shown afterwards: its cells are gone for good
                now = frozenset(self._survey.asked) & set(re.findall(r"\w+", error.said))
                self._gone |= blamed & now
                blamed = now
                continue
            self._title = sight.title
            # while there is no tab another machine may make one: only a survey would show it
            self._surveyed = sight.tab is not None and not self._gone
            self._transport.settled()
            return sight
        raise Unreachable(
            f"{self._title} could not be read as a whole: each time its names or tabs were "
            "changed in between, or Google sent less than was asked for; run the sync again when "
            "nobody changes names"
        )

    def _surveyed_anew(self) -> Survey:
        try:
            return Survey.of(self._get(SHAPES), self._gone)
        except BadRequest as error:
            # nothing is named in this request that could be gone: it is the file that is refused
            raise BadRequest(
                "Google does not show this file as a Google Sheet (400): if it is an Excel "
                "workbook in Drive, save it as one in File > Save as Google Sheets, and sync that",
                error.status,
                error.reason,
                error.said,
            ) from None

    def _get(self, fields: str, ranges: Sequence[str] = ()) -> Resource:
        params: dict[str, Any] = {"fields": fields}
        if ranges:
            params["ranges"] = list(ranges)
        return self._transport.fetch_sheet_metadata(self._id, params)

    def _seen(self, survey: Survey) -> GoogleSight:
        """See what stands in everything that a survey found, if that is all that there is.

        Raises:
            Unlike: other names or tabs are there now.
        """
        ranges = survey.ranges
        # without ranges Google would send the cells of every tab
        reply = self._get(EVERYTHING, ranges) if ranges else survey.resource
        known = {**survey.tabs, **tabs(reply)}
        found = places(reply, known, survey.gone)
        if _kinds(found) != _kinds(survey.found):
            raise Unlike
        asked = {name: place for name in survey.asked if isinstance(place := found[name], Place)}
        blocks, formulas, closed = self._cells(reply, asked)
        tab = _memory_tab(reply, survey.tab) if survey.tab else None
        properties = reply.get("properties", {})
        return GoogleSight(
            title=properties.get("title") or self._title,
            found=found,
            blocks=blocks,
            formulas=formulas,
            memory=remembered(tab.rows) if tab else {},
            closed=closed,
            time_zone=properties.get("timeZone", ""),
            before=before(tab.rows) if tab else {},
            tab=tab,
        )

    @staticmethod
    def _cells(
        reply: Resource, asked: Mapping[str, Place]
    ) -> tuple[dict[str, Block], dict[str, Flags], dict[str, Closed]]:
        titled = {tab.title: tab for tab in tabs(reply).values()}
        blocks, formulas, closed = {}, {}, {}
        for name, place in asked.items():
            sheet = sheet_titled(reply, place.sheet)
            blocks[name], formulas[name] = block(sheet, place, asked.values())
            shut = closed_cells(sheet, reply, titled[place.sheet], place)
            if shut:
                closed[name] = shut
        return blocks, formulas, closed

    def put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        """Put all the changes into the book together, and remember them with them.

        Args:
            changes: the cells to set; never empty.
            memory: for each name that changes, what is remembered of its cells from now on.
            sight: what the changes were decided from.

        Raises:
            Again: look again before anything else is put.
            SheetError: it cannot be put, and trying on would not mend it.
        """
        if not isinstance(sight, GoogleSight):
            raise SheetError("what was decided from one book cannot be put into another")
        tab, sight = self._with_tab(memory, sight)
        written = entries(changes, memory, sight, tab)
        try:
            make_room(self._transport, self._id, tab, [each.column for each in written])
        except BadRequest:
            raise self._no_tab("made larger") from None
        try:
            # a put that was refused is tried without anything that is not needed
            self._write(written, sight, tab, canary=not self._refused)
        except (BadRequest, Protected) as error:
            self._surveyed = False
            self._refused += 1
            if self._refused < (SHUTS if _is_shut(error) else REFUSALS):
                raise Again("what was to be written was refused: look again") from None
            self._write_each(written, sight, tab)
        self._begin()

    def _with_tab(
        self, memory: Mapping[str, Grid], sight: GoogleSight
    ) -> tuple[MemoryTab, GoogleSight]:
        """See to it that there is a tab to remember in, and that it can be written."""
        tab = sight.tab
        if tab is None:
            tab, sight = self._with_new_tab(memory, sight)
        if tab.protected:
            raise SheetError(
                f"the tab '{tab.title}', in which a sync remembers what it wrote, is protected: "
                "let this account edit it, then run the sync again; nothing was written"
            )
        return tab, sight

    def _with_new_tab(
        self, memory: Mapping[str, Grid], sight: GoogleSight
    ) -> tuple[MemoryTab, GoogleSight]:
        """Make the tab, and see whether everything still is as it was decided from."""
        try:
            survey = self._survey or self._surveyed_anew()
        except Unlike:
            raise Again("Google did not show the spreadsheet's tabs: look again") from None
        titles = [each.title for each in survey.tabs.values()]
        try:
            made = make_tab(self._transport, self._id, titles, memory)
        except BadRequest:
            raise self._no_tab("added") from None
        self._survey, self._surveyed = survey.with_tab(made), True
        fresh = self._look()
        if fresh.tab is None or fresh != sight:
            raise Again("the spreadsheet was changed while the tab to remember in was made")
        return fresh.tab, fresh

    def _no_tab(self, what: str) -> SheetError:
        """Look again, in case that another machine was first; but not for ever."""
        self._surveyed = False
        self._no_room += 1
        if self._no_room < REFUSALS:
            return Again(f"the tab to remember in could not be {what}: look again")
        return SheetError(
            f"the hidden tab in which a sync remembers what it wrote could not be {what}: a "
            "spreadsheet has at most 10 million cells and 200 tabs; delete some that nobody needs"
        )

    def _write_each(self, written: Sequence[Entry], sight: Sight, tab: MemoryTab) -> None:
        """Write name by name, to find out which are refused; all of them together just were.

        As soon as the echo shows that somebody else has written, it ends: the rest would follow
        from what is past.
        """
        refused: dict[str, str] = {}
        for at, each in enumerate(written):
            try:
                self._write([each], sight, tab, canary=False)
            except (BadRequest, Protected) as error:
                refused[each.name] = SHUT if _is_shut(error) else REFUSED
            except SheetError:
                if len(refused) == at:
                    raise
                raise Again("some names were written, and then no more: look again") from None
        if refused:
            self._begin()
            raise Unwritable(refused)

    def _write(self, written: Sequence[Entry], sight: Sight, tab: MemoryTab, canary: bool) -> None:
        reply = self._transport.values_batch_update(self._id, request(written, tab, canary))
        check(written, reply, sight, tab, canary)


def _kinds(found: Mapping[str, Place | Problem]) -> dict[str, type]:
    return {name: type(place) for name, place in found.items()}


def _is_shut(error: CallError) -> bool:
    return isinstance(error, Protected) or "protected" in error.said


def _formulas(sheet: Resource) -> frozenset[tuple[int, int]]:
    """Give the cells of a tab, counted from 0, that hold a formula."""
    return frozenset(
        (row, column)
        for data in sheet.get("data", ())
        for row, line in enumerate(data.get("rowData", ()))
        for column, cell in enumerate(line.get("values", ()))
        if "formulaValue" in cell.get("userEnteredValue", {})
    )


def _memory_tab(reply: Resource, expected: Tab) -> MemoryTab | None:
    """Give the tab that is remembered in; None where one of a person's has its title.

    Raises:
        Unlike: it is not the tab that was asked for.
    """
    sheet = sheet_titled(reply, expected.title)
    tab = tabs({"sheets": [sheet]}).get(expected.sheet_id)
    if tab is None:
        raise Unlike
    found = MemoryTab(
        tab.title,
        grid_rows(sheet),
        tab.rows,
        tab.columns,
        tab.sheet_id,
        is_protected(sheet, reply, tab),
        _formulas(sheet),
    )
    return found if found.ours else None
