"""The article the project grew from, statement by statement, and the command that answers each.

The article (July 2025, in Italian) is told here in our own words.
"""

import csv
import io
import json
from functools import cache

from program import finish, run, several


def ids(*arguments: str) -> list[str]:
    """Return the ids that a `list` with these filters gives."""
    rows = csv.DictReader(io.StringIO(run("list", "--csv", "--quiet", *arguments).out))
    return [row["id"] for row in rows]


@cache
def statements(day: str) -> list[tuple[str, str]]:
    """Return the statements of a call, each with whose account it is."""
    rows = json.loads(run("export", "--notes", "--during", day, "--json", "--quiet").out)["statements"]
    return [(each["by"], each["text"]) for each in rows]


def tells(day: str, by: str, *words: str) -> bool:
    """Return whether a statement of a call is told as the account of `by`, with all the words."""
    return any(by == told_by and all(word in text for word in words) for told_by, text in statements(day))


SIX = ["2025-02-12", "2025-03-18", "2025-05-19", "2025-06-04", "2025-06-14", "2025-07-03"]


def test_the_six_calls() -> None:
    """The list to 3 July has exactly the six calls that the article names, in order."""
    assert ids("--to", "2025-07-03") == SIX


CLAIMS = {
    "--on 2025-07-03 --nth 6 --since 2025-01-01": 0,
    "--on 2025-07-03 --nth 6 --since 2025-01-20": 0,
    "--on 2025-07-03 --nth 4 --within 2mo": 0,
    "--on 2025-07-03 --nth 4 --within <2mo": 0,
    "--on 2025-07-03 --nth 4 --within 45d": 0,
    "--on 2025-07-03 --nth 4 --within 44d": 1,
    "--on 2025-02-12 --nth 1 --since 2025-01-20": 0,
    "--on 2025-02-12 --nth 1 --within 3y": 4,
}


def test_sixth_of_the_year_fourth_in_less_than_two_months_first_in_three_years() -> None:
    """The headline holds; `first in more than three years` the record cannot decide."""
    answer = finish(several([f"claim {claim}" for claim in CLAIMS]))
    statuses = map(int, answer.out.rpartition("\f")[2].split())

    assert dict(zip(CLAIMS, statuses, strict=True)) == CLAIMS


def test_the_counts_are_told_as_the_agency_s() -> None:
    """Sixth and fourth are what TASS counted, and first after three years too."""
    found = json.loads(run("search", "TASS", "--to", "2025-07-03", "--json", "-q").out)["passages"]

    assert any(each["id"] == "2025-07-03" and "sixth" in each["text"] and "fourth" in each["text"] for each in found)
    assert any(each["id"] == "2025-02-12" and each["by"] == "TASS" and "three years" in each["text"] for each in found)


def test_the_topics_of_the_third_of_july() -> None:
    """Ukraine, the Middle East with Israel and Iran, joint economic projects, culture."""
    [call] = json.loads(run("show", "2025-07-03", "--json", "-q").out)["calls"]

    assert {"ukraine", "middle-east", "iran", "israel", "economy", "culture", "us-politics"} <= set(call["topics"])
    assert tells("2025-07-03", "The Moscow Times", "Israel", "Iran", "Agenparl")
    assert tells("2025-07-03", "TASS", "projects", "timid")
    assert tells("2025-07-03", "Ushakov", "film", "traditional values")
    assert tells("2025-07-03", "Agenparl", "symbolic bridge")


def test_the_eve_of_independence_day() -> None:
    """Putin congratulated, Trump opened with his bill, both were said to be on the same wavelength."""
    assert tells("2025-07-03", "Ushakov", "congratulated", "Independence Day")
    assert tells("2025-07-03", "Ushakov", "bill")
    assert tells("2025-07-03", "Ushakov", "on the same wavelength")
    assert "Eve of US Independence Day" in run("show", "2025-07-03", "--csv", "-q").out


def test_what_was_not_discussed_on_the_third_of_july() -> None:
    """The pause in arms deliveries and a meeting in person are told as left out."""
    [call] = json.loads(run("show", "2025-07-03", "--json", "-q").out)["calls"]
    left_out = [(each["by"], each["text"]) for each in call["not_discussed"]]

    assert any(by == "Ushakov" and "arms deliveries" in text for by, text in left_out)
    assert any(by == "Ushakov" and "in the air" in text for by, text in left_out)


def test_the_first_call() -> None:
    """12 February was the first of the term that was made public."""
    assert ids("--to", "2025-02-28") == ["2025-02-12"]
    assert "first" in run("show", "2025-02-12", "-q", "--json").out.lower()


def test_the_moratorium_and_whether_kyiv_rejected_it() -> None:
    """Putin backed a halt of strikes on energy; that Kyiv rejected it is TASS's account beside others'."""
    found = json.loads(run("search", "moratorium", "--during", "2025-03", "--json", "-q").out)["passages"]
    found += json.loads(run("search", "Kyiv", "moratorium", "--during", "2025-03", "--json", "-q").out)["passages"]
    on_kyiv = {each["by"]: each["text"] for each in found if "whether Kyiv rejected" in each["where"]}

    assert {each["id"] for each in found} == {"2025-03-18"}
    assert tells("2025-03-18", "Kremlin", "Putin", "30 days", "energy")
    assert "declined" in on_kyiv["TASS"]
    assert "support" in on_kyiv["Zelensky"]
    assert len(on_kyiv) >= 3


def test_may_and_june_followed_the_talks_in_istanbul() -> None:
    """19 May and 4 June came after rounds of the Russian-Ukrainian talks in Istanbul."""
    found = json.loads(run("search", "Istanbul", "--during", "2025", "--json", "-q").out)["passages"]

    assert {"2025-05-19", "2025-06-04"} <= {each["id"] for each in found}


def test_the_birthday_call() -> None:
    """14 June: Israel and Iran, bilateral relations, and Trump's 79th birthday."""
    [call] = json.loads(run("show", "2025-06-14", "--json", "-q").out)["calls"]

    assert {"israel", "iran", "us-russia", "greetings"} <= set(call["topics"])
    assert "79th birthday" in call["occasion"]
    assert ids("--topic", "Medio Oriente", "--during", "2025-06") == ["2025-06-04", "2025-06-14"]


def test_a_regular_channel() -> None:
    """The dialogue grew: months with calls, the share of Ukraine, the days between."""
    months = csv.DictReader(io.StringIO(run("count", "--by", "month", "--during", "2025", "--csv", "-q").out))
    topics = csv.DictReader(io.StringIO(run("topics", "--to", "2025-07-03", "--csv", "-q").out))
    gaps = csv.DictReader(io.StringIO(run("timeline", "--to", "2025-07-03", "--csv", "-q").out))

    assert [row["calls"] for row in months] == ["0", "1", "1", "0", "1", "2", "1", "1", "0", "1", "0", "2"]
    assert {row["topic"]: row["calls"] for row in topics}["ukraine"] == "6"
    assert [row["days_since"] for row in gaps] == ["", "34", "62", "16", "10", "19"]
