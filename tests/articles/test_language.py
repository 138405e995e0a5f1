"""Languages: sentences and headlines of our own in thirty languages; nothing short or mixed is called by a wrong name."""

from __future__ import annotations

import pytest

from dateline.articles import article_from_text, read_article
from dateline.articles.language import UNKNOWN, language_of, languages_of
from dateline.records import Block, BlockKind, RawDocument, Supplied

SENTENCES = {
    "de": "Bei einem Raketenangriff auf den Bahnhof sind nach Angaben der Behörden mindestens vierzehn Menschen ums Leben gekommen.",
    "fr": "Au moins quinze personnes ont été tuées dimanche dans un bombardement qui a touché un hôpital du nord du pays.",
    "es": "Al menos quince personas murieron el domingo en un bombardeo que alcanzó un hospital en el norte del país.",
    "pt": "Pelo menos quinze pessoas morreram no domingo num bombardeamento que atingiu um hospital no norte do país.",
    "it": "Almeno quindici persone sono morte domenica in un bombardamento che ha colpito un ospedale nel nord del paese.",
    "nl": "Zeker vijftien mensen zijn zondag om het leven gekomen bij een bombardement op een ziekenhuis in het noorden van het land.",
    "sv": "Minst femton personer dödades i söndags när en granat träffade ett sjukhus i norra delen av landet, enligt polisen.",
    "da": "Mindst femten mennesker blev dræbt søndag, da en granat ramte et hospital i den nordlige del af landet, oplyser politiet.",
    "no": "Minst femten mennesker ble drept søndag da en granat traff et sykehus nord i landet, opplyser politiet til avisen.",
    "fi": "Ainakin viisitoista ihmistä kuoli sunnuntaina, kun kranaatti osui sairaalaan maan pohjoisosassa, kertoo poliisi.",
    "pl": "Co najmniej piętnaście osób zginęło w niedzielę, gdy pocisk trafił w szpital na północy kraju, podała policja.",
    "cs": "Nejméně patnáct lidí zahynulo v neděli, když granát zasáhl nemocnici na severu země, uvedla policie.",
    "hu": "Legalább tizenöt ember meghalt vasárnap, amikor egy gránát eltalált egy kórházat az ország északi részén.",
    "ro": "Cel puțin cincisprezece persoane au fost ucise duminică după ce un obuz a lovit un spital din nordul țării.",
    "hr": "Najmanje petnaest osoba poginulo je u nedjelju kada je granata pogodila bolnicu na sjeveru zemlje, priopćila je policija.",
    "tr": "Pazar günü ülkenin kuzeyinde bir hastaneye isabet eden top mermisi nedeniyle en az on beş kişi hayatını kaybetti.",
    "id": "Sedikitnya lima belas orang tewas pada hari Minggu ketika sebuah peluru menghantam rumah sakit di utara negara itu.",
    "vi": "Ít nhất mười lăm người đã thiệt mạng hôm Chủ nhật khi một quả đạn pháo trúng bệnh viện ở phía bắc đất nước.",
    "sw": "Watu wasiopungua kumi na watano waliuawa siku ya Jumapili baada ya kombora kupiga hospitali kaskazini mwa nchi.",
    "so": "Ugu yaraan shan iyo toban qof ayaa lagu dilay maalintii Axadda ka dib markii madfac uu ku dhacay isbitaal ku yaalla waqooyiga.",
    "ha": "Aƙalla mutane goma sha biyar ne suka mutu ranar Lahadi bayan da wani harsashi ya faɗa kan asibiti a arewacin ƙasar.",
    "tl": "Hindi bababa sa labinlimang tao ang nasawi noong Linggo matapos tamaan ng bala ang isang ospital sa hilaga ng bansa.",
    "ru": "По меньшей мере пятнадцать человек погибли в воскресенье, когда снаряд попал в больницу на севере страны.",
    "uk": "Щонайменше п'ятнадцять людей загинули в неділю, коли снаряд влучив у лікарню на півночі країни.",
    "bg": "Най-малко петнадесет души загинаха в неделя, след като снаряд удари болница в северната част на страната.",
    "sr": "Најмање петнаест особа погинуло је у недељу када је граната погодила болницу на северу земље.",
    "ar": "قتل خمسة عشر شخصا على الأقل يوم الأحد عندما أصابت قذيفة مستشفى في شمال البلاد بحسب الشرطة.",
    "fa": "دست‌کم پانزده نفر روز یکشنبه بر اثر اصابت گلوله توپ به بیمارستانی در شمال کشور کشته شدند.",
    "ur": "اتوار کو ملک کے شمال میں ایک ہسپتال پر گولہ گرنے سے کم از کم پندرہ افراد ہلاک ہو گئے۔",
    "ps": "د یکشنبې په ورځ د هېواد په شمال کې پر یو روغتون د توپ په لګېدو لږ تر لږه پنځلس کسان ووژل شول.",
    "he": "לפחות חמישה עשר בני אדם נהרגו ביום ראשון כאשר פגז פגע בבית חולים בצפון המדינה.",
    "hi": "रविवार को देश के उत्तर में एक अस्पताल पर गोला गिरने से कम से कम पंद्रह लोग मारे गए।",
    "bn": "রবিবার দেশের উত্তরে একটি হাসপাতালে গোলা আঘাত করলে অন্তত পনেরো জন নিহত হয়েছেন।",
    "am": "በሀገሪቱ ሰሜን የሚገኝ ሆስፒታል ላይ በወደቀ መድፍ እሁድ ዕለት ቢያንስ አስራ አምስት ሰዎች ተገደሉ።",
    "zh": "周日，一枚炮弹击中该国北部的一家医院，造成至少十五人死亡，警方表示。",
    "ja": "日曜日、国の北部の病院に砲弾が命中し、少なくとも十五人が死亡したと警察が発表した。",
    "ko": "일요일 북부의 한 병원에 포탄이 떨어져 최소 열다섯 명이 숨졌다고 경찰이 밝혔다.",
    "el": "Τουλάχιστον δεκαπέντε άνθρωποι σκοτώθηκαν την Κυριακή όταν οβίδα έπληξε νοσοκομείο στα βόρεια της χώρας.",
    "my": "ဆေးရုံကို လက်နက်ကြီးကျည် ထိမှန်ခဲ့ပြီး လူ ဆယ့်ငါးဦး သေဆုံးခဲ့သည်။",
}

