import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import HTML

from wellbeing.privacy.padding import pad_html, pad_pdf


@given(st.binary(max_size=1017))
def test_pages_with_room_come_out_at_one_length(page):
    padded = pad_html(page, 1024)
    assert len(padded) == 1024
    assert padded.startswith(page)


@given(st.binary(min_size=1018, max_size=3000))
def test_a_page_without_room_goes_to_the_next_multiple(page):
    assert len(pad_html(page, 1024)) in (2048, 3072)


@pytest.mark.parametrize("words", ["one", "many more words " * 50])
def test_a_padded_document_still_ends_as_a_document_does(words):
    document = HTML(string=f"<p>{words}</p>").write_pdf()
    padded = pad_pdf(document, 64 * 1024)
    assert len(padded) == 64 * 1024
    assert padded.startswith(document)
    start = int(padded.rsplit(b"startxref", 1)[1].split()[0])
    assert re.match(rb"xref|\d+ 0 obj", document[start : start + 20])
    assert padded.endswith(b"%%EOF\n")
