"""What exports' columns are recognised as: by tool, by headings, by options; and what is asked."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest

from funnel_addin.exports.events import events
from funnel_addin.exports.heading_words import stage_of
from funnel_addin.exports.opening import opened
from funnel_addin.exports.options import GivenRoles, RoleMissing
from funnel_addin.exports.recognising import fitted, recognised
from funnel_addin.exports.roles import DateColumn, Roles
from funnel_core.errors import CrmError

SAMPLES = Path(__file__).parent / "samples"
NOTHING = GivenRoles()
STEPS = ("Lead", "Won", "Lost")
LEADS = "id,created_at,source\n1,2024-01-02,web\n2,2024-01-03,fair\n"
LOG = "case,stage,entered_at\n" + "".join(
    f"{case},{stage},2024-01-{day:02}\n"
    for case in range(1, 5)
    for day, stage in ((case, "New"), (case + 5, "Talked"), (case + 9, "Sold"))
)


def roles_of(names: Sequence[str], given: GivenRoles = NOTHING) -> Roles:
    """Recognise samples."""
    with opened([str(SAMPLES / name) for name in names]) as exports:
        return recognised(exports, given)


def roles_of_texts(folder: Path, texts: Sequence[str], given: GivenRoles = NOTHING) -> Roles:
    """Recognise exports that are written for a test: export0.csv, export1.csv and so on."""
    paths = [folder / f"export{at}.csv" for at in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    with opened([str(path) for path in paths]) as exports:
        return recognised(exports, given)


TOOLS: dict[str, tuple[tuple[str, ...], str, tuple[str, ...], tuple[str, ...]]] = {
    "HubSpot's contacts": (
        ("hubspot_contacts.csv",),
        "HubSpot",
        (
            "Subscriber",
            "Lead",
            "Marketing Qualified Lead",
            "Sales Qualified Lead",
            "Opportunity",
            "Customer",
        ),
        (),
    ),
    "HubSpot's newer contacts": (
        ("hubspot_contacts_date_entered.csv",),
        "HubSpot",
        ("Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Opportunity", "Customer"),
        (),
    ),
    "HubSpot's contacts by internal names": (
        ("hubspot_api_contacts_epoch_ms.csv",),
        "HubSpot",
        ("Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Opportunity", "Customer"),
        (),
    ),
    "HubSpot's deals": (
        ("hubspot_deals.csv",),
        "HubSpot",
        (
            "Appointment Scheduled",
            "Qualified To Buy",
            "Presentation Scheduled",
            "Contract Sent",
            "Closed Won",
        ),
        ("Closed Lost",),
    ),
    "Salesforce's leads": (
        ("salesforce_leads.csv",),
        "Salesforce",
        ("Lead", "Converted"),
        (),
    ),
    "Salesforce's opportunities": (
        ("salesforce_opportunities.csv",),
        "Salesforce",
        ("Opportunity", "Closed won"),
        ("Closed lost",),
    ),
    "Salesforce's history of opportunities": (
        ("salesforce_opportunity_history.csv",),
        "Salesforce",
        ("Prospecting", "Qualification", "Closed Won"),
        ("Closed Lost",),
    ),
    "Salesforce's history from the Data Loader": (
        ("salesforce_dataloader_OpportunityHistory.csv",),
        "Salesforce",
        ("Prospecting", "Qualification", "Closed Won"),
        ("Closed Lost",),
    ),
    "Pipedrive's deals": (("pipedrive_deals.csv",), "Pipedrive", ("Deal", "Won"), ("Lost",)),
    "Pipedrive's deals without prefix": (
        ("pipedrive_deals_no_prefix.csv",),
        "Pipedrive",
        ("Deal", "Won"),
        ("Lost",),
    ),
    "Salesforce's leads with their opportunities": (
        ("salesforce_dataloader_Lead.csv", "salesforce_dataloader_Opportunity.csv"),
        "Salesforce",
        ("Lead", "Opportunity", "Closed won"),
        ("Closed lost",),
    ),
    "HubSpot's contacts with their deals": (
        ("hubspot_contacts.csv", "hubspot_deals.csv"),
        "HubSpot",
        (
            "Subscriber",
            "Lead",
            "Marketing Qualified Lead",
            "Sales Qualified Lead",
            "Appointment Scheduled",
            "Qualified To Buy",
            "Presentation Scheduled",
            "Contract Sent",
            "Closed Won",
        ),
        ("Closed Lost",),
    ),
}


@pytest.mark.parametrize("which", TOOLS)
def test_a_tools_export_is_recognised_by_itself(which: str) -> None:
    """No option is needed: the tool, the stages in their order, and what is lost are known."""
    names, tool, stages, lost = TOOLS[which]
    paths = [str(SAMPLES / name) for name in names]
    with opened(paths) as exports:
        roles = recognised(exports, NOTHING)
        rows = events(exports, roles).table.execute()
    assert (roles.tool, roles.stages, roles.lost) == (tool, stages, lost)
    assert set(rows["stage"].dropna()) <= {*stages, *lost}
    assert len(rows)
    assert rows["record"].notna().all()


def test_a_close_date_of_an_open_deal_is_no_win() -> None:
    """A close date counts where the stage says won or lost: before that, it is only expected."""
    roles = roles_of(["salesforce_opportunities.csv"])
    assert roles.sources[0].dates == {
        "Opportunity": DateColumn("Created Date"),
        "Closed won": DateColumn("Close Date", "Stage", ("Closed Won",)),
        "Closed lost": DateColumn("Close Date", "Stage", ("Closed Lost",)),
    }


@pytest.mark.parametrize(
    "step", ["Customer Evaluation", "Ready to be signed", "Not won", "Signed", "No customer"]
)
def test_a_step_with_a_word_of_a_win_in_it_is_no_win(tmp_path: Path, step: str) -> None:
    """Open deals are not won by their expected close dates, whatever their stage is called."""
    text = (
        "Record ID,Deal Stage,Create Date,Close Date,Amount\n"
        f"1,{step},2024-01-01,2024-02-01,5\n2,Closed Won,2024-01-02,2024-03-01,6\n"
        "3,Closed Lost,2024-01-02,2024-03-01,6\n"
    )
    dates = roles_of_texts(tmp_path, [text]).sources[0].dates
    assert dates["Closed won"] == DateColumn("Close Date", "Deal Stage", ("Closed Won",))
    plain = text.replace("Deal Stage", "Status").replace("Record ID", "Deal ID")
    dates = roles_of_texts(tmp_path, [plain]).sources[0].dates
    assert dates["Closed won"].values == ("Closed Won",)


def test_salesforces_flags_say_what_is_won(tmp_path: Path) -> None:
    """A firm's own words are known by its flags; one name for open and won deals says nothing."""
    text = (
        "Opportunity ID,Stage,Created Date,Close Date,Closed,Won\n"
        "1,Unterschrieben,2024-01-01,2024-02-01,1,1\n2,Won over,2024-01-02,2024-03-01,0,0\n"
        "3,Abgesagt,2024-01-03,2024-03-01,1,0\n"
    )
    dates = roles_of_texts(tmp_path, [text]).sources[0].dates
    assert dates["Closed won"] == DateColumn("Close Date", "Stage", ("Unterschrieben",))
    assert dates["Closed lost"] == DateColumn("Close Date", "Stage", ("Abgesagt",))
    text += "4,Unterschrieben,2024-01-03,2024-03-01,0,0\n"
    dates = roles_of_texts(tmp_path, [text]).sources[0].dates
    assert (dates["Closed won"].where, "1" in dates["Closed won"].values) == ("Won", True)


