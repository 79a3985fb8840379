"""The shape of what is typed: filters of the roster, and the parts of a file."""

from dandang.registry.people.forms.parts import PARTS, Part, RegisterForm, suggestions
from dandang.registry.people.forms.roster import Chip, RosterForm

__all__ = ["PARTS", "Chip", "Part", "RegisterForm", "RosterForm", "suggestions"]
