"""Dated, cited, revocable consequences of decisions: what one part decided and every other part must respect.

Whose work: the room that decided writes the effect and may revoke it; rooms that read one note the use. The closed
list of kinds, with the rooms that write and read each, is `kinds`. A decision that was taken on paper is keyed in
here by one officer and takes effect only when a second one has compared it with the paper (`PaperDecision`).
`shown` turns stored codes into the words of the pages, so that templates hold no logic.
Revoking an effect opens a duty to look again at everything that leaned on it (云南 11; 中央 四).
"""
