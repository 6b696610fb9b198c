"""The words in which the press claims something about calls, in English and in Italian, and a text read by them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from ..record.problem import QuestionError
from ..record.record import Record
from ..record.text import near, shorten

FORM = "write it such as 'the sixth call of the year' or 'la quarta in meno di due mesi'"

# Words by what they are to the grammar, a letter each; between commas stand values, between bars their spellings.
# A word in no table is an error. Nothing is skipped but the words under ".", which change no meaning.
_EN = {
    "o": "first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth, thirteenth,"
    "fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth, twenty first, twenty second,"
    "twenty third, twenty fourth, twenty fifth, twenty sixth, twenty seventh, twenty eighth, twenty ninth, thirtieth",
    "n": "zero|no, one|once, two|twice, three|thrice, four, five, six|half a dozen, seven, eight, nine, ten, eleven,"
    "twelve|a dozen, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, twenty one,"
    "twenty two, twenty three, twenty four, twenty five, twenty six, twenty seven, twenty eight, twenty nine, thirty",
    "x": "as many",
    "1": "a|an",
    "H": "and a half",
    "#": "number",
    "c": "call|calls|conversation|conversations|talk|talks|discussion|discussions|chat|chats|time|times|phone call"
    "|phone calls|telephone call|telephone calls|phone conversation|phone conversations|telephone conversation"
    "|telephone conversations|phone talk|phone talks|telephone talks|phone chat|phone discussion",
    "u": "hour|hours, day|days, week|weeks, month|months, year|years",
    "m": "january|jan, february|feb, march, april|apr, may, june|jun, july|jul, august|aug, september|sep|sept,"
    "october|oct, november|nov, december|dec",
    "w": "monday, tuesday, wednesday, thursday, friday, saturday, sunday",
    "B": "less than|under|fewer than|not even, almost|nearly|just under|close to|little less than,"
    "about|around|roughly|approximately, more than|over|longer than,"
    "just over|a little over|slightly over|little more than|just more than|slightly more than",
    "i": "in|within|for|during|over the past|over the last|in the space of|over the course of|in the course of",
    "s": "since|after|from",
    "f": "of",
    "t": "this|current",
    "h": "start of|beginning of|start|beginning",
    "p": "last|past|latest|the two last|last one",
    "v": "previous|preceding|prior|previous one",
    "k": "consecutive|straight|in a row|running|in succession",
    "L": "longest",
    "S": "shortest",
    "e": "ever",
    "about": "on|about|regarding",
    "q": "known|publicly|public|announced|disclosed|reported|acknowledged|officially|official|scheduled",
    "Q": "confirmed",
    "&": "and|while|as well as",
    "R": "contact|contacts|interaction|interactions|meeting|meetings|visit|visits|summit|summits|exchange|exchanges"
    "|communication|communications|encounter|encounters,"
    "per day|per week|per month|per year|each day|each week|each month|each year|every day|every week|every month"
    "|every year|monthly|weekly|a day on average|on average,"
    "at least|at most|up to|no more than|no fewer than|more or less|or so|some,"
    "mid|early|late|end of|middle of|summer|autumn|winter|spring, several|few|many|dozens|a couple of|numerous,"
    "not|never|may be|might be|could be|if, called|phoned|rang|telephoned",
    ".": "the|their|his|her|its|it|they|he|that|which|was|were|is|are|be|been|being|has|have|had|having|will|would"
    "|did|do|does|spoke|speak|speaks|speaking|spoken|talked|held|hold|holds|holding|made|make|makes|making|marks"
    "|marked|marking|mark|taken place|took place|takes place|take place|called each other|each other|by phone"
    "|by telephone|over the phone|on the phone|via phone|over the telephone|phone|telephone|such|so far|to date|now"
    "|already|just|only|exactly|together|both|with|between|on|at|to speak|to talk|to hold|two leaders|two presidents"
    "|two men|between the two|the two have|the two had|the two spoke|the two talked|leaders|leader|presidents"
    "|president|pair|pair s|duo|men|heads of state|counterpart|also|again|altogether"
    "|in all|in total|total|came|come|comes|place|one another|themselves|there|phoned each other|all"
    "|said|says|according to|of silence|new|becomes|became|gave|went|dated|happened|occurred|as",
}
_IT = {
    "o": "prim, second, terz, quart, quint, sest, settim, ottav, non, decim, undicesim, dodicesim, tredicesim,"
    "quattordicesim, quindicesim, sedicesim, diciassettesim, diciottesim, diciannovesim, ventesim, ventunesim,"
    "ventiduesim, ventitreesim, ventiquattresim, venticinquesim, ventiseiesim, ventisettesim, ventottesim,"
    "ventinovesim, trentesim",
    "n": "zero|nessuna|nessun, una sola|un solo|una volta sola, due, tre, quattro, cinque, sei, sette, otto, nove,"
    "dieci, undici, dodici, tredici, quattordici, quindici, sedici, diciassette, diciotto, diciannove, venti, ventuno,"
    "ventidue, ventitre, ventiquattro, venticinque, ventisei, ventisette, ventotto, ventinove, trenta",
    "x": "altrettanti|altrettante",
    "1": "un|uno|una",
    "H": "e mezzo|e mezza",
    "#": "numero",
    "c": "telefonata|telefonate|colloquio|colloqui|conversazione|conversazioni|chiamata|chiamate|volta|volte"
    "|colloquio telefonico|colloqui telefonici|conversazione telefonica|conversazioni telefoniche|chiamata telefonica"
    "|chiamate telefoniche",
    "u": "ora|ore, giorno|giorni, settimana|settimane, mese|mesi, anno|anni",
    "m": "gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre",
    "w": "lunedi, martedi, mercoledi, giovedi, venerdi, sabato, domenica",
    "B": "meno di|neanche|nemmeno, quasi|poco meno di, circa, piu di|oltre, poco piu di|appena piu di",
    "i": "in|nel|nell|nello|nella|nei|negli|nelle|entro|durante|per|nel giro di|nell arco di|nel corso di"
    "|nel giro degli|nell arco degli",
    "s": "da|dal|dallo|dalla|dall|dai|dagli|dalle|dopo|a partire da|a partire dal|da quando",
    "f": "di|del|dello|della|dell|dei|degli|delle|d",
    "t": "questo|questa|quest|corrente|in corso",
    "h": "inizio",
    "p": "ultimo|ultima|ultimi|ultime|scorso|scorsa|scorsi|scorse|passato|passata",
    "v": "precedente|precedenti",
    "k": "consecutivo|consecutiva|consecutivi|consecutive|di fila|di seguito",
    "L": "piu lunga|piu lungo",
    "S": "piu breve|piu corta|piu corto",
    "about": "su|sul|sulla|sull|sui|sulle",
    "e": "di sempre|in assoluto|mai",
    "q": "nota|noto|note|noti|pubblica|pubblico|pubblicamente|annunciata|annunciato|annunciate|resa|reso|ufficiale"
    "|ufficiali|ufficialmente|diretta|diretto",
    "Q": "confermata|confermato|confermate|confermati",
    "&": "e|mentre|nonche",
    "R": "contatto|contatti|interazione|interazioni|incontro|incontri|vertice|vertici|visita|visite|comunicazione"
    "|comunicazioni|scambio|scambi, al giorno|alla settimana|a settimana|al mese|all anno|ogni giorno|ogni settimana"
    "|ogni mese|ogni anno|in media, almeno|al massimo|non piu di|non meno di|fino a,"
    "meta|fine|estate|autunno|inverno|primavera, alcune|alcuni|diverse|diversi|varie|vari|molte|decina|una decina,"
    "non|forse|potrebbe, ha chiamato|ha telefonato|telefona|telefono a",
    ".": "il|lo|la|i|gli|le|l|loro|suo|sua|suoi|tra|fra|i due|due leader|due presidenti|leader|presidenti|presidente"
    "|essere|stata|stato|stati|state|era|erano|sono|si|si tratta|tratta|si trattava|si sono sentiti|sentiti|sentono"
    "|si sono parlati|parlati|parlato|parlano|hanno|ha|avuto|avuta|avute|avuti|telefonico|telefonica|telefoniche"
    "|telefonici|al telefono|per telefono|telefono|volta che|che|al|a|con|solo|soltanto|gia|finora|esattamente"
    "|appena|risale|risaliva|avvenuta|avvenuto|svolta|svolto|tenuta|tenuto|insieme|quella|quello|tycoon|nuovo|nuova"
    "|ha detto|di silenzio|a questa parte|a distanza di|anche|soli"
    "|sole|due capi di stato|capi di stato|tale|simile|totale|in tutto|in totale|cosi|alla|risalgono",
}
REFUSED = (
    "may be more than telephone calls, and only those are counted here",
    "makes it a rate, which no count of calls can be; write a number and a span of days",
    "makes it more than one number; a claim is judged as an exact count",
    "names no day; write the day or the month, or --since DATE",
    "is no number; write it out, such as ten",
    "leaves open what is claimed; write what is said to be so",
    "says who placed the call; leave it out, and write --placed-by PERSON",
)


class Word(NamedTuple):
    """A word or phrase: what it is to the grammar (a letter of the tables), its value there, and its text.

    Besides the tables': E an event of the record, T a topic, P a person, D a date as ISO 8601 writes it,
    O an ordinal in figures, y a year, N the office or country of a person, and the comma.
    """

    code: str
    value: Any
    text: str


def read(text: str, record: Record) -> list[Word]:
    """Return the words of a claim, in the language that knows more of them.

    Raises QuestionError for a word that neither knows, and for one that makes it no count of calls.
    """
    topics = {
        _tokens(name): topic.id
        for topic in record.topics.values()
        for name in (topic.id, topic.label or "", *topic.aliases)
        if name
    }
    (words, unknown), other = (_words(_tokens(text), table, record, topics) for table in (_EN, _IT))
    if len(other[1]) < len(unknown):
        words, unknown = other
    if unknown:
        known = [name for table in (_EN, _IT) for code in table for names in _values(table, code) for name in names]
        raise QuestionError(f"'{shorten(unknown[0])}' is no word of a claim{near(unknown[0], known)}; {FORM}")
    ended = (*words, Word("", None, ""))
    for word, after in pairwise(ended):
        if word.code == "R":
            raise QuestionError(f"'{word.text}' {REFUSED[word.value]}")
        if word.code == "1" and (after.code == "N" or after.text in ("president", "presidente")):
            raise QuestionError(f"'{word.text} {after.text}' is anybody in that office; a call is between people")
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if before.code == after.code == "P" and word.code == "c":
            raise QuestionError(f"'{word.text}' {REFUSED[-1]}")
    # "secondo Trump" is according to him, and no second
    return [each for each, after in pairwise(ended) if (each.text, after.code) != ("secondo", "P")]


def _words(
    tokens: Sequence[str], table: Mapping[str, str], record: Record, topics: Mapping[tuple[str, ...], str]
) -> tuple[list[Word], list[str]]:
    """Return words as one language has them, and those that it does not know."""
    phrases: dict[tuple[str, ...], tuple[str, Any]] = {}
    for code in table.keys() - {"about"}:
        for value, names in enumerate(_values(table, code), code in "om"):
            phrases |= dict.fromkeys((tuple(name.split()) for name in names), (code, value))
    for person in record.people.values():
        phrases |= {_tokens(name): ("P", person.id) for name in (person.id, person.name, *person.name.split())}
        for word in _tokens(person.office or ""):
            phrases.setdefault((word,), ("N", None))
    for about in table["about"].split("|"):
        phrases |= {(about, *name): ("T", topic) for name, topic in topics.items()}
    loose = {words[0] for words, (code, _) in phrases.items() if len(words) == 1 and code in ".f1P"}
    events = {
        tuple(word for word in _tokens(name) if word not in loose): event.date
        for event in record.events.values()
        for name in (event.id, event.label or "", *event.aliases)
    }
    at = 0
    found: list[Word] = []
    unknown: list[str] = []
    while at < len(tokens):
        here = _event(tokens, at, events, loose) or _phrase(tokens, at, phrases) or _single(tokens[at], phrases)
        if here:
            found.append(Word(*here[1:], " ".join(tokens[at : at + here[0]])))
        else:
            unknown.append(tokens[at])
        at += here[0] if here else 1
    return found, unknown


def _values(table: Mapping[str, str], code: str) -> Iterator[list[str]]:
    """Yield the spellings of each value of a kind of words."""
    for names in table[code].split(","):
        stems = [name.strip() for name in names.split("|")]
        yield [stem + ending for stem in stems for ending in "aoei"] if table is _IT and code == "o" else stems


def _tokens(text: str) -> tuple[str, ...]:
    """Return the words and signs of a text, without case, accents and the signs that join words or end sentences."""
    text = re.sub(r"(?i)\bè(?!\w)|\be'(?!\w)", " essere ", normalize("NFC", text).replace("’", "'"))
    text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).casefold()
    text = re.sub(r"(?<=[^\W\d])[-‐‑–/](?=[^\W\d])", " ", re.sub(r"'s\b|'", " ", text))
    return tuple([token for token in _TOKEN.findall(text) if token not in _IGNORED])


def _event(
    tokens: Sequence[str], at: int, events: Mapping[tuple[str, ...], date], loose: set[str]
) -> tuple[int, str, Any] | None:
    """Return how many words from a place on name an event; between them others may stand that change nothing."""
    found = []
    for words, day in events.items():
        end = at
        for word in words:
            while end > at and tokens[end : end + 1] and tokens[end] in loose:
                end += 1
            if tuple(tokens[end : end + 1]) != (word,):
                break
            end += 1
        else:
            found.append((end - at, "E", day))
    return max(found, default=None)


def _phrase(
    tokens: Sequence[str], at: int, phrases: Mapping[tuple[str, ...], tuple[str, Any]]
) -> tuple[int, str, Any] | None:
    """Return how many words from a place on are a phrase, the longest that there is, and what it is."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        if found := phrases.get(tuple(tokens[at : at + length])):
            return (length, *found)
    return None