def test_deals_whose_stages_say_no_win_are_asked_about(tmp_path: Path) -> None:
    """A firm's own words for a win cannot be known: the sentence lists them with their counts."""
    text = (
        "Record ID,Deal Stage,Create Date,Close Date,Amount\n"
        "1,Unterschrieben,2024-01-01,2024-02-01,5\n2,Angebot,2024-01-02,2024-03-01,6\n"
    )
    with pytest.raises(RoleMissing, match=r"'Unterschrieben' \(1\).*--stages") as asked:
        roles_of_texts(tmp_path, [text])
    assert asked.value.role == "stages"
    answer = "Deal=Create Date,Won=Close Date[Deal Stage=Unterschrieben]"
    roles = roles_of_texts(tmp_path, [text], asked.value.answered(NOTHING, answer))
    assert roles.sources[0].dates["Won"] == DateColumn(
        "Close Date", "Deal Stage", ("Unterschrieben",)
    )
    assert (roles.sources[0].record, roles.sources[0].amount) == ("Record ID", "Amount")


def test_two_pipelines_are_not_thrown_together(tmp_path: Path) -> None:
    """Stages of one name in two pipelines are two, and a person says which are meant."""
    text = (
        'Record ID,"Date entered ""Closed Won (Sales)""","Date entered ""Contract Sent (Sales)""",'
        '"Date entered ""Closed Won (Partner)"""\n1,2024-02-01,2024-01-01,\n2,,,2024-01-05\n'
    )
    with pytest.raises(RoleMissing, match=r"'Closed Won \(Partner\)', of several pipelines"):
        roles_of_texts(tmp_path, [text])
    given = GivenRoles(stages="Contract Sent (Sales),Closed Won (Sales)")
    assert roles_of_texts(tmp_path, [text], given).stages == (
        "Contract Sent (Sales)",
        "Closed Won (Sales)",
    )


