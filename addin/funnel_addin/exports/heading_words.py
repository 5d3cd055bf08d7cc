"""Words in headings: a record, a stage, a time, a channel, an amount; and stages' names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["best", "is_lost", "is_won", "key", "outcomes", "rank", "stage_of"]


def key(text: str) -> str:
    """Give a heading as it is compared: its letters and digits alone.

    >>> key('Date entered "Lead (Lifecycle Stage Pipeline)"'), key("CLOSE_DATE*")
    ('dateenteredleadlifecyclestagepipeline', 'closedate')
    """
    return "".join(letter for letter in text.casefold() if letter.isalnum())


RECORD = (
    "record recordid case caseid deal dealid lead leadid opportunity opportunityid contactid "
    "mqlid customerid clientid applicationid accountid ticketid casename caseconceptname leaduuid "
    "dealuuid uuid guid "
    "vorgang vorgangsnummer vorgangsnr auftragsnummer auftragsnr angebotsnummer leadnummer "
    "dossier numérodedossier numerodedossier expediente númerodeexpediente dossiernummer "
    "zaaknummer offertenummer"
).split()
CUSTOMER = (
    "kundennummer kundennr interessentennummer numéroclient numeroclient numérodeclient "
    "numerodeclient idclient númerodecliente numerodecliente idcliente klantnummer klantnr"
).split()
"""These tell records apart where nothing else does: a customer may have several."""
STAGE = (
    "stage stagename status event eventname activity activityname step phase conceptname dealstage "
    "pipelinestage lifecyclestage leadstatus newstage tostage newstatus tostatus "
    "stufe vertriebsphase verkaufsphase étape etape statut etapa fase verkoopfase"
).split()
TIME = (
    "time timestamp date datetime entered enteredat enteredon dateentered entrydate entereddate "
    "eventtime eventdate eventtimestamp occurredat changedat changedate changedon timetimestamp "
    "completetimestamp completetime stagedate stagetime when ts "
    "datum zeitpunkt zeitstempel datumuhrzeit statusdatum horodatage dateheure fecha fechahora "
    "fechayhora tijdstip tijdstempel datumtijd"
).split()
CHANNEL = (
    "channel source leadsource origin utmsource acquisitionchannel trafficsource marketingchannel "
    "originaltrafficsource originalsource originalsourcetype sourcechannel hsanalyticssource "
    "dealsourcechannel leadsourcechannel firsttouchchannel "
    "quelle kanal herkunft leadquelle marketingkanal canal origine provenance origen fuente "
    "procedencia kanaal bron herkomst leadbron"
).split()
AMOUNT = (
    "amount value dealvalue dealamount revenue contractvalue amountincompanycurrency acv arr tcv "
    "dealdealvalue amountusd amounteur "
    "betrag betrageur wert auftragswert auftragswerteur auftragssumme dealwert umsatz montant "
    "montanteur valeur chiffredaffaires importe importeeur monto valor bedrag bedrageur waarde "
    "orderwaarde dealwaarde omzet"
).split()

_LOSING = (
    r"lost|declined|rejected|cancell?ed|disqualified|unqualified|abandoned|withdrawn|derailed|"
    r"dead|not converted|churned|expired|closedlost"
)
_DOUBT = (
    r"\b(?:not|no|non|never|to|almost|nearly|likely|probably|maybe|may|might|if|or|risk|verbally|"
    r"pending|awaiting|expected|before|until)"
    r"(?: (?:be|being|been|get|getting|yet|of|closed?|deal))*"
)
"""What stands before a word that it takes back, with what may stand between."""

_NOT_WON = re.compile(
    r"\bnot (?:won|closed ?won|purchased|bought|sold)\b(?! yet\b)|^no (?:deal|sale)$"
)
_LOST = re.compile(rf"\b(?:{_LOSING})\b")
_DOUBTED_LOST = re.compile(rf"{_DOUBT} (?:{_LOSING})\b")
_WON = re.compile(r"\b(?:won|closedwon)\b(?! back\b)")
_DOUBTED_WON = re.compile(rf"{_DOUBT} (?:won|closedwon)\b")
_BOUGHT = re.compile(
    r"(?:\d+ )?(?:closed |contract |deal )?(?:customer|purchased?|ordered|signed|paid|sold)"
)
"""These say a win only where nothing else stands beside them: "Customer Demo" is a step."""

_OTHER_TONGUES = (
    r"^(?:(?:closed|deal|ab ?geschlossen|geschlossen|cerrad[oa]|ferm[ée]+|chius[oa]|fechad[oa]|"
    r"gesloten|afgesloten|affaire|opportunit[éàa]|oportunidade?|angebot|auftrag) )*(?:{})\b"
)
"""A word that a name begins with: "fast verloren" and "nicht gewonnen" are something else."""

_LOST_ELSEWHERE = re.compile(
    _OTHER_TONGUES.format(
        r"verloren|abgelehnt|storniert|abgesagt|disqualifiziert|perdue?s?|abandonnée?|refusée?|"
        r"annulée?|perdid[oa]|rechazad[oa]|cancelad[oa]|descartad[oa]|pers[oa]|rifiutat[oa]|"
        r"annullat[oa]|recusad[oa]|afgewezen|geannuleerd|przegran[ay]|förlorad|tabt|tapt"
    )
)
_WON_ELSEWHERE = re.compile(
    _OTHER_TONGUES.format(
        r"gewonnen|gagnée?|remportée?|ganad[oa]|vint[oa]|ganh[oa]|wygran[ay]|vunnen|vundet|vunnet"
    )
)
"""German, French, Spanish, Italian, Portuguese, Dutch, Polish and the Nordic languages."""

_ORDER = (
    r"visit|visitor|session|impression",
    r"inquiry|enquiry|subscriber|subscribed|sign ?up|registered|first contact|contacted|contact",
    r"mcl|lead|leads|created|prospect|new",
    r"mql|marketing qualified|qualified",
    r"sal|sales accepted|accepted",
    r"sql|sales qualified",
    r"opportunity|opp|deal|converted",
    r"demo|meeting|appointment|presentation|needs analysis",
    r"trial|pilot|evaluation",
    r"proposal|quote|quoted|offer|offered",
    r"negotiation|contract sent|contract",
    r"won|closed won|customer|purchase|purchased|ordered|signed|paid|sold",
)
_RANKS = tuple(re.compile(rf"\b(?:{words})\b") for words in _ORDER)
_NO_STAGE = re.compile(
    r"\b(updated?|modified|last|latest|recent|next|expected|estimated|est|birth|birthday|due|"
    r"planned|planning|target|targeted|projected|anticipated|predicted|probable|likely|"
    r"activity|email|exported?|imported|reply|replied|deleted|archive|exited|days|duration|move|"
    r"forecast|fiscal|timezone|zone|viewed|sync|synced|report|"
    r"zuletzt|letzte[rs]?|nächste[rs]?|geändert|änderung|aktualisiert|bearbeitet|geburt|fällig|"
    r"geplante?[rs]?|erwartete?[rs]?|voraussichtliche?[rs]?|wiedervorlage|exportiert|importiert|"
    r"gelöscht|derni(?:er|ère)|prochaine?|modifiée?|modification|prévue?|naissance|échéance|"
    r"mise|últim[oa]|próxim[oa]|modificad[oa]|modificación|actualizad[oa]|actualización|"
    r"previst[oa]|nacimiento|vencimiento|laatste?|volgende|gewijzigd|bijgewerkt|verwachte?|"
    r"geplande?|geboorte)\b"
)
_DATED = re.compile(
    r"\b(dates?|times?|datetime|timestamp|at|on|day|datum|fecha)\b|\b(?:am|le|el|op)$"
)
_OF = re.compile(r"^(?:der|des|de la|de|du|d|del|van) ")


def words(text: str) -> str:
    """Give a heading as words in small letters.

    >>> words("wonDate"), words("first_contact_date")
    ('won date', 'first contact date')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[\W_]+", " ", apart).casefold().split())


