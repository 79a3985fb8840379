"""Every read of files: one file, many files, the roster, and the facts other rooms ask for."""

from dandang.registry.people.models import Person
from dandang.registry.people.queries.facts import (
    absences_within,
    find_matches,
    headcounts,
    is_kin_of,
    kin_of,
    kin_of_many,
    managed_by,
    managed_from_above,
    names_of,
    no_longer_serving,
    post_on,
    posts_on,
    sealed_years,
    serving_on,
)
from dandang.registry.people.queries.files import (
    changes_of,
    exchange_sources,
    file_findings,
    files_of,
    own_file,
    person_file,
    photo_of,
    photos_of,
)
from dandang.registry.people.queries.lengths import field_lengths, section_lengths
from dandang.registry.people.queries.roster import PAGE, RosterFilter, roster_ids, roster_page

__all__ = [
    "PAGE",
    "Person",
    "RosterFilter",
    "absences_within",
    "changes_of",
    "exchange_sources",
    "field_lengths",
    "file_findings",
    "files_of",
    "find_matches",
    "headcounts",
    "is_kin_of",
    "kin_of",
    "kin_of_many",
    "managed_by",
    "managed_from_above",
    "names_of",
    "no_longer_serving",
    "own_file",
    "person_file",
    "photo_of",
    "photos_of",
    "post_on",
    "posts_on",
    "roster_ids",
    "roster_page",
    "sealed_years",
    "section_lengths",
    "serving_on",
]