def test_two_pipelines_are_proposed_one_at_a_time(tmp_path: Path) -> None:
    """Neither an order nor what is lost takes stages of both: what is proposed can be typed."""
    stages = ["Neu (Partner)", "Sent (Sales)", "Won (Partner)", "Won (Sales)", "Lost (Sales)"]
    text = ",".join(["Record ID", *(f"Date entered {stage}" for stage in stages)]) + "\n"
    text += "1,2024-01-01,,2024-02-01,,\n2,,2024-01-02,,2024-01-03,\n3,,2024-01-02,,,2024-01-09\n"
    with pytest.raises(RoleMissing) as asked:
        roles_of_texts(tmp_path, [text])
    assert (
        "of several pipelines, to be read one at a time: if records pass them as they mostly do, "
        "`--stages 'Neu (Partner),Won (Partner)'` or `--stages 'Sent (Sales),Won (Sales)' --lost "
        "'Lost (Sales)'`" in str(asked.value)
    )
    partner = roles_of_texts(tmp_path, [text], asked.value.answered(NOTHING, asked.value.default))
    assert (partner.stages, partner.lost) == (("Neu (Partner)", "Won (Partner)"), ())
    sales = roles_of_texts(tmp_path, [text], GivenRoles(stages="Sent (Sales),Won (Sales)"))
    assert sales.lost == ("Lost (Sales)",)


def test_stages_that_nobody_entered_are_left_out(tmp_path: Path) -> None:
    """A firm that has no subscribers has that column all the same, and it is blank."""
    text = (
        "Record ID,Became a Subscriber Date,Became a Lead Date,Became a Customer Date\n"
        "1,,2024-01-01,2024-02-01\n"
    )
    assert roles_of_texts(tmp_path, [text]).stages == ("Lead", "Customer")


def test_two_tables_with_an_id_in_common_need_no_option(tmp_path: Path) -> None:
    """Leads and won deals are joined by the id that both have."""
    leads = "mql_id,first_contact_date,landing_page_id,origin\nx,2024-01-01,7,social\n"
    deals = "mql_id,won_date,segment\nx,2024-02-01 10:00:00,pet\n"
    roles = roles_of_texts(tmp_path, [leads, deals])
    assert roles.stages == ("First contact", "Won")
    assert [source.record for source in roles.sources] == ["mql_id", "mql_id"]
    assert roles.sources[0].channel == "origin"


def test_exports_of_one_kind_are_read_together(tmp_path: Path) -> None:
    """Two months of one export need no more options than one of them."""
    text = "Deal - ID,Deal - Deal created,Deal - Won time,Deal - Lost time\n"
    months = [text + f"{at},2024-0{at}-01,2024-0{at}-09,\n" for at in (1, 2)]
    roles = roles_of_texts(tmp_path, months)
    assert (roles.stages, len(roles.sources)) == (("Deal", "Won"), 2)


