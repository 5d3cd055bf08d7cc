"""A column of dates that is read as no stage is told, with the option that would use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from funnel_addin.exports import chain
from funnel_addin.exports.options import GivenRoles
from funnel_addin.exports.roles_file import as_toml
from funnel_core.history.problems import Kind

WIDE = (
    "Kundennummer;Anfrage am;Demo am;Gewonnen am;Verloren am;Lost reason\n"
    "1;2026-01-05;2026-01-06;2026-01-20;;\n2;2026-01-05;;;2026-01-09;too dear\n"
)
STAGES = "Anfrage=Anfrage am,Demo=Demo am,Gewonnen=Gewonnen am"


def told(folder: Path, given: GivenRoles, text: str = WIDE) -> tuple[chain.Read, list[str]]:
    """Read an export, and give what is told of stages that are not used."""
    path = folder / "wide.csv"
    path.write_text(text, encoding="utf-8")
    with chain.read(chain.Exports((str(path),), given)) as read:
        return read, [each.sentence for each in read.problems if each.kind is Kind.UNUSED_STAGE]


def test_a_lost_date_that_is_not_used_is_told_with_its_option(tmp_path: Path) -> None:
    """What the sentence proposes uses it; words such as a reason are no dates."""
    read, sentences = told(tmp_path, GivenRoles(stages=STAGES))
    assert read.roles.lost == ()
    (sentence,) = sentences
    assert "the dates in 'Verloren am' are read as no stage" in sentence
    assert "`--lost 'Verloren=Verloren am'` counts them" in sentence
    read, sentences = told(tmp_path, GivenRoles(stages=STAGES, lost="Verloren=Verloren am"))
    assert (read.roles.lost, sentences) == (("Verloren",), [])
    _, sentences = told(tmp_path, GivenRoles(stages=STAGES, lost=""))
    assert sentences == []


def test_a_step_that_is_not_named_is_told(tmp_path: Path) -> None:
    """It may be left out on purpose: once the roles are kept, it is told no more."""
    given = GivenRoles(stages="Anfrage=Anfrage am,Gewonnen=Gewonnen am", lost="")
    read, sentences = told(tmp_path, given)
    assert [each.count("name it in `--stages`, where it belongs") for each in sentences] == [1]
    assert "as in 'Demo=Demo am'" in sentences[0]
    kept = tmp_path / "crm.toml"
    kept.write_text(as_toml(read.roles, kept), encoding="utf-8")
    with chain.read(chain.Exports((str(kept),))) as again:
        assert not [each for each in again.problems if each.kind is Kind.UNUSED_STAGE]


def test_one_more_loss_is_put_beside_those_that_are_named(tmp_path: Path) -> None:
    """What was typed stays in what is proposed."""
    text = WIDE.replace("Lost reason", "Abgelehnt am").replace("too dear", "2026-01-11")
    given = GivenRoles(stages=STAGES, lost="Verloren=Verloren am")
    _, (sentence,) = told(tmp_path, given, text)
    assert "`--lost 'Verloren=Verloren am,Abgelehnt=Abgelehnt am'`" in sentence


@pytest.mark.parametrize("stages", ["", "Lead,Won"])
def test_a_column_named_by_lost_alone_leaves_the_steps_to_the_headings(
    tmp_path: Path, stages: str
) -> None:
    """`--lost "Dropped=dropped"` is no reason to forget the dates of the steps."""
    text = (
        "deal_id,lead_date,won_date,dropped\n1,2026-01-05,2026-01-20,\n2,2026-01-05,,2026-01-09\n"
    )
    given = GivenRoles(stages=stages, lost="Dropped=dropped")
    read, sentences = told(tmp_path, given, text)
    assert (read.roles.stages, read.roles.lost) == (("Lead", "Won"), ("Dropped",))
    assert sentences == []


def test_dates_of_a_tools_export_are_no_stages(tmp_path: Path) -> None:
    """HubSpot has dates of much else."""
    text = (
        "Record ID,Became a Lead Date,Became a Customer Date,Create Date,Closed Lost Date\n"
        "1,2026-01-05,2026-01-20,2026-01-01,2026-01-02\n"
    )
    read, sentences = told(tmp_path, GivenRoles(), text)
    assert (read.roles.tool, sentences) == ("HubSpot", [])
