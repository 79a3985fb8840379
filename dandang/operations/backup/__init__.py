"""Backup, verification and restore to and from one folder (SPEC PL-13), on either engine and across them.

A backup holds every row of every concrete model that the registry knows, except those named with a reason in
`selection`; one line of canonical JSON per row with its digest; the files of the installation; and a manifest with
counts and digests. The rows of the identity vault lie in a folder of their own, sealed as they are in the vault: they
open with the passphrases of custodians of two bodies and never without. What is not in it: sessions, jobs and sign-in
attempts, the signing key and other secrets. The folder is not encrypted: keep it on an encrypted medium.
"""
