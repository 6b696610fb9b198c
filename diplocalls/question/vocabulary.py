"""The words in which the press claims something about calls, English and Italian."""

FORM = "write it such as 'the sixth call of the year' or 'la quarta in meno di due mesi'"

# Words by what they are to the grammar, in each language. Commas stand between values, bars between the spellings of
# one; after those of "about" a topic is named. A word in no table is an error, and nothing is skipped but what is
# empty: words that change no meaning wherever they stand. Articles are gone before words are looked up.
WORDS = {
    "ordinal": (
        "first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth, thirteenth, "
        "fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth",
        "prim, second, terz, quart, quint, sest, settim, ottav, non, decim, undicesim, dodicesim, tredicesim, "
        "quattordicesim, quindicesim, sedicesim, diciassettesim, diciottesim, diciannovesim, ventesim",
    ),
    "number": (
        "zero|no|not a single, one, two, three, four, five, six|half a dozen, seven, eight, nine, ten, eleven, "
        "twelve|a dozen, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty",
        "zero|nessuna|nessun, una sola|un solo, due, tre, quattro, cinque, sei, sette, otto, nove, dieci, undici, "
        "dodici, tredici, quattordici, quindici, sedici, diciassette, diciotto, diciannove, venti",
    ),
    "times": ("once, twice, thrice", "una volta sola"),
    "new": ("new|a new", "nuovo|nuova|un nuovo|una nuova"),
    "same": ("as many", "altrettanti|altrettante"),
    "one": ("a|an", "un|uno|una"),
    "half": ("and a half", "e mezzo|e mezza"),
    "noun": (
        "call|conversation|discussion|chat|time|phone talk|telephone talk",
        "telefonata|colloquio|conversazione|chiamata|volta",
    ),
    "nouns": (
        "calls|conversations|discussions|chats|times|phone talks|telephone talks",
        "telefonate|colloqui|conversazioni|chiamate|volte",
    ),
    "hour": ("hour", "ora"),
    "hours": ("hours", "ore"),
    "day": ("day", "giorno"),
    "days": ("days", "giorni"),
    "unit": ("week, month, year", "settimana, mese, anno|nuovo anno"),
    "units": ("weeks, months, years", "settimane, mesi, anni"),
    "month": (
        "january|jan, february|feb, march, april|apr, may, june|jun, july|jul, august|aug, september|sep|sept, "
        "october|oct, november|nov, december|dec",
        "gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre",
    ),
    "weekday": (
        "monday, tuesday, wednesday, thursday, friday, saturday, sunday",
        "lunedi, martedi, mercoledi, giovedi, venerdi, sabato, domenica",
    ),
    "bound": (
        "less than|under|fewer than|not even, almost|nearly|just under|close to|little less than, about|around|"
        "roughly|approximately, more than|over|longer than, just over|a little over|slightly over|little more than|"
        "just more than|slightly more than",
        "meno di|neanche|nemmeno, quasi|poco meno di, circa, piu di|oltre, poco piu di|appena piu di",
    ),
    "exact": ("exactly", "esattamente"),
    "in": (
        "in|during|in space of|over course of|in course of",
        "in|nel|nell|nello|nella|nei|negli|nelle|durante|nel giro di|nell arco di|nel corso di|nel corso del|"
        "nel corso dell|nel mese di",
    ),
    "within": ("within", "entro"),
    "past": (
        "in past|in last|over past|over last|within past|within last|for past",
        "nell ultimo|nell ultima|negli ultimi|nelle ultime|dell ultimo|dell ultima|degli ultimi|delle ultime",
    ),
    "for": ("for", "per"),
    "since": ("since", "da|dal|dallo|dalla|dall|dai|dagli|dalle|a partire da|a partire dal|da quando"),
    "after": ("after", "dopo"),
    "on": ("on", ""),
    "as_of": ("as of", ""),
    "of": ("of", "di|del|dello|della|dell|dei|degli|delle|d"),
    "at": ("", "a|ad|a distanza di"),
    "to": ("to", "al|alla"),
    "about": ("on, about, regarding", "su, sul, sulla, sull, sui, sulle"),
    "between": ("between", "tra|fra"),
    "with": ("with", "con"),
    "spoke_to": ("spoke to|speak to|speaks to|speaking to|spoken to|talked to|talks to|talking to", "sente|sentito"),
    "pair": (
        "they|them|both|two leaders|two presidents",
        "both|due leader|due presidenti|che si",
    ),
    "other": ("him, each other|one another", ""),
    "title": ("he|president|leader|counterpart", "presidente|leader|tycoon|omologo|collega|quello"),
    "titles": ("presidents|leaders|men", "presidenti"),
    "voice": ("kremlin|white house", "cremlino|casa bianca"),
    "said": ("said|says", "ha detto|dice"),
    "according": ("according to", "according"),
    "verb": (
        "are|has|have|had|having|held|hold|holds|holding|spoke|speak|speaks|speaking|spoken|talked|mark|marks|"
        "marked|marking|making it|makes it|becomes|became|called each other|phoned each other",
        "sono|si|hanno|ha|avuto|avuta|avute|tenuto|tenuta|sentiti|sentono|parlati|parlato|parlano|si tratta di|"
        "si tratta del|si tratta della|si tratta dell|trattato di|trattato del|trattato della|trattato dell",
    ),
    "was": (
        "there|was|were|is|be|been|came|comes|took place|taken place|takes place|happened|occurred|dated",
        "essere|c essere|ci sono|vi sono|era|erano|stata|stato|stati|state|avvenuta|avvenuto|svolta|svolto|"
        "risale|risaliva|risalgono|risale al|risaliva al|risalgono al|risale allo|risaliva allo",
    ),
    "future": ("will|to hold|to speak|to talk", "terranno|parleranno"),
    "only": ("only|just", "solo|soltanto|appena"),
    "this": ("this|current", "questo|questa|quest|corrente|in corso"),
    "start": ("start|beginning", "inizio"),
    "last": ("last|last one", "ultimo|ultima|ultimi|ultime|scorso|scorsa|scorsi|scorse|passato|passata"),
    "previous": ("previous|preceding|prior|previous one", "precedente|precedenti"),
    "latest": ("latest|most recent|latest one|most recent one", ""),
    "straight": (
        "consecutive|straight|in a row|running|in succession",
        "consecutivo|consecutiva|consecutivi|di fila|di seguito",
    ),
    "longest": ("longest", "piu lunga|piu lungo"),
    "shortest": ("shortest", "piu breve|piu corta|piu corto"),
    "ever": ("ever", "di sempre|in assoluto|mai"),
    "public": (
        "known|publicly|public|publicly reported|announced|disclosed|acknowledged|officially|official",
        "nota|noto|note|pubblica|pubblico|pubblicamente|annunciata|annunciato|annunciate|ufficiale|ufficiali|"
        "ufficialmente|diretta|diretto",
    ),
    "confirmed": ("confirmed", "confermata|confermato|confermate|confermati"),
    "and": ("and|while|as well as", "e|mentre|nonche"),
    "empty": (
        "it|that|which|by phone|by telephone|over phone|on phone|via phone|over telephone|such|so far|to date|now|"
        "already|also|again|once again|once more|in all|in total|a total of|altogether|of silence",
        "che|telefonico|telefonica|telefoniche|telefonici|al telefono|per telefono|di nuovo|gia|finora|anche|"
        "in tutto|in totale|di silenzio|a questa parte",
    ),
}
OWN = "their|his|her|its|loro|suo|sua"  # of two or of one of them: as empty as an article where there is one pair
ARTICLES = f"the|{OWN}|il|lo|la|i|gli|le|l"
JOINED = {  # phrases that would lose an article, or are one word in two
    "united states|stati uniti": "us",
    "the two|i due": "both",
    "the pair": "both",
    "(?:tele)?phone (calls?|conversations?|discussions?|chats?)": r"\1",
    "secondo (?:il|lo|la|l|i|gli)": "according",
    f"(?:primo|1[o°]) (?=(?:{WORDS['month'][1].replace(', ', '|')})\\b)": "1 ",
    "(?<!\\bla )prima (?=d(?:i|el|ella|ell)\\b)": "before ",  # and not the first of
}
UNITS = ("week", "month", "year")
SENSES = ("less than", "almost", "about", "more than", "just over")  # of the words of a bound

