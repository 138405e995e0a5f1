"""Learn what agreement of two accounts is worth, and how rare words are.

    python -m training.linkage rarity --public ../shared/eval --corpus corpus > src/dateline/incidents/linkage/data/rarity.tsv
    python -m training.linkage weights --public ../shared/eval --war DIR > w; mv w src/dateline/incidents/linkage/data/weights.tsv

Labels: the articles of Gun Violence Archive incidents and the documents of ECB+ (task `links`), one account an article, and the
reports of an invented war (`python -m bench war`), one account a happening. A third of the incidents and topics, by the MD5 of their
name, is set aside and never learned from. Weights are those of a logistic regression with a quadratic penalty, each source of labels
weighing `SHARES`; m and u are the shares of levels among matching and other pairs, smoothed by half a pair.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dateline.incidents.compatibility import Fit
from dateline.incidents.compatibility import fit as compatibility_fit
from dateline.incidents.judgements import Constraints
from dateline.incidents.linkage.accounts import Account, bridged
from dateline.incidents.linkage.blocking import Blocks
from dateline.incidents.linkage.comparisons import levels_of
from dateline.incidents.linkage.weights import COLUMNS, PRIOR, weights
from dateline.incidents.printings import Printings
from dateline.incidents.tellings import tellings_of
from dateline.incidents.topics import topical_account
from dateline.lineage.words import Term, fold, stem, words_of
from dateline.records import Article, Claim
from dateline.serial import article_from_json, claim_from_json

#: Documents that must hold a word for its rarity to be listed.
LEAST = 3
#: What a pair weighs by its source: ECB+ has three times the pairs of Gun Violence Archive an article and the war has six
#: times as many, and neither is like today's news.
SHARES = {"gva": 1.0, "ecbplus": 0.3, "war": 0.3}
#: The quadratic penalty, in pairs; and the most steps of Newton's method.
RIDGE, STEPS = 3.0, 40
#: What stands for m and u where a weight was set by hand.
EDITORIAL = "editorial"
#: Levels that weigh nothing: what is not known neither joins nor parts.
NOTHING = frozenset({"unknown", "both silent", "nothing"})
#: Theatres of the corpus that only measure.
TEST = ("balkans", "colombia", "mozambique", "pakistan", "syria")
_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def set_aside(name: str) -> bool:
    """Return whether an incident, or a topic of ECB+ with both its events, is kept for measuring."""
    name = re.sub(r"ecb(?:plus)?$", "", name)
    return int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % 3 == 1


def labelled(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the documents of a `links` folder with their incident; those without one incident are left out."""
    gold = {row["id"]: row["incidents"][0]["incident"] for row in _rows(folder / "gold.jsonl") if len(row["incidents"]) == 1}
    for row in _rows(folder / "docs.jsonl"):
        if row["id"] in gold:
            yield row, gold[row["id"]]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def rarity(public: Path, corpus: Path) -> Iterator[tuple[str, float]]:
    """Yield the rarity of every stem that `LEAST` documents hold: minus the natural logarithm of its share of documents, averaged
    over four collections so that none sets the tone."""
    collections = [
        [f"{row.get('title') or ''}\n\n{row['text']}" for row, name in labelled(public / "links" / part) if not set_aside(name)]
        for part in ("gva", "ecbplus")
    ]
    collections.append([f"{row.get('title') or ''}\n\n{row['text']}" for row in _rows(public / "wire" / "articles.jsonl")])
    reports = sorted(path for path in corpus.glob("reports/*/*") if path.parent.name not in TEST)
    collections.append([_TAG.sub("", path.read_text(encoding="utf-8")) for path in reports])
    share: dict[str, float] = {}
    documents: Counter[str] = Counter()
    for texts in collections:
        held = Counter(found for text in texts for found in _stems(text))
        documents.update(held)
        for word, count in held.items():
            share[word] = share.get(word, 0.0) + count / len(texts) / len(collections)
    for word in sorted(share):
        if documents[word] >= LEAST:
            yield word, -math.log(share[word])


