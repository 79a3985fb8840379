"""What may come in at all: files judged by their content, bounded in size, and read only as what they are.

Every parser of `interchange` and every room that keeps files takes its bytes from here. Limits and reasons:
`reference/security.md` §6.4, abuse cases FX and TX. Nothing here knows a person, and nothing here knows Django.
"""
