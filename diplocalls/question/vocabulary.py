"""The words in which the press claims something about calls, English and Italian."""

FORM = "write it such as 'the sixth call of the year' or 'la quarta in meno di due mesi'"

# Words by what they are to the grammar. Commas stand between values, bars between the spellings of one, the first of
# which is the value, but for a number; a hyphen is the endings of an Italian adjective. A word in no table is an error,
# and nothing is skipped but what is empty: words that change no meaning wherever they stand. Articles are gone before.
WORDS = {
    "ordinal": "first|prim-, second|seconda, third|terz-, fourth|quart-, fifth|quint-, sixth|sest-, seventh|settim-, "
    "eighth|ottav-, ninth|non-, tenth|decim-, eleventh|undicesim-, twelfth|dodicesim-, thirteenth|tredicesim-, "
    "fourteenth|quattordicesim-, fifteenth|quindicesim-, sixteenth|sedicesim-, seventeenth|diciassettesim-, "
    "eighteenth|diciottesim-, nineteenth|diciannovesim-, twentieth|ventesim-",
    "secondo": "secondo",
    "number": "zero|no|not a single|nessuna|nessun, one|una sola|un solo, two|due, three|tre, four|quattro, "
    "five|cinque, six|half a dozen|sei, seven|sette, eight|otto, nine|nove, ten|dieci, eleven|undici, "
    "twelve|a dozen|dodici, thirteen|tredici, fourteen|quattordici, fifteen|quindici, sixteen|sedici, "
    "seventeen|diciassette, eighteen|diciotto, nineteen|diciannove, twenty|venti",
    "times": "once|una volta sola, twice, thrice",
    "unit": "hour|ora, day|giorno, week|settimana, month|mese, year|anno|nuovo anno",
    "units": "hours|ore, days|giorni, weeks|settimane, months|mesi, years|anni",
    "month": "january|jan|gennaio, february|feb|febbraio, march|marzo, april|apr|aprile, may|maggio, june|jun|giugno, "
    "july|jul|luglio, august|aug|agosto, september|sep|sept|settembre, october|oct|ottobre, november|nov|novembre, "
    "december|dec|dicembre",
    "year": "this year|current year|quest anno|anno in corso, last year|scorso anno|anno scorso",
    "period": "this week|questa settimana|settimana in corso, this month|questo mese|"
    "mese in corso, last week|scorsa settimana|settimana scorsa, last month|scorso mese|"
    "mese scorso",
    "weekday": "monday|lunedi, tuesday|martedi, wednesday|mercoledi, thursday|giovedi, friday|venerdi, "
    "saturday|sabato, sunday|domenica",
    "bound": "less than|under|fewer than|not even|meno di|neanche|nemmeno, almost|nearly|just under|close to|"
    "little less than|quasi|poco meno di, about|around|roughly|approximately|circa, more than|over|longer than|"
    "piu di|oltre, just over|a little over|slightly over|little more than|just more than|slightly more than|"
    "poco piu di|appena piu di",
    "exact": "exactly|esattamente",
    "half": "and a half|e mezzo|e mezza",
    "same": "as many|altrettant-",
    "one": "a|an|un|uno|una",
    "new": "new|a new|nuov-|un nuovo|una nuova",
    "noun": "call|conversation|discussion|chat|time|phone talk|telefonata|colloquio|conversazione|chiamata|volta",
    "nouns": "calls|conversations|discussions|chats|times|phone talks|telefonate|colloqui|conversazioni|chiamate|volte",
    "straight": "consecutive day|straight day|day in a row|day running|day straight|giorno consecutivo|giorno di fila|"
    "giorno di seguito|consecutive days|straight days|days in a row|days running|giorni consecutivi|giorni di fila",
    "in": "in|during|in space of|over course of|in course of|nel|nell|nello|nella|nei|negli|nelle|durante|"
    "nel giro di|nell arco di|nel corso di|nel corso del|nel corso dell|nel mese di",
    "within": "within|entro",
    "past": "in past|in last|over past|over last|within past|within last|for past|nell ultimo|nell ultima|"
    "negli ultimi|nelle ultime|dell ultimo|dell ultima|degli ultimi|delle ultime",
    "for": "for|per",
    "since": "since|da|dal|dallo|dalla|dall|dai|dagli|dalle|a partire da|a partire dal|da quando",
    "after": "after|dopo",
    "on": "on",
    "as_of": "as of",
    "of": "of|di|del|dello|della|dell|dei|degli|delle|d",
    "at": "ad|a distanza di",
    "to": "to|al|alla",
    "between": "between|tra|fra",
    "with": "with|con",
    "they": "they|them|both|two leaders|two presidents|due leader|due presidenti|che si",
    "he": "he|him",
    "title": "president|leader|counterpart|presidente|tycoon|omologo|collega|quello",
    "titles": "presidents|leaders|men|presidenti",
    "voice": "kremlin|white house|cremlino|casa bianca",
    "said": "said|says|ha detto|dice",
    "according": "according to|according",
    "verb": "are|has|have|had|having|held|hold|holds|holding|spoke|speak|speaks|speaking|spoken|talked|talks|talking|"
    "mark|marks|marked|marking|making it|makes it|becomes|became|called each other|phoned each other|sono|si|hanno|"
    "ha|avut-|tenut-|sentiti|sentono|parlati|parlato|parlano|si tratta di|si tratta del|si tratta della|"
    "si tratta dell|trattato di|trattato del|trattato della|trattato dell",
    "was": "there|was|were|is|be|been|came|comes|took place|taken place|takes place|happened|occurred|essere|"
    "c essere|ci sono|vi sono|era|erano|stat-|avvenut-|svolt-|risale|risaliva|risale al|risaliva al|risale allo",
    "future": "will|to hold|to speak|to talk|terranno|parleranno",
    "only": "only|just|solo|soltanto|appena",
    "start": "start|beginning|inizio",
    "final": "last|last one|ultim-|scors-|passato|passata",
    "previous": "previous|preceding|prior|previous one|precedente|precedenti",
    "latest": "latest|most recent|latest one|most recent one",
    "extreme": "longest|piu lung-, shortest|piu breve|piu cort-",
    "ever": "ever|di sempre|in assoluto|mai",
    "public": "known|publicly|public|publicly reported|announced|disclosed|acknowledged|officially|official|not-|"
    "pubblica|pubblico|pubblicamente|annunciat-|ufficiale|ufficiali|ufficialmente|dirett-",
    "confirmed": "confirmed|confermat-",
    "and": "and|while|as well as|e|mentre|nonche",
    "empty": "it|this is|this was|that|which|by phone|by telephone|over phone|on phone|via phone|over telephone|such|"
    "so far|to date|now|already|also|again|once again|once more|in all|in total|a total of|altogether|of silence|"
    "with each other|questo essere|questa essere|che|telefonic-|telefoniche|al telefono|per telefono|di nuovo|gia|"
    "finora|anche|in tutto|in totale|di silenzio|a questa parte",
}
NUMBERS = {"ordinal": 1, "number": 0, "times": 1, "month": 1, "weekday": 0}  # kinds with numbers, and their first one
ABOUT = ("on", "about", "regarding", "su", "sul", "sulla", "sull", "sui", "sulle")  # before a topic
OWN = "their|his|her|its|loro|suo|sua"  # of two or of one of them: as empty as an article where there is one pair
ARTICLES = f"the|{OWN}|il|lo|la|i|gli|le|l"
JOINED = {  # phrases that would lose an article, or are one word in two
    "united states|stati uniti": "us",
    "(?:tele)?phone (calls?|conversations?|discussions?|chats?)": r"\1",
    "(spoke|speaks?|speaking|spoken|talked|talks|talking) to": r"\1 with",
    "sente|sentito": "parlato con",
    "secondo (?:il|lo|la|l|i|gli)": "according",
    "the two|i due|the pair": "both",
    "(?:primo|1[o°]) (?=(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|"
    "dicembre)\\b)": "1 ",
    "(?<!\\bla )prima (?=d(?:i|el|ella|ell)\\b)": "before ",  # and not the first of
}

EXACT = "makes it more than one number; a claim is judged as an exact count"
CALLER = "says who placed the call; leave it out, and write --placed-by PERSON"
REFUSED = {  # what many write, and why the words make it no claim
    "may be more than telephone calls, and only those are counted here": "contact|contacts|interaction|interactions|"
    "meeting|meetings|visit|visits|summit|summits|exchange|exchanges|communication|communications|talk|talks|contatto|"
    "contatti|interazione|interazioni|incontro|incontri|vertice|vertici|visita|visite|comunicazione|comunicazioni",
    "leaves open what is claimed; write a number, and a span such as 'in 2025'": "not|never|may be|may have|if|"
    "reported|reportedly|non|forse|potrebbe|that year|that month|that week|each month|every month|per month|al mese",
    EXACT: "at least|at most|up to|no more than|or so|almeno|al massimo|non piu di|fino a",
    CALLER: "called|phoned|rang|telephoned|made|gave|placed|ha chiamato|ha telefonato|telefona",
}