HEADLINES = {
    "de": "Zwölf Tote bei Anschlag auf Markt",
    "fr": "Douze morts dans un attentat à la bombe",
    "es": "Doce muertos en un atentado en el mercado",
    "pt": "Doze mortos em ataque a mercado no norte",
    "it": "Dodici morti nell'attentato al mercato della capitale",
    "nl": "Twaalf doden bij aanslag op markt in de hoofdstad",
    "sv": "Tolv döda efter attack mot en marknad",
    "da": "Tolv dræbt i angreb på et marked",
    "no": "Tolv drept i angrep på et marked",
    "fi": "Kaksitoista kuollut iskussa torille, poliisi kertoo",
    "pl": "Dwanaście ofiar zamachu na targu w stolicy",
    "cs": "Dvanáct mrtvých při útoku na tržiště",
    "hu": "Tizenkét halott a piac elleni támadásban",
    "ro": "Doisprezece morți într-un atac asupra unei piețe",
    "hr": "Dvanaest mrtvih u napadu na tržnicu u gradu",
    "tr": "Pazar yerine saldırıda on iki ölü",
    "id": "Dua belas orang tewas dalam serangan di pasar",
    "vi": "Mười hai người chết trong vụ tấn công chợ",
    "sw": "Watu kumi na wawili wauawa katika shambulio la soko",
    "so": "Laba iyo toban qof oo lagu dilay weerar suuqa",
    "ha": "Mutane sha biyu sun mutu a harin kasuwa",
    "tl": "Labindalawa ang patay sa pag-atake sa palengke",
    "ru": "Двенадцать погибших при взрыве на рынке",
    "uk": "Дванадцятеро загиблих унаслідок вибуху на ринку",
    "bg": "Дванадесет загинали при атака на пазар",
    "sr": "Дванаест мртвих у нападу на пијацу",
    "ar": "مقتل اثني عشر شخصا في هجوم على سوق",
    "fa": "دوازده کشته در حمله به بازار",
    "ur": "بازار پر حملے میں بارہ افراد ہلاک",
    "ps": "پر بازار برید کې دولس کسان ووژل شول",
    "he": "שנים עשר הרוגים בפיגוע בשוק",
    "hi": "बाज़ार पर हमले में बारह लोगों की मौत",
    "bn": "বাজারে হামলায় বারো জন নিহত",
    "zh": "市场遇袭十二人死亡",
    "ja": "市場襲撃で十二人死亡",
    "ko": "시장 공격으로 열두 명 사망",
}

