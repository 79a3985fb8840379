"""What does a file with the full text of a document say? Word or plain text, whatever the encoding, into parts."""

from __future__ import annotations

from dandang.foundation.guard import exhibits, text
from dandang.foundation.guard.problems import FileRefused
from dandang.law.policies import wordfiles
from dandang.law.policies.splitting import SplitText, split


def split_text(content: bytes, *, name: str) -> SplitText:
    """Return a policy text cut into parts and numbered items. `content` is a .txt (UTF-8, UTF-16, GBK) or .docx file.

    Refuses (FileRefused) another kind of file, one that is cut short or marked as a secret, and one without words.
    Word's automatic numbers are written out, and tables are read row by row.
    """
    form = exhibits.check_exhibit(content, name=name).form
    if form not in {"txt", "docx"}:
        raise FileRefused("只能拆分文本（.txt）和 Word（.docx）文件", "请把政策文字存成这两种之一再拆分").named(name)
    words = wordfiles.words_of(content) if form == "docx" else text.decode(content).text
    if not words.strip():
        raise FileRefused("文件里没有文字", "扫描件要先识别成文字").named(name)
    return split(words)
