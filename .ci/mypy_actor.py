"""A mypy plugin: `request.actor` is an Actor. The middleware of `access` sets it on every request (SPEC PL-04)."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import MypyFile
from mypy.plugin import ClassDefContext, Plugin
from mypy.plugins.common import add_attribute_to_class
from mypy.types import AnyType, TypeOfAny

REQUEST = "django.http.request.HttpRequest"
ACTOR = "dandang.registry.access.records"


class ActorPlugin(Plugin):
    """Adds the attribute to Django's request class."""

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        return [(10, ACTOR, -1)] if file.fullname == "django.http.request" else []

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return _add_actor if fullname == REQUEST else None


def _add_actor(context: ClassDefContext) -> None:
    known = context.api.named_type_or_none(f"{ACTOR}.Actor")
    add_attribute_to_class(context.api, context.cls, "actor", known or AnyType(TypeOfAny.explicit))


def plugin(version: str) -> type[ActorPlugin]:
    return ActorPlugin