def best(headings: Iterable[str], known: Sequence[str]) -> list[str]:
    """Give the headings that are among known ones, in their order."""
    return [heading for heading in headings if key(heading) in known]


def stage_of(heading: str) -> str:
    """Give the stage whose date a heading says, "" if it says none.

    >>> stage_of("first_contact_date"), stage_of("Won at"), stage_of("last_modified_date")
    ('First contact', 'Won', '')
    >>> stage_of("Gewonnen am"), stage_of("Fecha de cierre")
    ('Gewonnen', 'Cierre')
    """
    text = words(heading)
    if not _DATED.search(text) or _NO_STAGE.search(text):
        return ""
    name = " ".join(_DATED.sub(" ", text).split())
    name = _OF.sub("", re.sub(r"^(became an?|entered|when) | entered$", "", name))
    return name[:1].upper() + name[1:]


def is_lost(name: str) -> bool:
    """Tell whether a stage's name says for sure that a record is lost.

    >>> is_lost("Closed Lost"), is_lost("A_DECLINED"), is_lost("Not won"), is_lost("Closed Won")
    (True, True, True, False)
    >>> is_lost("At risk of being lost"), is_lost("Won / Lost")
    (False, False)
    >>> is_lost("Verloren – kein Budget"), is_lost("Fast verloren"), is_lost("Fermé perdu")
    (True, False, True)
    """
    text = words(name)
    if _LOST_ELSEWHERE.search(text) and not _WON_ELSEWHERE.search(text):
        return "?" not in name and "/" not in name
    if _NOT_WON.search(text):
        return True
    doubted = _DOUBTED_LOST.search(text) or _WON.search(text)
    return bool(_LOST.search(text)) and not doubted