def _stems(text: str) -> set[str]:
    """Return the stems of a text that linkage compares, in letters."""
    found = set()
    for token in set(_WORD.findall(text)):
        words = words_of(f"the {token}")
        if words.terms[-1:] in ([Term.WORD], [Term.NAME]):
            found.add(stem(fold(token)))
    return found


Pair = tuple[dict[str, str], bool]


def articles_with_claims(folder: Path) -> Iterator[tuple[Article, list[Claim]]]:
    """Yield what `python -m bench links --keep FOLDER` kept: each document as an article, with its claims."""
    for row in _rows(folder / "extracted.jsonl"):
        yield article_from_json(row["article"]), [claim_from_json(claim) for claim in row["claims"]]


def pairs_of_articles(public: Path, kept: Path, part: str) -> list[Pair]:
    """Return the levels of each pair of articles worth comparing, one account an article, and whether they are of one incident."""
    name_of = {str(row["id"]): name for row, name in labelled(public / "links" / part)}
    accounts = {
        article.id: topical_account(article, claims)
        for article, claims in articles_with_claims(kept / part)
        if article.id in name_of and not set_aside(name_of[article.id])
    }
    return [(levels_of(accounts[a], accounts[b]), name_of[a] == name_of[b]) for a, b in candidates(accounts)]


def pairs_of_happenings(folder: Path) -> list[Pair]:
    """Return the levels of each pair of accounts of an invented war worth comparing, and whether they are of one incident.

    An account is of the incident that more than half of its claims' sentences tell of; of others nothing is learned.

    Args:
        folder: what ``python -m bench war --seed S --out FOLDER`` wrote: ``articles.jsonl`` and ``extracted.jsonl``.
    """
    told = {row["id"]: row["sentences"] for row in _rows(folder / "articles.jsonl")}
    articles: dict[str, Article] = {}
    claims: list[Claim] = []
    incident_of: dict[str, str | None] = {}
    for row in _rows(folder / "extracted.jsonl"):
        if "id" in row:
            article, drawn = article_from_json(row["article"]), [claim_from_json(claim) for claim in row["claims"]]
            articles[article.id] = article
            claims += drawn
            incident_of.update(_incidents_of(article, drawn, told[row["id"]]))
    printings = Printings(articles)
    tellings = tellings_of(claims, {claim.id: printings.of(claim) for claim in claims}, articles, Constraints({}, frozenset()))
    accounts = {f"{telling.id}/{n}": account for telling in tellings for n, account in enumerate(telling.accounts)}
    truth = {name: _majority(incident_of.get(strand.claim.id) for strand in account.strands) for name, account in accounts.items()}
    known = {name: account for name, account in accounts.items() if truth[name] is not None}
    met = [(known[a], known[b], truth[a] == truth[b]) for a, b in candidates(known)]
    return [(levels_of(a, b), same) for a, b, same in met if may_join(a, b)]


def _incidents_of(article: Article, claims: Sequence[Claim], sentences: Sequence[Mapping[str, Any]]) -> dict[str, str | None]:
    """Return the incident that each claim's sentence tells of."""
    spans: list[tuple[int, int, str | None]] = []
    at = 0
    for sentence in sentences:
        text = " ".join(sentence["text"].split())
        start = article.text.find(text, at)
        if start >= 0:
            spans.append((start, start + len(text), sentence["incident"]))
            at = start + len(text)
    found = {}
    for claim in claims:
        start = (claim.trigger or claim.evidence).start
        found[claim.id] = next((name for first, last, name in spans if first <= start < last), None)
    return found


def _majority(names: Iterable[str | None]) -> str | None:
    counts = Counter(names)
    name, count = counts.most_common(1)[0]
    return name if 2 * count > counts.total() else None


def may_join(a: Account, b: Account) -> bool:
    """Return whether evidence decides: nothing parts two accounts that no evidence outweighs, and they are no running totals."""
    fits = [compatibility_fit(x, y, bridged=bridged(a, b)) for x in a.strands for y in b.strands]
    return Fit.CONFLICT not in fits and not any(strand.strict for strand in (*a.strands, *b.strands))