def test_two_tables_without_an_id_in_common_are_asked_about(tmp_path: Path) -> None:
    """Different headings of one id are said by `--record`, a heading for each export."""
    deals = "lead,won_at\n1,2024-02-01\n"
    with pytest.raises(RoleMissing, match="--record HEADING,HEADING") as asked:
        roles_of_texts(tmp_path, [LEADS, deals])
    assert asked.value.role == "record"
    roles = roles_of_texts(tmp_path, [LEADS, deals], GivenRoles(record="id,lead"))
    assert [source.record for source in roles.sources] == ["id", "lead"]


def test_a_logs_order_is_proposed_from_who_comes_first(tmp_path: Path) -> None:
    """The order of a log's stages is asked, with the stages found in the order they come in."""
    with pytest.raises(RoleMissing, match=r"'New' \(4\), 'Talked' \(4\), 'Sold' \(4\)") as asked:
        roles_of_texts(tmp_path, [LOG])
    assert (asked.value.role, asked.value.default) == ("stages", "New,Talked,Sold")
    roles = roles_of_texts(tmp_path, [LOG], asked.value.answered(NOTHING, asked.value.default))
    assert roles.stages == ("New", "Talked", "Sold")
    source = roles.sources[0]
    assert (source.record, source.stage, source.time) == ("case", "stage", "entered_at")


def test_words_of_losses_are_known_unless_they_are_said(tmp_path: Path) -> None:
    """Declined is lost; `--lost` says otherwise, and "" says that nothing is."""
    text = LOG + "9,A_DECLINED,2024-01-09\n9,Paused,2024-01-10\n"
    given = GivenRoles(stages="New,Talked,Sold")
    assert roles_of_texts(tmp_path, [text], given).lost == ("A_DECLINED",)
    given = GivenRoles(stages="New,Talked,Sold", lost="Paused")
    assert roles_of_texts(tmp_path, [text], given).lost == ("Paused",)
    given = GivenRoles(stages="New,Talked,Sold", lost="")
    assert roles_of_texts(tmp_path, [text], given).lost == ()


def test_several_words_of_a_log_may_mean_one_stage(tmp_path: Path) -> None:
    """`Done=Sold|Closed` names a stage by the words that a log has for it."""
    text = LOG + "9,Closed,2024-01-09\n"
    given = GivenRoles(stages="new,Done=Sold|Closed")
    roles = roles_of_texts(tmp_path, [text], given)
    assert roles.stages == ("New", "Done")
    assert roles.sources[0].marks == {"Sold": "Done", "Closed": "Done"}


def test_a_stage_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    """A typing error in `--stages` is shown beside what the export has."""
    with pytest.raises(CrmError, match=r"got 'Sould', and there are .*'Sold' \(4\)"):
        roles_of_texts(tmp_path, [LOG], GivenRoles(stages="New,Sould"))
    with pytest.raises(CrmError, match="got 'nope' for 'Won', and there are 'id', 'created_at'"):
        roles_of_texts(tmp_path, [LEADS], GivenRoles(stages="Lead=created_at,Won=nope"))


def test_what_matches_twice_is_refused_with_both_and_the_option(tmp_path: Path) -> None:
    """Two columns for one role: the sentence names both, and the option that decides."""
    twice = LOG.replace("entered_at", "timestamp,datetime").replace("2024", "2024-01-01,2024")
    given = GivenRoles(stages="New,Talked,Sold")
    with pytest.raises(RoleMissing, match=r"'timestamp', 'datetime' all may: .*`--time") as asked:
        roles_of_texts(tmp_path, [twice], GivenRoles(stages="New,Talked,Sold", stage="stage"))
    given = asked.value.answered(given, "datetime")
    assert roles_of_texts(tmp_path, [twice], given).sources[0].time == "datetime"
    two = LEADS.replace("source", "source,channel").replace("web", "web,ads").replace("fair", "f,g")
    given = GivenRoles(stages="Lead=created_at,Won=created_at")
    with pytest.raises(RoleMissing, match=r"'source', 'channel' all may: .*`--channel source`"):
        roles_of_texts(tmp_path, [two], given)


