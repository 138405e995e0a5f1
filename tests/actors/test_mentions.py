"""Who is found in a text, with which words, and who that is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.actors import actors_in
from dateline.analysis.parse import analyse
from dateline.records import Article, Block, BlockKind, FoundActor, Published


def read(text: str, day: str | None = "2016-11-06") -> tuple[FoundActor, ...]:
    blocks = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    published = Published(day, "day", "test") if day else None
    return actors_in(analyse(Article("test", None, text, tuple(blocks), (), published=published)))


IRAQ = "The town lies in northern Iraq. Iraq sent more men. "
LIBYA = "The port lies in eastern Libya. Libya is at war. "


@pytest.mark.parametrize(
    ("text", "day", "expected", "why"),
    [
        ("Iraqi forces entered the town.", "2016-11-06", [("Iraqi forces", "iq-forces", "state_forces")], "country and noun"),
        ("Iraq's army entered the town.", "2016-11-06", [("Iraq's army", "iq-forces", "state_forces")], "possessive"),
        (IRAQ + "The army shelled the hill.", "2016-11-06", [("army", "iq-forces", "state_forces")], "the theatre's army"),
        (IRAQ + "The troops withdrew.", "2016-11-06", [("troops", "iq-forces", "state_forces")], "nobody else's troops"),
        (IRAQ + "Turkish soldiers fired. The troops withdrew.", "2016-11-06",
         [("Turkish soldiers", "tr-forces", "state_forces"), ("troops", None, "state_forces")], "whose troops?"),
        ("Police clashed with Islamic State fighters in Iraq.", "2016-11-06",
         [("Police", "iq-police", "police"), ("Islamic State fighters", "islamic-state", "armed_group")], "group and noun"),
        ("Islamic State (IS) group jihadists fled.", "2016-11-06",
         [("Islamic State (IS) group jihadists", "islamic-state", "armed_group")], "name, acronym and noun are one"),
        ("The elite Counter-Terrorism Service has been leading the attack in Iraq.", "2016-11-06",
         [("elite Counter-Terrorism Service", "iq-cts", "state_forces")], "modifiers belong to the core"),
        ("US-led coalition aircraft circled over Iraq.", "2016-11-06",
         [("US-led coalition aircraft", "us-led-coalition", "coalition")], "the longest phrase"),
        ("Jets from a US-led coalition circled over Iraq.", "2016-11-06",
         [("Jets from a US-led coalition", "us-led-coalition", "coalition")], "noun tied to a name"),
        ("Muammar Gaddafi's forces shelled the port.", "2011-04-02",
         [("Muammar Gaddafi's forces", "ly-forces-2011", "state_forces")], "a leader's forces"),
        ("Pro-Gaddafi forces shelled the port.", "2011-04-02", [("Pro-Gaddafi forces", "ly-forces-2011", "state_forces")], "for him"),
        ("Forces loyal to Colonel Gaddafi fled.", "2011-04-02",
         [("Forces loyal to Colonel Gaddafi", "ly-forces-2011", "state_forces")], "tied to him"),
        (LIBYA + "Anti-Gaddafi fighters fled.", "2011-04-02", [("Anti-Gaddafi fighters", "ly-rebels", "rebel")], "against him"),
        (LIBYA + "The rebels fled.", "2011-04-02", [("rebels", "ly-rebels", "rebel")], "the rebels of that war"),
        (LIBYA + "The rebels fled.", "2018-04-02", [("rebels", None, "rebel")], "no such rebels later"),
        ("Libyan government troops fled.", "2011-04-02", [("Libyan government troops", "ly-forces-2011", "state_forces")], "compound"),
        ("NATO air strikes hit the port.", "2011-04-02", [("NATO", "nato", "coalition")], "the doer of a deed"),
        ("NATO-led forces fired.", "2011-04-02", [("NATO-led forces", "nato", "coalition")], "led by a coalition"),
        ("NATO-backed rebels fired in Syria.", "2014-04-02", [("NATO-backed rebels", None, "rebel")], "a backer is no owner"),
        ("US-backed rebels fired in Syria.", "2014-04-02", [("US-backed rebels", None, "rebel")], "a backer is no owner"),
        ("Israeli air strikes killed a man.", "2014-07-10", [("Israeli", "il-forces", "state_forces")], "the doer of a deed"),
        ("Russia shelled the town.", "2022-04-02", [("Russia", "ru-gov", "government")], "a country acts"),
        ("It is what it is, who knows, he is safe.", "2016-11-06", [], "acronyms need their capitals"),
        ("Saudi troops and Emirati jets came.", "2016-11-06",
         [("Saudi troops", "sa-forces", "state_forces"), ("Emirati jets", "ae-forces", "state_forces")], "two forces"),
        ("Gunmen shot a judge in Iraq. Islamic State is active there.", "2016-11-06",
         [("Gunmen", None, "armed_group"), ("Islamic State", "islamic-state", "armed_group")], "gunmen may be anybody's"),
        ("Boko Haram fled from Nigeria. Amnesty International said the group burned huts.", "2015-02-01",
         [("Boko Haram", "boko-haram", "armed_group"), ("Amnesty International", "amnesty", "ngo"), ("group", "boko-haram", "armed_group")],
         "the group is the one last named before the sentence"),
        (IRAQ + "The government fell. Stable governments help.", "2016-11-06",
         [("government", "iq-gov", "government"), ("Stable governments", None, "government")], "any government is nobody's"),
        (IRAQ + "Foreign troops came.", "2016-11-06", [("Foreign troops", None, "coalition")], "not the theatre's own"),
        (LIBYA + "The Kurdistan Workers' Party (PKK) is banned.", "2016-11-06",
         [("Kurdistan Workers' Party (PKK)", "pkk", "rebel")], "name and acronym are one, brackets closed"),
        ("A passenger plane landed in Iraq.", "2016-11-06", [], "a craft that is no fighter's"),
        (LIBYA + "Lashkar-e-Taiba is far off. The militants fled.", "2011-04-02",
         [("Lashkar-e-Taiba", "lashkar-e-taiba", "armed_group"), ("militants", None, "armed_group")], "a passing name draws nothing"),
        ("Iraqi and Turkish soldiers fired.", "2016-11-06",
         [("Iraqi", "iq-forces", "state_forces"), ("Turkish soldiers", "tr-forces", "state_forces")], "one head, two owners"),
        ("Gaddafi's government fell.", "2011-04-02", [("Gaddafi's government", "ly-gov", "government")], "his government is no army"),
        ("Pro-Gaddafi protesters sang.", "2011-04-02", [("Pro-Gaddafi protesters", None, "protesters")], "his supporters are no army"),
        (LIBYA + "Opposition troops fled.", "2011-04-02", [("Opposition troops", "ly-rebels", "rebel")], "troops in revolt"),
        ("Al-Qaeda (Reuters) is old. Let it be.", "2011-04-02",
         [("Al-Qaeda", "al-qaeda", "armed_group"), ("Reuters", "reuters", "agency")], "brackets join no two actors"),
        ("U.S. troops came.", "2011-04-02", [("U.S. troops", "us-forces", "state_forces")], "stops belong to the acronym"),
        ("A storm hit, the U.N. said.", "2011-04-02", [("U.N.", "un", "un")], "stops belong to the acronym"),
        ("Boko Haram came. Terrorist groups are many.", "2016-11-06",
         [("Boko Haram", "boko-haram", "armed_group"), ("Terrorist groups", None, "armed_group")], "several groups are not that one"),
        ("Americans accused the mayor.", "2016-11-06", [], "nationals are not their state"),
        ("A group of tourists sang.", "2015-02-01", [], "not every group is an actor"),
        ("The army base and the police station burned.", "2015-02-01", [], "modifiers of places act on nobody"),
        ("They were held by force.", "2015-02-01", [], "force is no forces"),
        ("Doctors Without Borders told AFP.", "2015-02-01",
         [("Doctors Without Borders", "msf", "ngo"), ("AFP", "afp-agency", "agency")], "organisations"),
        ("Philippine troops came, the AFP said. The Philippines mourned.", "2015-02-01",
         [("Philippine troops", "ph-forces", "state_forces"), ("AFP", "ph-forces", "state_forces")], "an acronym of the theatre"),
    ],
)  # fmt: skip
def test_actors_in(text: str, day: str, expected: list[tuple[str, str | None, str]], why: str) -> None:
    named = ("Iraq", "Libya", "Turkey")  # the scene's own name may act as well ("Iraq sent"); that is another row's concern
    found = [(a.span.quote, a.actor_id, a.kind) for a in read(text, day) if a.span.quote not in named]
    assert found == expected, why


@pytest.mark.parametrize("label", ["terrorists", "militants", "fighters", "insurgents", "jihadists", "extremists"])
def test_the_sources_label_never_changes_the_coding(label: str) -> None:
    alone = read(f"The {label} fled.", None)
    assert [(a.actor_id, a.kind, a.generic, a.party) for a in alone] == [(None, "armed_group", True, True)]
    assert alone[0].span.quote == label
    resolved = [a for a in read(f"Boko Haram came. The {label} fled.") if a.generic]
    assert [(a.actor_id, a.kind, a.span.quote) for a in resolved] == [("boko-haram", "armed_group", label)]


def test_who_is_a_party() -> None:
    text = "Reuters and the United Nations said Hamas and Israeli troops fought. Protesters marched."
    assert {a.span.quote: a.party for a in read(text)} == {
        "Reuters": False, "United Nations": False, "Hamas": True, "Israeli troops": True, "Protesters": False,
    }  # fmt: skip


def test_a_government_is_a_party_where_its_forces_fight() -> None:
    (government,) = read("Israel attacked.")
    assert (government.actor_id, government.party) == ("il-gov", False)
    assert all(a.party for a in read("Israel attacked. Israeli troops fired."))


PHRASES = (
    "Iraqi forces", "the rebels", "al-Shabaab", "Islamic State (IS) fighters", "NATO jets", "U.S.-led coalition aircraft", "the group",
    "Gaddafi's troops", "the United Nations", "gunmen", "two soldiers", "Jordan", "Shi\u2019ite militias", "Hezbollah", "villagers",
    "Turkish and Kurdish forces", "the Syrian Observatory for Human Rights", "\u2014", "(AFP)",
)  # fmt: skip

JOINS = ("attacked", "said", "near", "and", ",", ".")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PHRASES), st.sampled_from(JOINS)), min_size=1, max_size=12))
def test_spans_are_sorted_apart_and_quote_the_text(parts: list[tuple[str, str]]) -> None:
    text = " ".join(" ".join(part) for part in parts)
    found = read(text)
    end = 0
    for actor in found:
        assert actor.span.start >= end
        assert text[actor.span.start : actor.span.end] == actor.span.quote
        assert actor.span.quote
        end = actor.span.end
    assert read(text) == found