def candidates(accounts: Mapping[str, Account]) -> list[tuple[str, str]]:
    """Return the pairs of accounts that meet in a block."""
    blocks = Blocks()
    ids = sorted(accounts, key=lambda name: (accounts[name].published or 0, name))
    found: list[tuple[str, str]] = []
    for number, name in enumerate(ids):
        found.extend((ids[other], name) for other in blocks.near(accounts[name]))
        blocks.add(number, accounts[name])
    return found


def fit(sources: Sequence[tuple[Sequence[Pair], float]]) -> dict[tuple[str, str], tuple[float, float, float]]:
    """Return weight, m and u of each level by logistic regression (Newton's method).

    Args:
        sources: pairs with the weight that each pair of the source has.
    """
    every = [key for key in weights() if key != PRIOR]
    levels = [key for key in every if key[1] not in NOTHING]
    column = {key: index for index, key in enumerate(levels)}
    pairs = [(agreed, same, weight) for source, weight in sources for agreed, same in source]
    rows = np.zeros((len(pairs), len(levels)), dtype=np.float32)
    for index, (agreed, _, _) in enumerate(pairs):
        rows[index, [column[key] for key in agreed.items() if key in column]] = 1
    same = np.array([label for _, label, _ in pairs], dtype=np.float64)
    share = np.array([weight for _, _, weight in pairs])
    design = np.hstack([np.ones((len(pairs), 1), dtype=np.float32), rows])
    penalty = np.full(design.shape[1], RIDGE)
    penalty[0] = 0.0
    theta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ theta, -30, 30)))
        gradient = design.T @ (share * (same - chance)) - penalty * theta
        curvature = (design * (share * chance * (1 - chance))[:, None]).T @ design + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curvature, gradient)
        theta += step
        if np.abs(step).max() < 1e-6:
            break
    matching, other = dict.fromkeys(every, 0.5), dict.fromkeys(every, 0.5)
    for agreed, label, weight in pairs:
        for key in agreed.items():
            (matching if label else other)[key] += weight
    fitted = {PRIOR: (float(theta[0]), 0.0, 0.0)}
    for key in every:
        m, u = (side[key] / sum(side[name] for name in every if name[0] == key[0]) for side in (matching, other))
        fitted[key] = (float(theta[column[key] + 1]) if key in column else 0.0, m, u)
    return fitted


def write_weights(fitted: Mapping[tuple[str, str], tuple[float, float, float]]) -> Iterator[str]:
    """Yield the lines of the table of weights, the shipped one's levels in their order."""
    for line in Path("src/dateline/incidents/linkage/data/weights.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        key = (cells[0], cells[1]) if len(cells) == len(COLUMNS) else None
        if line.startswith("#") or key is None or key not in fitted or cells[3] == EDITORIAL:
            yield line
            continue
        weight, m, u = fitted[key]
        shares = ("", "") if key == PRIOR else (f"{m:.4f}", f"{u:.4f}")
        yield "\t".join([*key, f"{weight:.2f}", *shares, cells[5]])


def main(arguments: list[str]) -> None:
    """Print one of the two tables."""
    parser = argparse.ArgumentParser(prog="python -m training.linkage", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("table", choices=("rarity", "weights"))
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--kept", type=Path, help="folder with gva/ and ecbplus/, each as `python -m bench links --keep` left it")
    parser.add_argument("--war", type=Path, action="append", default=[], help="folder of an invented war that was read; may be repeated")
    given = parser.parse_args(arguments)
    if given.table == "rarity":
        print("stem\trarity")
        for word, value in rarity(given.public, given.corpus):
            print(f"{word}\t{value:.1f}")
        return
    sources = [(pairs_of_articles(given.public, given.kept, part), SHARES[part]) for part in ("gva", "ecbplus")]
    sources += [(pairs_of_happenings(folder), SHARES["war"]) for folder in given.war]
    for name, (pairs, _) in zip(("gva", "ecbplus", *map(str, given.war)), sources, strict=True):
        print(f"{name}: {len(pairs)} pairs, {sum(same for _, same in pairs)} of one incident", file=sys.stderr)
    print("\n".join(write_weights(fit(sources))))


if __name__ == "__main__":
    main(sys.argv[1:])