def is_won(name: str) -> bool:
    """Tell whether a stage's name says for sure that a record is won.

    >>> is_won("closedwon"), is_won("Contract signed"), is_won("Negotiation")
    (True, True, False)
    >>> is_won("Customer Demo"), is_won("Ready to be signed"), is_won("Not won")
    (False, False, False)
    >>> is_won("Gewonnen"), is_won("Nicht gewonnen"), is_won("Gagné")
    (True, False, True)
    """
    text = words(name)
    if _WON_ELSEWHERE.search(text):
        return "?" not in name and "/" not in name
    if _BOUGHT.fullmatch(text):
        return True
    return bool(_WON.search(text)) and not (_DOUBTED_WON.search(text) or _LOST.search(text))


def outcomes(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the stages of deals that are won, and those that are lost; the others are open.

    Where one of them says "won", others that only may mean it are steps before it.

    >>> outcomes(["Closed Won", "Signed", "Customer Demo", "Closed Lost"])
    (('Closed Won',), ('Closed Lost',))
    >>> outcomes(["Signed", "Customer Demo", "Declined"])
    (('Signed',), ('Declined',))
    """
    every = sorted(names)
    won = tuple(name for name in every if is_won(name))
    clear = tuple(name for name in won if _WON.search(words(name)))
    return clear or won, tuple(name for name in every if is_lost(name))


def rank(name: str) -> int | None:
    """Give the place of a stage by the field's words for stages, None if it has none.

    >>> rank("First contact") < rank("MQL") < rank("Won"), rank("Blue")
    (True, None)
    """
    text = words(name)
    found = [at for at, each in enumerate(_RANKS) if each.search(text)]
    if found and found[-1] == len(_RANKS) - 1 and not is_won(name):
        # a customer's demo comes before a customer
        found = found[:-1]
    # "sales qualified" is "qualified", too: the last one is the most special one
    return found[-1] if found else None
