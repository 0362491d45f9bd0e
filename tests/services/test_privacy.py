"""What is kept about a person, handing it to her, and erasing what may go."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.domain.asset import AssetDraft, AssetKind, AssetSource, AssetWords, DisposeDraft, Leaving
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.member import MemberData, MemberRole, RoleData
from app.domain.party import PartyData
from app.domain.retention import Kept, Reason
from app.domain.session import NotPermittedError, Permission, Session, issue
from app.domain.work_log import WorkDraft, WorkLine
from app.queries.integrity import check_books
from app.queries.members import member
from app.queries.parties import find_parties, party_by_uid
from app.queries.privacy import Fact
from app.services import catalogue, event_log, members, privacy, work_log
from app.services.assets import add_asset, dispose_asset
from app.services.books import close_book, open_path
from app.services.catalogue import AccountData
from app.services.drafts import save_draft
from app.services.journal import account_id
from app.services.parties import UnknownPartyError, create_party
from app.services.records import Saved
from app.services.sample_pictures import draw
from app.services.unit_of_work import Entry, NotSavedError, post
from db import connection as book
from reports import person_data as paper
from reports.output import render
from tests.builders import make_book, opened, session_with

TODAY = dt.date(2026, 11, 21)
NAME, PHONE, ADDRESS, NOTE, TAX_ID = "กรองแก้ว", "000-000-0000", "บ้านเลขที่ 0", "ชอบรสเผ็ด", "0" * 13


def someone(session: Session, *, member: bool = False) -> Saved:
    data = PartyData(NAME, is_member=member, phone=PHONE, address=ADDRESS, note=NOTE, tax_id=TAX_ID)
    return create_party(session, data)


def paper_on(
    session: Session, who: Saved, on: dt.date, role: AccountRole = AccountRole.CASH, *, name: str = NAME
) -> None:
    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, on, party_id=who.id)
        entry.name("customer", name)
        entry.line(account_id(role), 100, party_id=who.id)
        entry.line(account_id(AccountRole.BANK), -100)

    post(session, Permission.POST_JOURNAL, new_uid(), write)


def kinds(facts: tuple[Fact, ...]) -> set[Kept]:
    return {fact.kind for fact in facts}


def names_kept() -> list[str | None]:
    return [name for (name,) in book.fetch("SELECT name FROM document_name ORDER BY document_id")]


def test_someone_without_papers_becomes_nobody(session: Session) -> None:
    who = someone(session)
    save_draft(session, new_uid(), kind="sale", data=f'{{"label": ["{NAME}"], "n": 1}}', label=NAME)
    erased = privacy.erase_person(session, who.uid, today=TODAY)
    assert kinds(erased.gone) == {
        *(Kept.NAME, Kept.PHONE, Kept.ADDRESS, Kept.NOTE, Kept.TAX_ID, Kept.DRAFTS),
    }
    row = party_by_uid(who.uid)
    assert row is not None
    assert (row.name, row.data.phone, row.data.address, row.data.note, row.data.tax_id) == (
        *(privacy.neutral_name(who.code), "", "", "", ""),
    )
    assert find_parties(NAME) == []
    assert [each.uid for each in find_parties(who.code)] == [who.uid]
    assert NAME not in str(book.fetch("SELECT label, data FROM draft"))
    assert check_books() == []


def test_the_line_in_the_log_does_not_say_what_was_erased(session: Session) -> None:
    who = someone(session)
    privacy.erase_person(session, who.uid, today=TODAY)
    action, before, after = book.fetch(
        "SELECT action, before, after FROM event_log ORDER BY id DESC LIMIT 1"
    )[0]
    assert action == "erase"
    assert before is None
    assert not any(text in after for text in (NAME, PHONE, ADDRESS, NOTE, TAX_ID))


def test_a_paper_that_has_to_be_kept_keeps_name_and_tax_id(session: Session) -> None:
    who = someone(session)
    paper_on(session, who, dt.date(2020, 12, 31))
    paper_on(session, who, dt.date(2021, 1, 1))
    erased = privacy.erase_person(session, who.uid, today=TODAY)
    assert kinds(erased.gone) == {Kept.PHONE, Kept.ADDRESS, Kept.NOTE, Kept.PAPER_NAMES}
    assert {fact.verdict.until for fact in erased.stays if fact.verdict.reason is Reason.PAPER} == {
        dt.date(2026, 12, 31)
    }
    assert names_kept() == [None, NAME]
    row = party_by_uid(who.uid)
    assert row is not None
    assert (row.name, row.data.tax_id, row.data.phone) == (NAME, TAX_ID, "")
    assert check_books() == []

    again = privacy.erase_person(session, who.uid, today=dt.date(2027, 1, 1))
    assert kinds(again.gone) == {Kept.NAME, Kept.TAX_ID, Kept.PAPER_NAMES}
    assert names_kept() == [None, None]
    assert check_books() == []
    assert privacy.erase_person(session, who.uid, today=dt.date(2027, 1, 1)).gone == ()


def test_a_member_and_a_debtor_keep_their_names(session: Session) -> None:
    member, debtor = someone(session, member=True), someone(session)
    paper_on(session, debtor, dt.date(2015, 5, 5), AccountRole.RECEIVABLE)
    for who, reason in ((member, Reason.MEMBER), (debtor, Reason.DEBT)):
        erased = privacy.erase_person(session, who.uid, today=TODAY)
        assert [fact.verdict.reason for fact in erased.stays if fact.kind is Kept.NAME] == [reason]
        row = party_by_uid(who.uid)
        assert row is not None
        assert (row.name, row.data.phone) == (NAME, "")
    assert check_books() == []


def test_terms_and_branch_go_once_nothing_is_owed(session: Session) -> None:
    data = PartyData(NAME, tax_id=TAX_ID, branch="00012", credit_limit=500_00, credit_days=15)
    who, owing = create_party(session, data), create_party(session, data)
    text = render(paper.build(privacy.person_data(session, who.uid, today=TODAY)), "json").decode()
    assert all(each in text for each in ("00012", "500.00"))
    paper_on(session, owing, dt.date(2015, 5, 5), AccountRole.ADVANCE)
    erased = privacy.erase_person(session, who.uid, today=TODAY)
    assert kinds(erased.gone) == {Kept.NAME, Kept.TAX_ID, Kept.TERMS}
    stays = {
        fact.kind: fact.verdict.reason for fact in privacy.erase_person(session, owing.uid, today=TODAY).stays
    }
    assert (stays[Kept.NAME], stays[Kept.TERMS]) == (Reason.DEBT, Reason.DEBT)
    for each, left in ((who, (None, 0, "")), (owing, (500_00, 15, ""))):
        row = party_by_uid(each.uid)
        assert row is not None
        assert (row.data.credit_limit, row.data.credit_days, row.data.branch) == left
    assert check_books() == []


def test_who_keeps_money_or_lent_a_thing_keeps_her_name(session: Session) -> None:
    holder, lender = someone(session), someone(session)
    safe = catalogue.save_account(
        session, AccountData("1109", "ตู้เซฟ", "asset", is_money=True, holder_id=holder.id)
    )
    lent = AssetDraft(
        new_uid(),
        AssetWords("เครื่องซีล"),
        AssetKind.EQUIPMENT,
        AssetSource.LENT,
        900_00,
        36,
        party_uid=lender.uid,
    )
    add_asset(session, lent, on=dt.date(2015, 5, 5))
    for who in (holder, lender):
        erased = privacy.erase_person(session, who.uid, today=TODAY)
        reasons = {fact.kind: fact.verdict.reason for fact in erased.stays}
        assert (reasons[Kept.NAME], reasons[Kept.THINGS]) == (Reason.KEEPS, Reason.KEEPS)
    assert [each.number for each in privacy.person_data(session, lender.uid, today=TODAY).papers]

    catalogue.save_account(
        session, AccountData("1109", "ตู้เซฟ", "asset", is_money=True, active=False), account_id=safe.id
    )
    back = DisposeDraft(new_uid(), lent.asset_uid, Leaving.RETURNED)
    dispose_asset(session, back, on=dt.date(2016, 5, 5))
    for who in (holder, lender):
        assert Kept.NAME in kinds(privacy.erase_person(session, who.uid, today=TODAY).gone)
    assert NAME not in str(names_kept())
    assert check_books() == []


def test_only_who_may_erases_and_reads(session: Session) -> None:
    who = someone(session)
    with pytest.raises(NotPermittedError):
        privacy.erase_person(session_with(Permission.SEE_BOOKS), who.uid, today=TODAY)
    nobody = session_with(Permission.SELL, Permission.EDIT_PARTIES, Permission.SEE_OWN)
    with pytest.raises(NotPermittedError):
        privacy.person_data(nobody, who.uid, today=TODAY)
    with pytest.raises(NotPermittedError):
        privacy.what_is_kept(nobody, who.uid, today=TODAY)
    with pytest.raises(UnknownPartyError):
        privacy.erase_person(session, new_uid(), today=TODAY)
    row = party_by_uid(who.uid)
    assert row is not None
    assert row.data.phone == PHONE


def test_everybody_may_ask_about_herself(session: Session) -> None:
    mine, other = someone(session), someone(session)
    grant = Session(1, "สมาชิก", 1, 1, 1, party_id=mine.id)
    own = issue(grant, frozenset({Permission.SEE_OWN}))
    assert privacy.person_data(own, mine.uid, today=TODAY).person.phone == PHONE
    with pytest.raises(NotPermittedError):
        privacy.person_data(own, other.uid, today=TODAY)
    with pytest.raises(NotPermittedError):
        privacy.erase_person(own, mine.uid, today=TODAY)


def test_a_failure_half_way_erases_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    who = someone(session)
    paper_on(session, who, dt.date(2015, 5, 5))

    def fail(*_arguments: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(event_log, "append", fail)
    with pytest.raises(NotSavedError):
        privacy.erase_person(session, who.uid, today=TODAY)
    row = party_by_uid(who.uid)
    assert row is not None
    assert (row.name, row.data.phone) == (NAME, PHONE)
    assert names_kept() == [NAME]
    assert [each.uid for each in find_parties(NAME)] == [who.uid]
    assert check_books() == []


def test_the_search_index_forgets_the_letters_of_the_name(session: Session) -> None:
    who = someone(session)
    privacy.erase_person(session, who.uid, today=TODAY)
    blocks = b"".join(block for (block,) in book.fetch("SELECT block FROM party_search_data"))
    assert "กรอ".encode() not in blocks


def test_what_was_erased_is_not_left_between_the_rows_of_the_file(tmp_path: Path) -> None:
    session = make_book(tmp_path)
    path = open_path()
    who = someone(session)
    marks = ["ลวดลายบนเอกสาร" * 3, "ลวดลายในหมายเหตุ" * 3]
    paper_on(session, who, dt.date(2015, 5, 5), name=marks[0])
    with book.unit_of_work():
        book.execute("UPDATE party SET note = ? WHERE id = ?", (marks[1], who.id))
    close_book()
    before = path.read_bytes()
    assert all(mark.encode() in before for mark in marks)
    with opened(path) as again:
        privacy.erase_person(again, who.uid, today=TODAY)
    after = path.read_bytes()
    assert not any(mark[:8].encode() in after for mark in marks)


def test_everything_is_handed_out(session: Session) -> None:
    who = someone(session)
    paper_on(session, who, TODAY)
    report = paper.build(privacy.person_data(session, who.uid, today=TODAY))
    text = render(report, "json").decode()
    assert all(each in text for each in (NAME, PHONE, ADDRESS, NOTE, TAX_ID, who.code))
    assert render(report, "pdf").startswith(b"%PDF")
    assert render(report, "xlsx").startswith(b"PK")


@settings(max_examples=15, deadline=None, phases=[Phase.generate])
@given(
    papers=st.lists(
        st.tuples(st.integers(0, 2), st.dates(dt.date(2014, 1, 1), TODAY), st.booleans()), max_size=6
    ),
    members=st.lists(st.booleans(), min_size=3, max_size=3),
    first=st.permutations(range(3)),
)
def test_whoever_is_erased_in_whatever_book_it_stays_whole(
    papers: list[tuple[int, dt.date, bool]], members: list[bool], first: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session = make_book(Path(folder))
        try:
            people = [someone(session, member=member) for member in members]
            for number, on, owed in papers:
                role = AccountRole.RECEIVABLE if owed else AccountRole.CASH
                paper_on(session, people[number], on, role)
            for number in first:
                privacy.erase_person(session, people[number].uid, today=TODAY)
                assert check_books() == []
                left = privacy.what_is_kept(session, people[number].uid, today=TODAY)
                assert not any(fact.may_go for fact in left)
        finally:
            close_book()


def test_what_the_register_keeps_goes_when_its_reason_is_gone(session: Session) -> None:
    day = dt.date(2014, 3, 1)
    data = MemberData(
        PartyData(NAME),
        national_id="0000000000001",
        born_on=dt.date(1970, 4, 9),
        joined_on=day,
        household="ครัวเรือน 7",
        heir="ทายาท",
        consent_on=day,
    )
    who = members.enrol(session, data, today=TODAY).uid
    members.set_member_photo(session, who, data=draw("อาหารแปรรูป", 1))
    members.appoint(session, who, data=RoleData(MemberRole.SECRETARY, day))
    line = WorkLine(who, 2_000)
    work_log.log_work(session, WorkDraft(new_uid(), day, (line,), what="กวาดลาน"), today=TODAY)
    text = render(paper.build(privacy.person_data(session, who, today=TODAY)), "json").decode()
    assert all(each in text for each in ("0-0000-00000-00-1", "ครัวเรือน 7", "ทายาท", "กวาดลาน", "Secretary"))

    erased = privacy.erase_person(session, who, today=TODAY)
    assert kinds(erased.gone) == {Kept.HEIR, Kept.LIVING, Kept.PHOTO}
    stays = {fact.kind: fact.verdict.reason for fact in erased.stays}
    assert stays[Kept.IDENTITY] is Reason.MEMBER
    assert stays[Kept.OFFICES] is Reason.REGISTER
    assert book.fetch("SELECT count(*) FROM blob") == [(0,)], "the picture itself is gone"

    members.leave(session, who, on=day.replace(year=2015), today=TODAY)
    erased = privacy.erase_person(session, who, today=TODAY)
    assert {Kept.NAME, Kept.IDENTITY} <= kinds(erased.gone)
    row = member(who)
    assert row is not None
    assert (row.number, row.national_id, row.born_on, row.heir, row.photo) == ("001", "", None, "", None)
    assert row.name == privacy.neutral_name(row.code)
    kept = str(book.fetch("SELECT before, after FROM event_log"))
    assert "0000000000001" not in kept, "the log never knew it"
    assert check_books() == []


def test_a_heir_is_needed_as_long_as_shares_are_held(session: Session) -> None:
    data = MemberData(PartyData(NAME), heir="ทายาท", joined_on=TODAY)
    who = members.enrol(session, data, today=TODAY)

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.SHARE, TODAY, party_id=who.id)
        entry.add("share_entry", party_id=who.id, purpose="opening", shares=5, amount=50_000, paid=50_000)

    post(session, Permission.KEEP_SHARES, new_uid(), write)
    erased = privacy.erase_person(session, who.uid, today=TODAY)
    assert {fact.kind: fact.verdict.reason for fact in erased.stays}[Kept.HEIR] is Reason.HOLDS