ENGLISH = [
    "The army said on Sunday that at least twelve people had been killed when a shell hit a bakery in the north of the town.",
    "TROOPS ENTERED THE VILLAGE AT DAWN AND FOUR CIVILIANS WERE WOUNDED, THE MAYOR TOLD REPORTERS BY TELEPHONE.",
    "Omar al-Nujaym of the Hayat al-Inqadh said that Abu Musab al-Tamsawi and Sheikh Jarrah Suleiman had been held in Deir al-Qamar.",
    "The \u201cjunta de gobierno\u201d in San Miguel del Monte said on Monday that it had the town of El Carmen de la Sierra in its hands.",
]
BRIEF = [
    "Car bomb kills nine in market",
    "Rebels shell airport; five dead",
    "SHELLING KILLS SIX IN EASTERN TOWN, HOSPITAL SAYS",
    "12 killed",
    "Tamsa",
]
ROMANISED = [
    "qutil khamsat ashar shakhsan ala al-aqall yawm al-ahad indama asabat qadhifa mustashfa fi shamal al-bilad bihasab al-shurta",
    "po menshey mere pyatnadtsat chelovek pogibli v voskresenye kogda snaryad popal v bolnitsu na severe strany soobshchila politsiya",
]
#: What neighbours in grammar and script may be called.
KIN = {"hr": {"hr", "bs", "sr"}, "id": {"id", "ms"}, "no": {"no", "nb", "nn", "da"}, "da": {"da", "no", "nb"}}


@pytest.mark.parametrize(("code", "words"), SENTENCES.items())
def test_a_sentence_tells_its_language(code: str, words: str) -> None:
    assert language_of(words) in KIN.get(code, {code})
    assert language_of(words.upper()) in {None, *KIN.get(code, {code})}, "in capitals"


@pytest.mark.parametrize(("code", "words"), HEADLINES.items())
def test_a_headline_tells_it_or_nothing(code: str, words: str) -> None:
    assert language_of(words) in {None, *KIN.get(code, {code})}


def test_most_headlines_tell() -> None:
    assert sum(language_of(words) is not None for words in HEADLINES.values()) >= 0.8 * len(HEADLINES)


@pytest.mark.parametrize("words", ENGLISH)
def test_english_is_english_whatever_names_are_in_it(words: str) -> None:
    assert language_of(words) == "en"


@pytest.mark.parametrize("words", BRIEF)
def test_short_english_is_never_called_anything_else(words: str) -> None:
    assert language_of(words) in (None, "en")


@pytest.mark.parametrize("words", ROMANISED)
def test_romanised_text_is_in_no_language_that_we_know(words: str) -> None:
    assert language_of(words) == UNKNOWN


@pytest.mark.parametrize("words", ["", "12", "\u2014 ... \u2014", "\u2603" * 200, "a" * 5])
def test_no_words_no_language(words: str) -> None:
    assert language_of(words) is None


def test_a_list_of_names_is_not_called_foreign() -> None:
    names = " ".join(
        f"{first} {last}" for first in ("Omar", "Said", "Rana", "Nur", "Jan", "Mia") for last in ("Daud", "Karim", "Aziz", "Voss")
    )
    assert language_of(names) in (None, "en")


def test_the_body_decides_not_the_menus() -> None:
    menu = "".join(
        f"<li><a href='/{n}'>{words}</a></li>" for n, words in enumerate(("Startseite", "Politik und Gesellschaft", "Aus aller Welt"))
    )
    body = f"<p>{ENGLISH[0]}</p><p>{ENGLISH[2]}</p>"
    page = (
        f"<!DOCTYPE html><html lang='de'><body><nav><ul>{menu}</ul></nav><article><h1>Shell hits bakery</h1>{body}</article></body></html>"
    )
    assert article_from_text(page).language == "en"


def test_a_text_in_two_languages_says_so() -> None:
    english = " ".join(ENGLISH[:2])
    article = article_from_text(f"{english}\n\n{SENTENCES['fr']}\n\n{english}")
    assert article.language == "en"
    assert "language: of 3 blocks 1 in fr, the rest in en" in article.notes


@pytest.mark.parametrize(
    ("text", "declared", "expected", "why"),
    [
        ("Two men freed", "en-GB", "en", "too short to tell: what the container says counts"),
        ("Twee mannen vrij", "NL_be", "nl", "in any spelling"),
        ("Two men freed", "English", None, "no code"),
        ("Two of them go", "de", None, "the words speak against it"),
        (ENGLISH[0], "fr", "en", "the text tells: nobody else is asked"),
    ],
)
def test_what_is_declared_counts_where_the_text_tells_nothing(text: str, declared: str, expected: str | None, why: str) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, 0, len(text))]
    assert languages_of(text, blocks, declared=declared).main == expected, why


def test_what_a_container_says_is_used_where_the_text_says_nothing() -> None:
    supplied = Supplied(
        "https://example.org/a", "Two men freed", "Lena Hart", "Valley Post", "Mon, 03 Mar 2014 10:15:00 +0000", language="en"
    )
    article = read_article(RawDocument(ENGLISH[0].encode(), "feed.xml!1", None, "0" * 64, supplied=supplied))
    assert (article.title, article.byline, article.publisher, article.url) == (
        "Two men freed", "Lena Hart", "Valley Post", "https://example.org/a",
    )  # fmt: skip
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2014-03-03T10:15", "supplied")
