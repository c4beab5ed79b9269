"""Counts how close the TOML reviews of two folders are, for the test that compares `rushes stats`."""

import json
import math
import pathlib
import sys
import tomllib
from fractions import Fraction
from itertools import combinations


def reviews_of(folder):
    """The newest rating of each work in half stars, by title and year, and how many reviews there are."""
    works, count = {}, {}
    for path in sorted(pathlib.Path(folder).glob("*.toml")):
        review = tomllib.loads(path.read_text())
        work = (review["title"].lower(), review.get("year"))
        count[work] = count.get(work, 0) + 1
        if "rating" in review:
            dated = (str(review["date"]), int(review["rating"] * 2))
            works[work] = max(works.get(work, dated), dated)
    return {work: halves for work, (_, halves) in works.items()}, count


def ranks(numbers):
    """From 1; equal numbers share the mean of their places."""
    places = {}
    for place, number in enumerate(sorted(numbers), 1):
        places.setdefault(number, []).append(place)
    return [Fraction(sum(places[number]), len(places[number])) for number in numbers]


def correlation(one, other):
    one, other = ranks(one), ranks(other)
    mean = Fraction(len(one) + 1, 2)
    products = sum((a - mean) * (b - mean) for a, b in zip(one, other))
    spread = sum((a - mean) ** 2 for a in one) * sum((b - mean) ** 2 for b in other)
    return None if spread == 0 else float(products) / math.sqrt(spread)


pairs = {}
read = {pathlib.Path(folder).name: reviews_of(folder) for folder in sys.argv[1:]}
for (first, (ours, our_count)), (second, (theirs, their_count)) in combinations(read.items(), 2):
    common = sorted(ours.keys() & theirs.keys(), key=str)
    one, other = [ours[work] for work in common], [theirs[work] for work in common]
    pairs[f"{first} {second}"] = {
        "reviews": sum(our_count[w] + their_count[w] for w in our_count.keys() & their_count.keys()),
        "works": len(common),
        "within_half_a_star": sum(abs(a - b) <= 1 for a, b in zip(one, other)),
        "difference": sum(a - b for a, b in zip(one, other)) / 2 / len(common) if common else None,
        "rank_correlation": correlation(one, other) if len(common) >= 8 else None,
    }
print(json.dumps(pairs))