@pytest.mark.parametrize(
    ("headings", "role", "may"),
    [
        ("Deal ID,stage,time,date", "time", ("time", "date")),
        ("Deal ID,stage,timestamp,date", "time", ("timestamp", "date")),
        ("Deal ID,stage,time,Deal stage", "stage", ("stage", "Deal stage")),
        ("Deal ID,stage,time,status", "stage", ("stage", "status")),
    ],
)
@pytest.mark.parametrize(
    "given", [NOTHING, GivenRoles(stages="Lead,Won", lost="Lost")], ids=["nothing", "stages"]
)
def test_a_logs_column_that_matches_twice_is_asked_about(
    tmp_path: Path, headings: str, role: str, may: tuple[str, str], given: GivenRoles
) -> None:
    """Both columns and the option in one sentence, both as choices; the answer is enough."""
    last = "2024-03-0{}" if role == "time" else "Won"
    rows = [f"{at},{stage},2024-01-0{at},{last.format(at)}" for at in (1, 2, 3) for stage in STEPS]
    text = "\n".join([headings, *rows])
    with pytest.raises(RoleMissing, match=rf"all may: name one with `--{role} {may[0]}`") as asked:
        roles_of_texts(tmp_path, [text], given)
    assert (asked.value.role, asked.value.choices) == (role, may)
    said = asked.value.answered(GivenRoles(stages="Lead,Won", lost="Lost"), may[0])
    assert getattr(roles_of_texts(tmp_path, [text], said).sources[0], role) == may[0]


def test_what_is_missing_is_told_with_the_headings_that_are_there(tmp_path: Path) -> None:
    """No record, no stage, no time: the option to give, and the headings to choose from."""
    with pytest.raises(RoleMissing, match="'colour', 'size' with `--time") as asked:
        roles_of_texts(tmp_path, ["colour,size\nred,1\n"])
    assert asked.value.choices == ("colour", "size")
    given = GivenRoles(stages="A=born_on,B=sold_on")
    with pytest.raises(RoleMissing, match=r"tells records apart.*--record HEADING"):
        roles_of_texts(tmp_path, ["name,born_on,sold_on\nx,2024-01-01,2024-01-02\n"], given)


def test_an_option_that_names_no_column_is_refused(tmp_path: Path) -> None:
    """`--channel` must name a heading of one of the exports."""
    with pytest.raises(CrmError, match=r"`--channel` must name a column .* got 'chanel'"):
        roles_of_texts(tmp_path, [LOG], GivenRoles(channel="chanel"))


HUBSPOT = (
    "Record ID,Original Source,Original Traffic Source,Became a Lead Date,Became a lead date,"
    "Became a Customer Date\n"
)


def test_two_headings_of_one_thing_are_asked_about(tmp_path: Path) -> None:
    """Neither the first nor the last is taken, unless the other one is blank."""
    both = HUBSPOT + "1,a,b,2025-01-03,2025-01-05,2025-02-03\n"
    with pytest.raises(RoleMissing, match="'Became a Lead Date' and 'Became a lead date' both"):
        roles_of_texts(tmp_path, [both])
    dates = HUBSPOT + "1,a,b,,2025-01-05,2025-02-03\n"
    with pytest.raises(RoleMissing, match="'Original Source', 'Original Traffic Source' all may"):
        roles_of_texts(tmp_path, [dates])
    given = GivenRoles(channel="Original Source")
    source = roles_of_texts(tmp_path, [dates], given).sources[0]
    assert (source.dates["Lead"].column, source.channel) == (
        "Became a lead date",
        "Original Source",
    )
    stages = "Lead=Became a Lead Date,Customer=Became a Customer Date"
    given = GivenRoles(stages=stages, channel="Original Source")
    assert roles_of_texts(tmp_path, [both], given).stages == ("Lead", "Customer")


