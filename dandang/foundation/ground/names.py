"""Are two names perhaps the same one, written differently? A question for a person, never an answer of a machine.

The skeleton folds what looks alike (compatibility forms, middle dots, invisible characters, traditional forms that
occur in names). Names are kept as written; only comparisons use the skeleton. Basis: security.md §6.4.
"""

from __future__ import annotations

import unicodedata

MIDDLE_DOT = "·"
_DOTS = "·•・‧∙⋅･᛫●．."

# Traditional and variant characters common in surnames and given names, from the public Unihan relations
# (kSimplifiedVariant, kZVariant). The table only widens a question to the user, so gaps do no harm.
_VARIANTS = dict(
    zip(
        "張陳劉趙黃吳孫馬羅鄭謝許馮鄧蕭葉呂蘇盧蔣賈閻鍾鐘譚陸範韓韋齊喬賴龔龐華國軍偉麗強蘭"
        "鳳龍寶貴興榮輝紅傑東曉雲飛麥樂學義慶團衛愛裏裡誌於凃內歐陽楊萬鄒閔單應關嚴鐵寧遠無錢",
        "张陈刘赵黄吴孙马罗郑谢许冯邓萧叶吕苏卢蒋贾阎钟钟谭陆范韩韦齐乔赖龚庞华国军伟丽强兰"
        "凤龙宝贵兴荣辉红杰东晓云飞麦乐学义庆团卫爱里里志于涂内欧阳杨万邹闵单应关严铁宁远无钱",
        strict=True,
    )
)
_FOLD = str.maketrans(_VARIANTS | {dot: MIDDLE_DOT for dot in _DOTS})


def tidy_name(text: str) -> str:
    """The name without the blanks that forms put between two characters; nothing else is changed."""
    kept = [part for part in text.replace("\u3000", " ").split(" ") if part]
    joined = " ".join(kept)
    return joined if joined.isascii() else "".join(kept)


def skeleton(name: str) -> str:
    """What is left of a name when everything that merely looks different is folded together."""
    folded = unicodedata.normalize("NFKC", name)
    visible = (character for character in folded if unicodedata.category(character) not in {"Cf", "Zs", "Mn", "Cc"})
    return "".join(visible).translate(_FOLD).casefold()


def look_alike(one: str, other: str) -> bool:
    """Whether two different writings share a skeleton, so that a person should be asked."""
    return one != other and skeleton(one) == skeleton(other)


def has_invisible_characters(name: str) -> bool:
    """Whether the text carries format or control characters that nobody can see."""
    return any(unicodedata.category(character) in {"Cf", "Cc"} for character in name)
