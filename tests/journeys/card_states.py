"""The pages of fact cards at an editor's desk, by the names of their addresses."""

STAFF_POSTED = {"settle"}
STAFF_PAGES = {
    "index": "",
    "new": "new/",
    "read": "cbi/",
    "shipped": "cbi/shipped/",
    "edit": "cbi/edit/",
}
# Named by the id of a row, which is made on the way.
OF_A_ROW = {"version"}


def staff_address(name: str) -> str:
    return "/staff/instruments/cards/" + STAFF_PAGES[name]
