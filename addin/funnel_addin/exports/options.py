"""What a person says of exports' columns, and what has to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from funnel_addin.exports.stage_options import told
from funnel_core.errors import CrmError

__all__ = ["GivenRoles", "RoleMissing"]


@dataclass(frozen=True, slots=True)
class GivenRoles:
    """What the options say, as they were typed; "" where one was not given.

    Args:
        record, stage, time, channel, amount: headings; several, for several exports, are split by
            commas.
        stages: in their order, top first, the last one won: "Lead,MQL,Won" in a log, or
            "Lead=Create Date,Won=Close Date[Deal Stage=Closed won]" with a date column per stage.
        date_order: "day-first", "month-first" or "year-first".
        zone: such as "Europe/Amsterdam".
        lost: as `stages`; "" says that there are none, None that nothing was said.
    """

    record: str = ""
    stage: str = ""
    time: str = ""
    channel: str = ""
    amount: str = ""
    stages: str = ""
    date_order: str = ""
    zone: str = ""
    lost: str | None = None


class RoleMissing(CrmError):
    """Something about the columns that only a person can say; the sentence names the option.

    Args:
        message: the sentence.
        role: which field of `GivenRoles` the answer goes into.
        question: as it is asked where somebody sits at a terminal.
        choices: answers to choose from; empty where any text may be one.
        default: the likeliest answer; "" where there is none.
        export: which export is asked about, where several are given; else "".
        lacks: what is missing, as a part of a sentence that says all that is.
        proposal: what the sentence proposes, by the fields of `GivenRoles`; {} where it does not.
    """

    def __init__(
        self,
        message: str = "",
        role: str = "",
        question: str = "",
        choices: tuple[str, ...] = (),
        default: str = "",
        export: str = "",
        lacks: str = "",
        proposal: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.role, self.question = role, question
        self.choices, self.default, self.export = choices, default, export
        self.lacks, self.proposal = lacks, dict(proposal or {})

    def as_proposed(self, given: GivenRoles, alone: bool = True) -> GivenRoles:
        """Give what the options say with what is proposed added; `alone`: there is one export.

        >>> missing = RoleMissing("…", "stages", proposal={"stages": "New,Won", "lost": "Lost"})
        >>> missing.as_proposed(GivenRoles(record="id")).lost
        'Lost'
        """
        for role, answer in self.proposal.items():
            given = _with(given, role, answer, "" if alone else self.export)
        return given

    def answered(self, given: GivenRoles, answer: str) -> GivenRoles:
        """Give what the options say with an answer added, as the option would have it.

        >>> missing = RoleMissing("…", "record", "Which column?", export="leads.csv")
        >>> missing.answered(GivenRoles(record="deals.csv:id"), "lead, id").record
        'deals.csv:id,leads.csv:"lead, id"'
        """
        given = _with(given, self.role, answer, self.export)
        lost = self.proposal.get("lost", "")
        if self.role == "stages" and answer == self.default and lost and given.lost is None:
            # who takes the order that is proposed takes the losses that it leaves out
            given = _with(given, "lost", lost, self.export)
        return given


_HEADINGS = ("record", "stage", "time", "channel", "amount")


def _with(given: GivenRoles, role: str, answer: str, export: str) -> GivenRoles:
    before = getattr(given, role)
    if role not in _HEADINGS:
        # stages of one export stand behind those of the one before
        both = role == "stages" and export and before
        return replace(given, **{role: f"{before},{answer}" if both else answer})
    said = f"{told(export)}:{told(answer)}" if export else told(answer)
    return replace(given, **{role: f"{before},{said}" if before else said})