@pytest.mark.parametrize(
    "given",
    [
        GivenRoles(stages="New,Sold", channel="case"),
        GivenRoles(stages="New,Sold", record="stage"),
        GivenRoles(stages="Lead=entered_at,Won=entered_at"),
    ],
    ids=["channel", "record", "date"],
)
def test_one_column_in_two_roles_is_refused(tmp_path: Path, given: GivenRoles) -> None:
    """A column says one thing: the sentence names it and both roles."""
    with pytest.raises(CrmError, match=r"cannot be (the date of )?both"):
        roles_of_texts(tmp_path, [LOG], given)


def test_a_history_of_opportunities_says_their_channel(tmp_path: Path) -> None:
    """Salesforce's report may have the lead source beside the stages."""
    text = (
        "Opportunity ID,From Stage,To Stage,Lead Source,Last Modified\n"
        "1,,Prospecting,Web,2024-01-02\n1,Prospecting,Closed Won,Web,2024-01-05\n"
    )
    assert roles_of_texts(tmp_path, [text]).sources[0].channel == "Lead Source"


def test_options_go_before_what_is_recognised(tmp_path: Path) -> None:
    """What a person says of a tool's export always wins."""
    given = GivenRoles(
        record="Email", channel="Lead Status", stages="Lead,Customer", zone="Europe/Paris"
    )
    roles = roles_of(["hubspot_contacts.csv"], given)
    source = roles.sources[0]
    assert (source.record, source.channel) == ("Email", "Lead Status")
    assert (roles.stages, roles.zone) == (("Lead", "Customer"), "Europe/Paris")
    assert set(source.dates) == {"Lead", "Customer"}


def test_a_heading_may_be_led_by_its_export(tmp_path: Path) -> None:
    """Where exports have a heading in common, `export1.csv:id` says whose is meant."""
    deals = "id,lead,won_at\n7,1,2024-02-01\n"
    given = GivenRoles(record="export0.csv:id,export1.csv:lead")
    roles = roles_of_texts(tmp_path, [LEADS, deals], given)
    assert [source.record for source in roles.sources] == ["id", "lead"]


def test_a_table_of_dates_in_the_fields_words_needs_no_order(tmp_path: Path) -> None:
    """Lead, MQL and won stand in the order that the field gives them, dates of no stage apart."""
    text = (
        "deal_id,won_date,mql_date,lead_date,last_modified_date,lost_date\n"
        "1,2024-03-01,2024-02-01,2024-01-01,2024-04-01,\n2,,,2024-01-02,2024-01-02,2024-01-03\n"
    )
    roles = roles_of_texts(tmp_path, [text])
    assert (roles.stages, roles.lost) == (("Lead", "Mql", "Won"), ("Lost",))


def test_a_table_of_dates_in_a_firms_own_words_is_asked_about(tmp_path: Path) -> None:
    """Unknown stages are proposed in the order in which their dates mostly come."""
    text = (
        "id,blue_date,red_date,green_date\n1,2024-03-01,2024-01-01,2024-02-01\n"
        "2,,2024-01-05,2024-02-05\n"
    )
    with pytest.raises(RoleMissing) as asked:
        roles_of_texts(tmp_path, [text])
    assert asked.value.default == "Red,Green,Blue"


def test_a_history_of_names_alone_is_asked_about() -> None:
    """Two deals of one name would be one: a person says whether there are such."""
    name = "salesforce_opportunity_field_history.csv"
    with pytest.raises(RoleMissing, match="ids; it has names in 'Opportunity Name'") as asked:
        roles_of([name])
    given = asked.value.answered(NOTHING, asked.value.default)
    roles = roles_of([name], given)
    source = roles.sources[0]
    assert (source.where, source.values) == ("Field / Event", ("Stage",))
    assert (source.stage, source.time) == ("New Value", "Edit Date")


def test_kept_roles_fit_this_months_export(tmp_path: Path) -> None:
    """Kept roles are given to other files with the same headings, whatever their order."""
    deals = "mql_id,won_date\nx,2024-02-01\n"
    leads = "mql_id,first_contact_date\nx,2024-01-01\n"
    kept = roles_of_texts(tmp_path, [leads, deals])
    later = tmp_path / "later"
    later.mkdir()
    (later / "d.csv").write_text(deals, encoding="utf-8")
    (later / "l.csv").write_text(leads, encoding="utf-8")
    with opened([str(later / "d.csv"), str(later / "l.csv")]) as exports:
        roles = fitted(kept, exports)
    assert [Path(source.export).name for source in roles.sources] == ["l.csv", "d.csv"]
    assert roles.stages == kept.stages


