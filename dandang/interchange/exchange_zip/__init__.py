"""Zip packages: the plain exchange package of the civil-service system, and a zip of many .lrmx or .lrm forms.

Obeys `reference/formats.md` §3. Packages with a password are refused; this system writes and reads plain ones only.
"""