RATE = "makes it a rate, which no count of calls can be; write a number and a span of days"
EXACT = "makes it more than one number; a claim is judged as an exact count"
CALLER = "says who placed the call; leave it out, and write --placed-by PERSON"
REFUSED = {  # in both languages: why the words make it no claim
    "may be more than telephone calls, and only those are counted here": "contact|contacts|interaction|interactions|"
    "meeting|meetings|visit|visits|summit|summits|exchange|exchanges|communication|communications|encounter|encounters|"
    "talk|talks|contatto|contatti|interazione|interazioni|incontro|incontri|vertice|vertici|visita|visite|"
    "comunicazione|comunicazioni|scambio|scambi",
    "is how long a call took; list and stats tell it, and --longer-than": "lasted|lasting|durata|durato|duro",
    RATE: "per day|per week|per month|per year|each month|each year|every week|every month|every year|monthly|weekly|"
    "on average|al giorno|alla settimana|a settimana|al mese|all anno|ogni settimana|ogni mese|ogni anno|in media",
    EXACT: "at least|at most|up to|no more than|or so|more or less|almeno|al massimo|non piu di|fino a",
    "names no day; write the day or the month, or --since DATE": "that year|that month|that week|mid|"
    "early|late|end of|middle of|summer|autumn|winter|spring|meta|fine|estate|autunno|inverno|primavera",
    "is no number; write it out, such as ten": "several|few|many|dozens|alcune|diverse|varie|molte|decina|una decina",
    "leaves open what is claimed; write what is said to be so": "not|never|may be|may have|might have|might be|"
    "could be|would be|would have been|if|reported|reportedly|scheduled|non|forse|potrebbe|sarebbe stata",
    CALLER: "called|phoned|rang|telephoned|made|makes|gave|placed|ha chiamato|ha telefonato|telefona",
}