def test_kept_roles_do_not_fit_an_export_without_a_heading(tmp_path: Path) -> None:
    """A column that was renamed is told, with what is there."""
    given = GivenRoles(stages="New,Talked,Sold")
    kept = roles_of_texts(tmp_path, [LOG], given)
    path = tmp_path / "export0.csv"
    path.write_text(LOG.replace("entered_at", "since"), encoding="utf-8")
    renamed = pytest.raises(CrmError, match="it has no 'entered_at': it has 'case', 'stage'")
    with opened([str(path)]) as exports, renamed:
        fitted(kept, exports)
    too_many = pytest.raises(CrmError, match="the roles are those of 1 export ")
    with opened([str(path), str(path)]) as exports, too_many:
        fitted(kept, exports)


HEADINGS = {
    "German": "Vorgang;Phase;Datum;Quelle;Auftragswert (€)",
    "German customers": "Kunden-Nr.;Stufe;Zeitpunkt;Kanal;Betrag",
    "French": "Dossier;Étape;Horodatage;Origine;Montant",
    "Spanish": "Expediente;Etapa;Fecha;Fuente;Importe",
    "Dutch": "Klantnummer;Fase;Tijdstip;Herkomst;Bedrag",
}


@pytest.mark.parametrize("language", HEADINGS)
def test_a_logs_headings_are_known_in_other_languages(tmp_path: Path, language: str) -> None:
    """The commonest German, French, Spanish and Dutch words need no option, but for the order."""
    text = HEADINGS[language] + "\n" + "1;a;2026-01-05;x;5\n1;b;2026-01-06;x;5\n"
    source = roles_of_texts(tmp_path, [text], GivenRoles(stages="a,b")).sources[0]
    known = (source.record, source.stage, source.time, source.channel, source.amount)
    assert ";".join(known) == HEADINGS[language]


@pytest.mark.parametrize(
    ("heading", "stage"),
    [
        ("Anfrage am", "Anfrage"),
        ("Datum der Anfrage", "Anfrage"),
        ("Gagné le", "Gagné"),
        ("Fecha de cierre", "Cierre"),
        ("Gewonnen op", "Gewonnen"),
        ("Zuletzt geändert am", ""),
        ("Fecha de nacimiento", ""),
        ("Date de modification", ""),
        ("Laatst gewijzigd op", ""),
    ],
)
def test_dates_of_stages_are_known_in_other_languages(heading: str, stage: str) -> None:
    """Those of changes, births and plans are none."""
    assert stage_of(heading) == stage


def test_a_german_closing_date_counts_where_the_stage_says_so(tmp_path: Path) -> None:
    """Abschluss am is the day of a win or of a loss, by the words in the column of stages."""
    text = (
        "ID;Kundennummer;Phase;Erstellt am;Abschluss am\n1;7;Gewonnen;2026-01-05;2026-02-05\n"
        "2;7;Verloren;2026-01-06;2026-02-06\n3;7;Angebot;2026-01-06;2026-03-06\n"
    )
    roles = roles_of_texts(tmp_path, [text], GivenRoles(stages="Erstellt,Closed won"))
    source = roles.sources[0]
    assert source.dates["Closed won"] == DateColumn("Abschluss am", "Phase", ("Gewonnen",))
    assert (source.record, roles.lost) == ("ID", ("Closed lost",))


GERMAN = "Vorgang;Phase;Datum\n" + "".join(
    f"{case};{stage};{day:02}.{case:02}.2026\n"
    for case in range(1, 13)
    for day, stage in (
        (13, "Anfrage"),
        *([(16, "Demo"), (20, "Gewonnen")] if case > 9 else [(15, "Verloren – kein Budget")]),
    )
)


