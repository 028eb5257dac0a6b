"""Public questionnaire files: each is read to its end, and what is known to be wrong in it is reported."""

from deploy.local.prepare import ROOT
from deploy.local.processes import say
from tests.assessments.importing import public
from tests.bench import table
from tests.bench.harness import Site

LIST = ROOT / ".local" / "imports.md"


@table.row(
    "imports.public",
    what="share of the public files at hand read without a crash, every defect known in them reported",
    unit="",
    bound=table.at_least(1),
)
def imports_public(_site: Site) -> float:
    outcomes = [public.outcome(case) for case in public.cases()]
    if not outcomes:
        say("No public questionnaire files here: QUESTIONNAIRES names their folder.")
        return 0
    LIST.write_text("\n".join([*public.summary(outcomes), "", *public.lines(outcomes), ""]), encoding="utf-8")
    say(f"{len(outcomes)} public files read: {LIST.relative_to(ROOT)} has the list.")
    return sum(each.holds for each in outcomes) / len(outcomes)
