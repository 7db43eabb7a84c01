"""Results days that are prepared in an office, and what becomes of them at the reveal."""

from __future__ import annotations

from tests.services.clerks import LEAD, SECOND_LEAD
from tests.services.jurying import EDITION
from tests.services.office import Office
from youcheng.domain.arming import Arming
from youcheng.domain.jury.records import RoundRecord
from youcheng.services import jury_awards
from youcheng.services.arming import arm_results, plan_arming
from youcheng.services.publishing import publish_due_works
from youcheng.services.results_day import finish_due_results
from youcheng.services.revealing import apply_due_results


def arm(office: Office, *, certificates: bool = True, letters: bool = True) -> Arming:
    """Arrange as a lead what happens with the results, as it is planned now."""
    wanted = {"edition": EDITION, "certificates": certificates, "letters": letters}
    plan = plan_arming(office.services, actor=LEAD, **wanted)
    return arm_results(office.services, actor=LEAD, **wanted, stamp=plan.stamp)


def last_round(office: Office) -> RoundRecord:
    with office.services.records.read() as uow:
        return next(one for one in uow.jury.rounds(EDITION) if one.name == "final")


def propose_rest(office: Office) -> None:
    """Propose no award for whom nothing is proposed."""
    record = last_round(office)
    jury_awards.propose_no_award(
        office.services, actor=LEAD, round_id=record.id, version=record.version
    )


def confirm_rest(office: Office) -> None:
    """Confirm as the second lead what the first proposed."""
    record = last_round(office)
    jury_awards.confirm_awards(
        office.services, actor=SECOND_LEAD, round_id=record.id, version=record.version
    )


def minute(office: Office) -> tuple[int, int, int]:
    """What the job of a minute does on a results day: how many results it applies, works come on
    show, and editions are finished."""
    services = office.services
    return apply_due_results(services), publish_due_works(services), finish_due_results(services)
