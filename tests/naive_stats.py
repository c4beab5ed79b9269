"""Counts the TOML reviews of a folder in the plainest way, for the test that compares `rushes stats`."""

import json
import pathlib
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict


def folded(name):
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def mean(halves):
    return (sum(halves) * 50 + len(halves) // 2) // len(halves) / 100 if halves else None


def median(halves):
    if not halves:
        return None
    ordered = sorted(halves)
    middle = ordered[len(ordered) // 2] + ordered[(len(ordered) - 1) // 2]
    return middle * 25 / 100


def halves_of(rating):
    if isinstance(rating, str):
        value, best = rating.split("/")
        return int(float(value) / float(best) * 10 + 0.5)
    return None if rating is None else int(rating * 2 + 0.5)


groups = {name: defaultdict(list) for name in ["makers", "genres", "tags", "decades"]}
stars, months, years, undated, ratings = Counter(), Counter(), Counter(), 0, []
sections = defaultdict(lambda: [0, 0])
files = sorted(pathlib.Path(sys.argv[1]).rglob("*.toml"))
for path in files:
    review = tomllib.loads(path.read_text())
    halves = halves_of(review.get("rating"))
    stars[halves] += 1
    ratings.append(halves)
    date = str(review["date"]) if "date" in review else None
    if date:
        years[int(date[:4])] += 1
        months[(int(date[:4]), int(date[5:7]))] += 1
    else:
        undated += 1
    year = review.get("year")
    groups["decades"][None if year is None else year // 10 * 10].append(halves)
    for field, names in [
        ("makers", review.get("directors", []) + review.get("creators", [])),
        ("genres", review.get("genres", [])),
        ("tags", review.get("tags", [])),
    ]:
        for name in {folded(name) for name in names}:
            groups[field][name].append(halves)
    for key, text in review.get("sections", {}).items():
        sections[key][0] += len(text.split())
        sections[key][1] += 1

rated = [halves for halves in ratings if halves is not None]


def table(counted):
    rows = {}
    for name, halves in counted.items():
        known = [half for half in halves if half is not None]
        rows["-" if name is None else str(name)] = [len(halves), len(known), mean(known), median(known)]
    return rows


print(
    json.dumps(
        {
            "reviews": len(files),
            "rated": len(rated),
            "mean": mean(rated),
            "median": median(rated),
            "ratings": {"-" if half is None else str(half / 2): n for half, n in stars.items()},
            "years": {str(year): n for year, n in years.items()},
            "months": {f"{year}-{month}": n for (year, month), n in months.items()},
            "undated": undated,
            "sections": dict(sections),
            **{name: table(counted) for name, counted in groups.items()},
        }
    )
)
