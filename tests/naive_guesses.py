"""Counts how well the ratings in TOML reviews were guessed, for the test that compares `rushes stats`.

The arguments are the log of what is remembered and the folders, each of which is a voice."""

import json
import pathlib
import sys
import tomllib

guesses = {}
for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
    topic, *fields = line.split("\t")
    if topic == "guess":
        guesses[fields[0]] = fields[2]

critics = {}
for folder in sys.argv[2:]:
    differences, reviews = [], 0
    for path in sorted(pathlib.Path(folder).glob("*.toml")):
        guess = guesses.get(str(path), "no")
        if guess in ("no", "yes"):
            continue
        reviews += 1
        rating = tomllib.loads(path.read_text()).get("rating")
        if rating is not None:
            differences.append(float(guess) - rating)
    count = len(differences)
    critics[pathlib.Path(folder).name] = {
        "reviews": reviews,
        "guessed": count,
        "exact": sum(difference == 0 for difference in differences),
        "within_half_a_star": sum(abs(difference) <= 0.5 for difference in differences),
        "distance": sum(map(abs, differences)) / count if count else None,
        "difference": sum(differences) / count if count else None,
    }
print(json.dumps(critics))
