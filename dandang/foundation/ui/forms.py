"""How does any Django form look like ours? A renderer; forms themselves need no base class.

`FORM_RENDERER` points here. `{{ form }}` draws every field with label, help, error and control in that order;
`{{ form.name.as_field_group }}` draws one; `{% include "ui/_errors.html" %}` lists the errors with links.
"""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class PageRenderer(DjangoTemplates):
    """Draws forms and fields with the room's own templates, widgets with Django's."""

    form_template_name = "ui/_form.html"
    field_template_name = "ui/_field.html"
