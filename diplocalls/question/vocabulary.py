"""The words in which the press claims something about calls: two tables, English and Italian."""

FORM = "write it such as 'the sixth call of the year' or 'la quarta in meno di due mesi'"

# Words by what they are to the grammar, a letter each; between commas stand values, between bars their spellings.
# A word in no table is an error. Nothing is skipped but the words under ".", which change no meaning.
EN = {
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
    "c": "call|conversation|discussion|chat|time|phone talk|telephone talk",
    "C": "calls|conversations|discussions|chats|times|phone talks|telephone talks",
    "u": "hour|hours, day|days, week|weeks, month|months, year|years",
    "m": "january|jan, february|feb, march, april|apr, may, june|jun, july|jul, august|aug, september|sep|sept,"
    "october|oct, november|nov, december|dec",
    "w": "monday, tuesday, wednesday, thursday, friday, saturday, sunday",
    "B": "less than|under|fewer than|not even, almost|nearly|just under|close to|little less than, about|around|"
    "roughly|approximately, more than|over|longer than, just over|a little over|slightly over|little more than|"
    "just more than|slightly more than",
    "i": "in|within|for|during|over the past|over the last|in the space of|over the course of|in the course of",
    "s": "since|from",
    "A": "after",
    "d": "on|as of",
    "b": "between|between them",
    "a": "to",
    "Y": "said|says|according to",
    "K": "kremlin|white house",
    "V": "was|were|is|came|come|comes|took place|happened|occurred|dated",
    "F": "will|would be|to hold|to speak|to talk",
    "U": "only",
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
    "q": "known|publicly|public|publicly reported|announced|disclosed|acknowledged|officially|official",
    "Q": "confirmed",
    "&": "and|while|as well as",
    "R": "contact|contacts|interaction|interactions|meeting|meetings|visit|visits|summit|summits|exchange|exchanges|"
    "communication|communications|encounter|encounters|talk|talks, per day|per week|per month|per year|each day|"
    "each week|each month|each year|every day|every week|every month|every year|monthly|weekly|a day on average|"
    "on average, at least|at most|up to|no more than|no fewer than|more or less|or so|some, mid|early|late|end of|"
    "middle of|summer|autumn|winter|spring, several|few|many|dozens|a couple of|numerous, not|never|may be|may have|"
    "may well|might have|might be|could be|if|would have|would have been|reported|reportedly|scheduled, called|"
    "phoned|rang|telephoned|made|makes|make|gave|placed",
    ".": "the|their|his|her|its|it|they|he|that|which|are|be|been|being|has|have|had|having|did|do|does|spoke|speak|"
    "speaks|speaking|spoken|talked|held|hold|holds|holding|making|marks|marked|marking|mark|taken place|takes place|"
    "take place|called each other|each other|by phone|by telephone|over the phone|on the phone|via phone|"
    "over the telephone|phone|telephone|such|so far|to date|now|already|just|exactly|together|both|with|at|"
    "two leaders|two presidents|two men|the two have|the two had|the two spoke|the two talked|leaders|leader|"
    "presidents|president|duo|men|counterpart|also|again|altogether|in all|in total|total|one another|themselves|"
    "there|phoned each other|all|of silence|becomes|became|went|as|making it|makes it|make it|made it|"
    "between the two|the pair|the pair s|once again|yet again|spoke to|speak to|talked to|spoken to|the two held|"
    "the two hold",
}
IT = {
    "o": "prim, second, terz, quart, quint, sest, settim, ottav, non, decim, undicesim, dodicesim, tredicesim,"
    "quattordicesim, quindicesim, sedicesim, diciassettesim, diciottesim, diciannovesim, ventesim, ventunesim,"
    "ventiduesim, ventitreesim, ventiquattresim, venticinquesim, ventiseiesim, ventisettesim, ventottesim,"
    "ventinovesim, trentesim",
    "n": "zero|nessuna|nessun, una sola|un solo|una volta sola, due, tre, quattro, cinque, sei, sette, otto, nove,"
    "dieci, undici, dodici, tredici, quattordici, quindici, sedici, diciassette, diciotto, diciannove, venti,"
    "ventuno, ventidue, ventitre, ventiquattro, venticinque, ventisei, ventisette, ventotto, ventinove, trenta",
    "x": "altrettanti|altrettante",
    "1": "un|uno|una",
    "H": "e mezzo|e mezza",
    "#": "numero",
    "c": "telefonata|colloquio|conversazione|chiamata|volta",
    "C": "telefonate|colloqui|conversazioni|chiamate|volte",
    "u": "ora|ore, giorno|giorni, settimana|settimane, mese|mesi, anno|anni|nuovo anno",
    "m": "gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre",
    "w": "lunedi, martedi, mercoledi, giovedi, venerdi, sabato, domenica",
    "B": "meno di|neanche|nemmeno, quasi|poco meno di, circa, piu di|oltre, poco piu di|appena piu di",
    "i": "in|nel|nell|nello|nella|nei|negli|nelle|entro|durante|per|nel giro di|nell arco di|nel corso di|"
    "nel giro degli|nell arco degli|nel corso|nell arco|nel giro|nel mese di",
    "s": "da|dal|dallo|dalla|dall|dai|dagli|dalle|a partire da|a partire dal|da quando",
    "A": "dopo",
    "b": "tra|fra|tra i due|fra i due|dei due",
    "a": "a|al|alla|ad",
    "Y": "ha detto|dice",
    "K": "cremlino|casa bianca",
    "V": "essere|era|erano|risale|risaliva|risalgono|avvenuta|avvenuto|svolta|svolto|risale al|risaliva al|"
    "risalgono al|risale a",
    "F": "terranno|parleranno",
    "U": "unica|unico",
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
    "q": "nota|noto|note|noti|pubblica|pubblico|pubblicamente|annunciata|annunciato|annunciate|resa|reso|ufficiale|"
    "ufficiali|ufficialmente|diretta|diretto",
    "Q": "confermata|confermato|confermate|confermati",
    "&": "e|mentre|nonche",
    "R": "contatto|contatti|interazione|interazioni|incontro|incontri|vertice|vertici|visita|visite|comunicazione|"
    "comunicazioni|scambio|scambi, al giorno|alla settimana|a settimana|al mese|all anno|ogni giorno|ogni settimana|"
    "ogni mese|ogni anno|in media, almeno|al massimo|non piu di|non meno di|fino a, meta|fine|estate|autunno|inverno|"
    "primavera, alcune|alcuni|diverse|diversi|varie|vari|molte|decina|una decina, non|forse|potrebbe|sarebbe stata|"
    "sarebbe stato, ha chiamato|ha telefonato|telefona|telefono a",
    ".": "il|lo|la|i|gli|le|l|loro|suo|sua|suoi|i due|due leader|due presidenti|leader|presidenti|presidente|stata|"
    "stato|stati|state|sono|si|si tratta|tratta|si trattava|si sono sentiti|sentiti|sentono|si sono parlati|parlati|"
    "parlato|parlano|hanno|ha|avuto|avuta|avute|avuti|telefonico|telefonica|telefoniche|telefonici|al telefono|"
    "per telefono|telefono|volta che|che|con|solo|soltanto|gia|finora|esattamente|appena|tenuta|tenuto|insieme|"
    "tycoon|di silenzio|a questa parte|a distanza di|anche|soli|sole|tale|simile|totale|in tutto|in totale|cosi|ben",
}
RATE = "makes it a rate, which no count of calls can be; write a number and a span of days"
EXACT = "makes it more than one number; a claim is judged as an exact count"
CALLER = "says who placed the call; leave it out, and write --placed-by PERSON"
REFUSED = (  # why a word makes it no claim, in the order of "R"
    "may be more than telephone calls, and only those are counted here",
    RATE,
    EXACT,
    "names no day; write the day or the month, or --since DATE",
    "is no number; write it out, such as ten",
    "leaves open what is claimed; write what is said to be so",
    CALLER,
)