@pytest.mark.parametrize("lost", ["Verloren – kein Budget", "Kein Interesse"])
def test_a_stage_that_none_goes_on_from_is_proposed_as_lost(tmp_path: Path, lost: str) -> None:
    """By its name in other languages, or since no record does: not as a step of the order."""
    text = GERMAN.replace("Verloren – kein Budget", lost)
    given = GivenRoles(record="Vorgang", stage="Phase", time="Datum")
    if lost == "Kein Interesse":
        text += "".join(
            f"{case};{stage};{day}.01.2026\n"
            for case in range(20, 24)
            for day, stage in ((13, "Anfrage"), (15, lost))
        )
    with pytest.raises(RoleMissing) as asked:
        roles_of_texts(tmp_path, [text], given)
    assert f"`--stages 'Anfrage,Demo,Gewonnen' --lost '{lost}'`" in str(asked.value)


def test_a_stage_with_an_apostrophe_is_proposed_as_a_shell_takes_it(tmp_path: Path) -> None:
    """The words of the proposal are those that the option is to get."""
    text = LOG.replace("Talked", "Didn't answer")
    with pytest.raises(RoleMissing) as asked:
        roles_of_texts(tmp_path, [text])
    (proposal,) = re.findall(r"`--stages (.*)`", str(asked.value))
    assert shlex.split(proposal) == ["New,Didn't answer,Sold"]


def test_spellings_of_a_stage_are_one_stage(tmp_path: Path) -> None:
    """Letters' case and blanks around make no stage: what is proposed can be typed."""
    text = LOG.replace("2,New", "2,NEW").replace("3,New", "3, new ")
    with pytest.raises(RoleMissing, match=r"'New' \(4\), 'Talked' \(4\), 'Sold' \(4\)"):
        roles_of_texts(tmp_path, [text])


def test_a_stage_that_no_row_is_at_yet_is_taken_where_all_others_are_named(tmp_path: Path) -> None:
    """In a young export nothing is won or lost; with a stage left over it may be a slip."""
    roles = roles_of_texts(
        tmp_path, [LOG], GivenRoles(stages="new,Talked,Sold,Paid", lost="Lost, Not paid")
    )
    assert roles.stages == ("New", "Talked", "Sold", "Paid")
    assert roles.lost == ("Lost", "Not paid")
    with pytest.raises(CrmError, match=r"must name stages that are in .*; got 'Sodl'"):
        roles_of_texts(tmp_path, [LOG], GivenRoles(stages="New,Talked,Sodl"))
    lost = LOG + "z,Lost,2024-03-01\n"
    with pytest.raises(CrmError, match=r"`--lost` must .*; got 'Lots', and there are .*'Lost' \(1"):
        roles_of_texts(tmp_path, [lost], GivenRoles(stages="New,Talked,Sold", lost="Lots"))


def test_a_log_without_two_stages_says_what_can_be_typed(tmp_path: Path) -> None:
    """Its own stages stand in the proposal, and what loses behind --lost."""
    text = "case,stage,entered_at\n1,New,2024-01-01\n1,Lost,2024-01-05\n2,New,2024-01-02\n"
    with pytest.raises(RoleMissing, match="`--stages 'New,Won' --lost 'Lost'`, also those that"):
        roles_of_texts(tmp_path, [text])
    assert roles_of_texts(tmp_path, [text], GivenRoles(stages="New,Won")).lost == ("Lost",)


def test_a_list_of_where_records_are_is_no_log(tmp_path: Path) -> None:
    """It has the headings of one, and each record once: the sentence says so."""
    with pytest.raises(RoleMissing, match=r"each 'case' stands in one row only.*`--stage stage`"):
        roles_of_texts(tmp_path, ["case,stage,date\n1,New,2024-01-01\n"])


def test_one_heading_over_two_columns_is_told(tmp_path: Path) -> None:
    """With their places: neither is taken by chance."""
    text = LOG.replace("entered_at\n", "date,date\n").replace("-01-", "-02-")
    text = "\n".join(f"{line},2024-03-01" if "2024" in line else line for line in text.split("\n"))
    with pytest.raises(CrmError, match="columns 3 and 4 are both headed 'date'; give one of them"):
        roles_of_texts(tmp_path, [text])