def _single(token: str, phrases: Mapping[tuple[str, ...], tuple[str, Any]]) -> tuple[int, str, Any] | None:
    """Return what a word is that stands in no table: a sign, a number, a date, an adjective of a person's country."""
    if token in _JOINS:
        return 1, ",", None
    if _DATE.fullmatch(token):
        return 1, "D", token.upper()
    if number := _NUMBER.fullmatch(token):
        value = float(number[1].replace(",", "."))
        if number[2] or value != int(value):
            return 1, "O" if number[2] else "n", int(value) if number[2] else value
        return 1, "y" if len(number[1]) == 4 and 1900 <= value <= 2100 else "n", int(value)
    offices = [words[0] for words, (code, _) in phrases.items() if code == "N"]
    if token in _STATES and "states" in offices:
        return 1, "N", None
    alike = len(token) > 3 and any(token[:4] == word[:4] for word in offices)  # Russian, Russo: of Russia
    return (1, "N", None) if alike else None


_LONGEST = 6
_STATES = ("us", "usa", "american", "americano", "americani", "statunitense", "statunitensi")
_IGNORED, _JOINS = set(".!?\"“”«»()[]…'"), set(",;:–—-")
_TOKEN = re.compile(
    r"[0-9]{4}-(?:q[0-9]|[0-9]{2}(?:-[0-9]{2})?)\b|[0-9]+(?:[.,][0-9]+)?(?:/?[ao]\b|°|(?:st|nd|rd|th)\b)?|[^\W\d_]+|\S"
)
_NUMBER = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,2})?)(?:/?([ao°]|st|nd|rd|th))?")
_DATE = re.compile(r"[0-9]{4}-.+")
