"""Every read of files: one file, many files, the roster, and the facts other rooms ask for."""

from dandang.registry.people.models import Person
from dandang.registry.people.queries.facts import (
    absences_within,
    find_matches,
    headcounts,
    kin_of,
    managed_by,
    names_of,
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

__all__ = [
    "Person",
    "absences_within",
    "changes_of",
    "exchange_sources",
    "file_findings",
    "files_of",
    "find_matches",
    "headcounts",
    "kin_of",
    "managed_by",
    "names_of",
    "own_file",
    "person_file",
    "photo_of",
    "photos_of",
    "post_on",
    "posts_on",
    "sealed_years",
    "serving_on",
]
