"""The certificates on the desk: what a lead sees there, and what comes of issuing them."""

from __future__ import annotations

from datetime import timedelta

from tests.markup_reading import Markup
from tests.services.certified import certificates, issue, judged
from tests.services.clerks import LEAD
from tests.services.jurying import EDITION, rules_of
from tests.services.office import Office
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_certificates import TAKE, certificates_page
from youcheng.services.certifying import view_standing
from youcheng.services.desk_parts import list_parts
from youcheng.ui.asked import Asked
from youcheng.ui.desk.certificates_acts import answer_certificates_act


def page(office: Office, code: str = "en") -> str:
    standings = view_standing(office.services, actor=LEAD)
    return str(certificates_page(standings, translator(code), parts=list_parts(LEAD)))


def test_certificates_are_offered_after_the_reveal_and_files_once_there_are_some(
    office: Office,
) -> None:
    (paper,) = judged(office, False)
    office.now = rules_of(office).reveals_at - timedelta(minutes=1)
    assert "once the results are revealed" in page(office)
    assert 'data-act="issue"' not in page(office)
    office.now = rules_of(office).reveals_at
    assert 'data-act="issue"' in page(office)
    assert TAKE not in page(office)

    asked = Asked("issue", {"edition": EDITION})
    said, trouble = answer_certificates_act(office.services, asked, LEAD, translator("en"))
    assert (said, trouble) == ("Certificates issued: 1. No picture waits any more.", "")
    for language in LANGUAGES:
        forms = [one for one in Markup(page(office, language.code)).elements if one.name == "form"]
        assert [one.attributes.get("action") for one in forms] == [TAKE]
    assert str(paper.stored.code) not in page(office)


def test_an_early_press_is_told_why_nothing_was_issued(office: Office) -> None:
    judged(office, False)
    office.now = rules_of(office).reveals_at - timedelta(minutes=1)
    asked = Asked("issue", {"edition": EDITION})
    said, trouble = answer_certificates_act(office.services, asked, LEAD, translator("en"))
    assert (said, trouble) == ("", "The results are not to be known yet.")
    office.now = rules_of(office).reveals_at
    assert issue(office).certificates == 1


def test_a_lead_revokes_a_single_certificate_and_has_it_issued_anew(office: Office) -> None:
    (paper,) = judged(office, False)
    issue(office)
    (made,) = certificates(paper)
    code = str(paper.stored.code)

    def do(act: str, **values: str) -> tuple[str, str]:
        return answer_certificates_act(office.services, Asked(act, values), LEAD, translator("en"))

    said, trouble = do("revoke", code="x", reason="mistake")
    assert (said, trouble[:31]) == ("", "No valid certificate has this c")
    assert do("revoke", code=made.code, reason="") == ("", "Choose a reason.")
    assert do("reissue", code=code)[1].startswith("No certificate of this picture")
    assert do("revoke", code=made.code, reason="leaked") == ("The certificate is revoked.", "")
    assert do("reissue", code=code) == ("The certificate is issued anew.", "")
    assert do("nothing") == ("", "")
    standings = view_standing(office.services, actor=LEAD)
    for language in LANGUAGES:
        t, parts = translator(language.code), list_parts(LEAD)
        html = str(certificates_page(standings, t, parts=parts, revokes=True))
        assert 'data-act="revoke"' in html
        # A reason that nobody has chosen is none.
        assert f'name="reason"><option value="">{t.gettext("Choose")}</option>' in html
        assert 'data-act="reissue"' in html
        # Whoever may not is not shown what to press.
        assert "revoke" not in str(certificates_page(standings, t, parts=parts))
