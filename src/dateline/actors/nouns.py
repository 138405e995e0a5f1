"""Bring English nouns to the form the actor tables are keyed by: lower case, singular, plain apostrophes and hyphens."""

from __future__ import annotations

from functools import lru_cache

#: Plurals that no ending rule gives; compiled by hand.
IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "peoples": "people", "persons": "person", "wives": "wife",
    "lives": "life", "police": "police", "midwives": "midwife", "dead": "dead", "youths": "youth", "bodies": "body",
    "forces": "force", "troops": "troop", "corpses": "corpse", "corps": "corps", "mujahideen": "mujahideen", "grandchildren": "grandchild",
    "schoolchildren": "schoolchild", "stepchildren": "stepchild", "alumni": "alumnus", "housewives": "housewife", "thieves": "thief",
    "chiefs": "chief", "brothers-in-law": "brother-in-law", "sisters-in-law": "sister-in-law",
    "sons-in-law": "son-in-law", "fathers-in-law": "father-in-law", "mothers-in-law": "mother-in-law",
    "daughters-in-law": "daughter-in-law",
    "passers-by": "passer-by", "passersby": "passer-by", "bystanders": "bystander", "talibs": "talib", "taliban": "taliban",
    "news": "news", "aircraft": "aircraft", "headquarters": "headquarters", "series": "series",
    "heroes": "hero", "attorneys-general": "attorney-general",
}  # fmt: skip
#: Compounds written as one word in -men and -women ("gunmen", "policewomen").
_MEN = (("women", "woman"), ("men", "man"), ("people", "person"))
_FOLD = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc`", "'") | dict.fromkeys("\u2010\u2011\u2012\u2013", "-"))
_KEEP_S = ("ss", "us", "'s", "sis")


@lru_cache(maxsize=65_536)
def singular(noun: str) -> str:
    """Return the key of a noun: lower case, singular; a noun that is singular already comes back as it is.

    >>> [singular(n) for n in ("Policemen", "families", "Shi'ites", "witnesses", "people", "army")]
    ['policeman', 'family', "shi'ite", 'witness', 'people', 'army']
    """
    word = noun.translate(_FOLD).lower()
    if word in IRREGULAR:
        return IRREGULAR[word]
    head, dash, last = word.rpartition("-")
    if dash and last in IRREGULAR:
        return f"{head}-{IRREGULAR[last]}"
    for plural, one in _MEN:
        if word.endswith(plural) and len(word) > len(plural) + 1 and not word.endswith("specimen"):
            return word[: -len(plural)] + one
    if len(word) < 4 or not word.endswith("s") or word.endswith(_KEEP_S):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]
