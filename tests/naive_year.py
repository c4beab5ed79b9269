"""Counts the TOML reviews of a year in the plainest way, for the test that compares `rushes year`."""

import json
import pathlib
import sys
import tomllib
from collections import Counter, defaultdict
from fractions import Fraction


def share_of(rating):
    if rating is None:
        return None
    value, best = rating.split("/") if isinstance(rating, str) else (str(rating), 5)
    return Fraction(value) / Fraction(best)


def halves_of(rating):
    share = share_of(rating)
    return None if share is None else int(share * 10 + Fraction(1, 2))


def mean(halves):
    return (sum(halves) * 50 + len(halves) // 2) // len(halves) / 100 if halves else None


def words(review):
    return sum(len(text.split()) for text in review.get("sections", {}).values())


def ranked(reviews, key):
    """The keys from the greatest, with the titles that each has."""
    by_key = defaultdict(list)
    for review in reviews:
        if key(review) is not None:
            by_key[key(review)].append(review["title"])
    return [sorted(by_key[key]) for key in sorted(by_key, reverse=True)]


wanted = int(sys.argv[2])
everything = [tomllib.loads(path.read_text()) for path in pathlib.Path(sys.argv[1]).glob("*.toml")]
date = lambda review: str(review.get("date") or review.get("watched") or "")
of_year = [review for review in everything if date(review)[:4] == str(wanted)]
rated = [halves_of(review["rating"]) for review in of_year if "rating" in review]
every_rated = [halves_of(review["rating"]) for review in everything if "rating" in review]
people = defaultdict(list)
for review in of_year:
    names = review.get("directors", []) + review.get("creators", []) + review.get("cast", [])
    for name in set(names):
        people[name].append(halves_of(review.get("rating")))

print(
    json.dumps(
        {
            "reviews": len(of_year),
            "rated": len(rated),
            "mean": mean(rated),
            "mean_of_all": mean(every_rated),
            "words": sum(map(words, of_year)),
            "months": [Counter(date(review)[5:7] for review in of_year)[f"{m:02}"] for m in range(1, 13)],
            "stars": {str(half / 2): count for half, count in Counter(rated).items()},
            "people": {
                name: [len(halves), mean([half for half in halves if half is not None])]
                for name, halves in people.items()
                if len(halves) > 1
            },
            "highest": ranked(of_year, lambda review: share_of(review.get("rating"))),
            "longest": ranked(of_year, words),
        }
    )
)
