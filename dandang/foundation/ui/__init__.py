"""How every page looks: the frame, one template per component, formats, menu registry, front-end files.

Whose work: everyone's. Obeys no pack. Besides the standard files it has: `menu` (registry of rail entries), `pages`
(render a page, cut a list), `charts` (shapes of the SVG charts), `formats` (how days, scores and numbers are written),
`icons` (outlines), `context` (what the frame needs), `middleware` (refusals and headers), `gallery` (made-up examples
for the gallery page), `vendor` (copies third-party front-end files).
"""
