"""The words of certificates: on the sheet, and on the page that tells whether one is real."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from youcheng.content.models import CompetitionEdition, Content
from youcheng.documents.certificate import NOTICE, Half, Sheet
from youcheng.domain.certificates import Certificate, CertificateKind
from youcheng.domain.codes import show_certificate_code
from youcheng.domain.deadlines import NANJING
from youcheng.i18n.catalogues import Translator, translator
from youcheng.i18n.formats import format_date
from youcheng.markup.plain_pages import plain_page
from youcheng.services.certificates import Named, Told

VERIFY: Final = "/verify"
_CHINESE: Final = "zh"
_ENGLISH: Final = "en"


def write_certificate(named: Named, content: Content, *, public_url: str) -> Sheet:
    """What a certificate says: Chinese, and the language of the entry, for Chinese ones English."""
    code = show_certificate_code(named.certificate.code)
    other = _ENGLISH if named.language == _CHINESE else named.language
    return Sheet(
        name=named.name,
        code=code,
        address=f"{public_url}{VERIFY}/{code}",
        issued_at=named.certificate.issued_at,
        chinese=_half(named, content, translator(_CHINESE)),
        other=_half(named, content, translator(other)),
    )


def certificate_name(kind: CertificateKind, t: Translator) -> str:
    """What a certificate is called."""
    return {
        CertificateKind.PARTICIPATION: t.gettext("Certificate of participation"),
        CertificateKind.AWARD: t.gettext("Award certificate"),
        CertificateKind.TEACHER: t.gettext("Certificate of thanks for a teacher"),
        CertificateKind.SCHOOL: t.gettext("Certificate of thanks for a school"),
    }[kind]


def award_name(certificate: Certificate, edition: CompetitionEdition, t: Translator) -> str:
    """The award that a certificate is for; empty where it is for none."""
    if certificate.kind is not CertificateKind.AWARD:
        return ""
    names = {one.id: one.name.get(t.language.code) for one in edition.awards}
    return names.get(certificate.award) or t.pgettext("certificate", "Award")


def notice_words(t: Translator) -> str:
    """What no certificate is to be used for; in Chinese as the ministry words it."""
    if t.language.code == _CHINESE:
        return NOTICE
    return t.gettext("Not to be used for school admission")


def issued_words(certificate: Certificate, t: Translator) -> str:
    """The day on which it was issued, in Nanjing."""
    return format_date(certificate.issued_at.astimezone(NANJING).date(), t.language)


def verify_page(told: Told | None, t: Translator) -> Markup:
    """The page that says whether a certificate is valid; None: there is none with that code."""
    if told is None:
        heading = t.gettext("There is no certificate with this code")
    elif told.is_valid:
        heading = t.gettext("This certificate is valid")
    else:
        heading = t.gettext("This certificate is no longer valid")
    return plain_page(
        "plain/verify.html",
        t,
        title=heading if told and told.is_valid else f"{t.gettext('Error:')} {heading}",
        heading=heading,
        told=told,
        notice=NOTICE,
        notice_words=notice_words(t),
        facts=_facts(told, t) if told else (),
    )


def _facts(told: Told, t: Translator) -> list[tuple[str, str]]:
    one, edition = told.certificate, told.edition
    facts = [
        (t.gettext("Certificate code"), show_certificate_code(one.code)),
        (t.pgettext("certificate", "Kind"), certificate_name(one.kind, t)),
        (t.gettext("Competition"), edition.name.get(t.language.code)),
        (t.gettext("Year"), edition.id),
    ]
    if told.is_valid:
        facts += [
            (t.pgettext("certificate", "Award"), award_name(one, edition, t)),
            (t.gettext("First letter of the name"), one.initial),
            (t.gettext("Issued on"), issued_words(one, t)),
        ]
    return [(label, value) for label, value in facts if value]


def _half(named: Named, content: Content, t: Translator) -> Half:
    one, edition, code = named.certificate, named.edition, t.language.code
    competition = edition.name.get(code)
    if one.kind in {CertificateKind.TEACHER, CertificateKind.SCHOOL}:
        reason = t.gettext("With thanks for entering a class in “{competition}”, {year}")
    else:
        reason = t.gettext("For taking part in “{competition}”, {year}")
    issuer = t.gettext("{organisation}, {date}")
    return Half(
        language=t.language,
        heading=certificate_name(one.kind, t),
        reason=reason.format(competition=competition, year=edition.id),
        picture=t.gettext("Picture: “{title}”").format(title=named.title) if named.title else "",
        award=award_name(one, edition, t),
        issuer=issuer.format(
            organisation=content.operator.name.get(code), date=issued_words(one, t)
        ),
        notice=notice_words(t),
        check=t.gettext("Scan the code or open the address to check this certificate."),
    )
