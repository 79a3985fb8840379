"""What must the assistant look for in the texts of one case: names, people on file, units, places of the region?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.db.models import Count, Q

from dandang.foundation.codes import queries as codes
from dandang.ledger.casebook import finding, wordlists
from dandang.ledger.casebook.records import Known, ToHide
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import STEP, Organisation
from dandang.registry.people import queries as people
from dandang.registry.people.models import PersonQuerySet

_PROPER = re.compile(rf"(?P<proper>[一-鿿]{{2,6}}?)(?:{'|'.join(wordlists.PLACE_ENDS)})")
LONG_NAME = 3  # names of two characters on file are looked for in the units of the case only


def known_for(*, organ_path: str, hide: ToHide, texts: Iterable[str]) -> Known:
    """This function will gather what to look for in these texts; four queries, whatever the size of the register.

    Names of two characters are often parts of words: of those only the people of the case and of its units are looked
    for. Of longer ones everybody on file in the region.
    """
    text = "\n".join(texts)
    names = {name for name in organisations.names_to_ids() if name in text or _PROPER.fullmatch(name)}
    places = {_proper(name) for name in (*names, *hide.places)} | _divisions_in(text)
    return Known(
        names=tuple(dict.fromkeys(name for name in hide.names if name.strip())),
        staff=tuple(sorted(_staff(organ_path, hide, text))),
        units=tuple(sorted({*hide.units, *(name for name in names if name in text)} - {""}, key=len, reverse=True)),
        own_units=hide.units,
        places=tuple(sorted((place for place in places if place and place in text), key=len, reverse=True)),
    )


def people_named(*, organ_path: str, text: str) -> list[str]:
    """This function will return the people of the region on file whom a text names, or calls by surname and post."""
    found = finding.found({"": text}, Known(staff=tuple(sorted(_staff(organ_path, ToHide(), text)))))
    return [one.span for one in found if one.kind in {"NAME", "CALLED"}]


def people_by_post(*, organ_path: str, texts: Iterable[str]) -> dict[str, int]:
    """This function will count, for each post the texts speak of, the people of the region on file who hold it."""
    text = "\n".join(texts)
    rows = _region_people(organ_path).exclude(post_text="").order_by().values_list("post_text").annotate(n=Count("pk"))
    held: Mapping[str, int] = dict(rows)
    found = {post: n for post, n in held.items() if len(post) > 2 and post in text}
    left = text
    for title in sorted(wordlists.POSTS, key=len, reverse=True):
        if title in left and title.endswith(("长", "书记", "主任")):
            left = left.replace(title, "")
            found.setdefault(title, sum(n for post, n in held.items() if _is_post(post, title)))
    return found


def _is_post(post: str, title: str) -> bool:
    """Whether a post as written holds this title: 副镇长 is no 镇长."""
    return re.search(rf"(?<!副){re.escape(title)}", post) is not None


def _staff(organ_path: str, hide: ToHide, text: str) -> set[str]:
    near = Q(home_id__in=hide.unit_ids)
    rows = _region_people(organ_path).filter(near).values_list("name", flat=True)
    found = {name for name in rows if name in text or len(name) > LONG_NAME}
    for name in _region_people(organ_path).values_list("name", flat=True).iterator():
        if len(name) >= LONG_NAME and name in text:
            found.add(name)
    return found


def _region_people(organ_path: str) -> PersonQuerySet:
    return people.Person.objects.within(region_path(organ_path)).filter(state="SERVING").order_by("pk")


def region_path(organ_path: str) -> str:
    """This function will return the branch of the region an organ works in: the nearest place above it."""
    above = [organ_path[:end] for end in range(STEP, len(organ_path) + 1, STEP)]
    regions = Organisation.objects.filter(path__in=above, kind=Organisation.Kind.REGION)
    return max(regions.values_list("path", flat=True), key=len, default=organ_path)


def _proper(name: str) -> str:
    match = _PROPER.fullmatch(name)
    return match["proper"] if match else ""


def _divisions_in(text: str) -> set[str]:
    """Names of provinces, cities and counties of the state's table that the text holds, without their endings."""
    return {proper for whole, proper in _divisions() if whole in text}


@lru_cache(maxsize=1)
def _divisions() -> tuple[tuple[str, str], ...]:
    return tuple((name, _proper(name)) for name in dict.fromkeys(codes.table("divisions").values()) if _proper(name))
