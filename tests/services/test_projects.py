"""Projects: their register, money for a purpose, what it becomes, and what is spent beyond the budget."""

import datetime as dt

import pytest

from app.domain.asset import AssetDraft, AssetKind, AssetSource, AssetWords
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.loan_entry import PaidInFullError
from app.domain.month_close import CheckLine, State, Step
from app.domain.project import (
    BudgetData,
    BudgetNameError,
    BudgetUsedError,
    MoreThanLeftError,
    MustReturnError,
    NothingToUseError,
    ProjectAmountError,
    ProjectClosedError,
    ProjectData,
    ProjectDaysError,
    ProjectMoneyDraft,
    ProjectNeededError,
    ProjectOpenError,
    ProjectOpeningDraft,
    ResultData,
)
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries import projects as q
from app.queries.assets import role_balance
from app.queries.integrity import check_books
from app.queries.month_close import month_list
from app.services import project_watch
from app.services.assets import add_asset, depreciate
from app.services.entries import post_entry
from app.services.journal import account_id
from app.services.periods import lock_until
from app.services.project_money import (
    keep_money,
    open_money,
    receive_money,
    recognise,
    recognise_all,
    return_money,
    take_money_over,
)
from app.services.projects import (
    close_project,
    create_project,
    put_slip,
    reopen_project,
    set_budget,
    set_results,
    update_project,
)
from app.services.purchases import post_purchase
from app.services.records import NameMissingError, NotFoundError
from app.services.reversal import AssetGoesOnError, ProjectFallsShortError, reverse
from app.services.unit_of_work import Entry, Posted, post
from app.services.year_end import DayLockedError
from db import connection as book
from tests.builders import material, party, session_with

D = dt.date
R = AccountRole
FIRST, LAST = D(2026, 3, 1), D(2026, 8, 31)
DAY, END = D(2026, 3, 5), D(2026, 12, 31)
TRAVEL, OFFICE = "5204", "5403"


def cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, "1101"),)


def code_of(role: AccountRole) -> str:
    return str(book.fetch("SELECT code FROM account WHERE role = ?", (role.value,))[0][0])


@pytest.fixture
def funder(session: Session) -> bytes:
    return party(session, "องค์การบริหารส่วนตำบล").uid


@pytest.fixture
def project(session: Session, funder: bytes) -> bytes:
    data = ProjectData(
        "อบรมทำน้ำพริก", funder_uid=funder, first_day=FIRST, last_day=LAST, agreed=10_000_00, purpose="อบรม"
    )
    return create_project(session, data).uid


def budget(session: Session, project: bytes) -> tuple[BudgetData, ...]:
    lines = (
        BudgetData("ค่าเดินทาง", 2_000_00, code_of(R.TRANSPORT)),
        BudgetData("ค่าวัสดุ", 5_000_00),
        BudgetData("ครุภัณฑ์", 3_000_00),
    )
    set_budget(session, project, lines=lines)
    return lines


def spend(
    session: Session, project: bytes, amount: int, on: dt.date = DAY, role: AccountRole = R.TRANSPORT
) -> Posted:
    lines = (EntryLineDraft(amount, account_code=code_of(role)),)
    return post_entry(
        session, EntryDraft(new_uid(), Direction.OUT, lines, cash(amount), project_uid=project), on=on
    )


def receive(session: Session, project: bytes, amount: int, on: dt.date = DAY) -> Posted:
    return receive_money(session, ProjectMoneyDraft(new_uid(), project, amount, cash(amount)), on=on)


def state(project: bytes, day: dt.date = END) -> q.ProjectState:
    found = q.project(project)
    assert found is not None
    return q.state(found, day)


def agrees() -> None:
    assert q.disagreements(END) == ()
    assert check_books() == []


def test_a_project_with_budget_and_results(session: Session, project: bytes, funder: bytes) -> None:
    lines = budget(session, project)
    found = q.project_by_code("j-1" if q.projects()[0].code == "J-1" else q.projects()[0].code.lower())
    assert (found.name, found.funder, found.budget, found.agreed) == (
        "อบรมทำน้ำพริก",
        "องค์การบริหารส่วนตำบล",
        10_000_00,
        10_000_00,
    )
    assert found.data.funder_uid == funder
    set_budget(session, project, lines=(lines[1], lines[0]))
    assert [each.name for each in q.budget_data(found.id)] == ["ค่าวัสดุ", "ค่าเดินทาง"]
    set_results(session, project, lines=(ResultData("คนเข้าอบรม", "คน", 30_000, 28_000), ResultData(" ")))
    assert [(each.name, each.target, each.reached) for each in q.results(found.id)] == [
        ("คนเข้าอบรม", 30_000, 28_000)
    ]
    set_results(session, project, lines=())
    assert q.results(found.id) == ()
    update_project(session, project, data=ProjectData("อบรม", last_day=LAST))
    changed = q.project(project)
    assert changed is not None
    assert (changed.name, changed.code, changed.funder) == ("อบรม", found.code, "")
    with pytest.raises(q.UnknownProjectCodeError):
        q.project_by_code("ไม่มี")
    agrees()


def test_what_cannot_be_a_project(session: Session, project: bytes) -> None:
    with pytest.raises(ProjectDaysError):
        create_project(session, ProjectData("x", first_day=LAST, last_day=FIRST))
    with pytest.raises(NameMissingError):
        create_project(session, ProjectData(" "))
    with pytest.raises(ProjectAmountError):
        create_project(session, ProjectData("x", agreed=-1))
    with pytest.raises(BudgetNameError):
        set_budget(session, project, lines=(BudgetData("", 1),))
    with pytest.raises(NotFoundError):
        update_project(session, new_uid(), data=ProjectData("x"))
    with pytest.raises(NotPermittedError):
        create_project(session_with(Permission.BUY), ProjectData("x"))
    other = create_project(session, ProjectData("อื่น")).uid
    with pytest.raises(NotFoundError):
        set_budget(session, other, lines=budget(session, project))
    uid = new_uid()
    assert create_project(session, ProjectData("ครั้งเดียว"), uid=uid).id == (
        create_project(session, ProjectData("ครั้งเดียว"), uid=uid).id
    )


def test_money_becomes_income_as_it_is_spent(session: Session, project: bytes) -> None:
    budget(session, project)
    receive(session, project, 5_000_00)
    assert role_balance(R.PROJECT_MONEY, END) == -5_000_00
    assert role_balance(R.GRANT_INCOME, END) == 0
    spend(session, project, 1_200_00)
    posted = recognise(session, project, day=D(2026, 3, 31), uid=new_uid())
    assert posted.total == 1_200_00
    assert role_balance(R.GRANT_INCOME, END) == -1_200_00
    with pytest.raises(NothingToUseError):
        recognise(session, project, day=D(2026, 3, 31), uid=new_uid())
    spend(session, project, 4_500_00, D(2026, 4, 2))
    spend(session, project, 100_00, D(2026, 5, 2))
    done = recognise_all(session, D(2026, 4, 30), uid=posted.uid)
    assert done.documents[0].repeated
    done = recognise_all(session, D(2026, 4, 30), uid=new_uid())
    assert [each.total for each in done.documents] == [3_800_00]  # never more than what came
    with pytest.raises(NothingToUseError):
        recognise_all(session, END, uid=new_uid())
    now = state(project)
    assert (now.spent, now.money.received, now.money.used, now.money.left) == (
        5_800_00,
        5_000_00,
        5_000_00,
        0,
    )
    assert now.money_left == -800_00
    receive(session, project, 5_000_00, D(2026, 6, 1))
    recognise(session, project, day=END, uid=new_uid())
    assert role_balance(R.GRANT_INCOME, END) == -5_800_00
    agrees()


def test_an_undone_slip_gives_its_money_back(session: Session, project: bytes) -> None:
    receive(session, project, 5_000_00)
    slip = spend(session, project, 1_200_00)
    recognise(session, project, day=D(2026, 3, 31), uid=new_uid())
    reverse(session, slip.uid, on=D(2026, 4, 1), reason="ผิด", uid=new_uid())
    assert state(project).spent == 0
    recognise(session, project, day=D(2026, 4, 30), uid=new_uid())
    assert role_balance(R.GRANT_INCOME, END) == 0
    assert state(project).money.left == 5_000_00
    agrees()


def test_an_asset_waits_with_its_income(session: Session, project: bytes) -> None:
    receive(session, project, 10_000_00)
    draft = AssetDraft(
        new_uid(),
        AssetWords("เครื่องบด", project_uid=project),
        AssetKind.EQUIPMENT,
        AssetSource.BOUGHT,
        6_000_00,
        life_months=12,
        pays=cash(6_000_00),
    )
    bought = add_asset(session, draft, on=DAY)
    depreciate(session, D(2026, 4, 1), uid=new_uid())
    spend(session, project, 500_00)
    used = recognise(session, project, day=D(2026, 4, 30), uid=new_uid())
    assert used.total == 6_500_00
    assert role_balance(R.GRANT_INCOME, END) == -500_00
    assert role_balance(R.DEFERRED_INCOME, END) == -5_000_00  # two of twelve months have worn already
    assert role_balance(R.DEFERRED_RELEASE, END) == -1_000_00
    with pytest.raises(NothingToUseError):
        recognise(session, project, day=END, uid=new_uid())
    with pytest.raises(AssetGoesOnError):
        reverse(session, bought.uid, on=END, reason="ผิด", uid=new_uid())
    depreciate(session, D(2027, 2, 1), uid=new_uid())
    day = D(2027, 2, 28)
    assert role_balance(R.DEFERRED_INCOME, day) == 0
    assert role_balance(R.DEFERRED_RELEASE, day) == -6_000_00
    assert role_balance(R.DEPRECIATION, day) == 6_000_00
    assert state(project).spent == 6_500_00  # wear is none of it
    agrees()


def test_goods_bought_count_and_slips_belong_to_lines(session: Session, project: bytes) -> None:
    lines = budget(session, project)
    goods = material(session)
    post_purchase(
        session,
        PurchaseDraft(
            new_uid(),
            (PurchaseLineDraft(goods.uid, 1_000, "กก.", 700_00),),
            supplier_uid=party(session, "ร้านค้า").uid,
            project_uid=project,
        ),
        on=DAY,
    )
    travel = spend(session, project, 300_00)
    office = spend(session, project, 90_00, role=R.OFFICE_EXPENSE)
    now = state(project)
    assert [(use.line.name if use.line else None, use.spent) for use in now.uses] == [
        ("ค่าเดินทาง", 300_00),
        ("ค่าวัสดุ", 0),
        ("ครุภัณฑ์", 0),
        (None, 790_00),
    ]
    slip = next(each for each in now.slips if each.number == office.number)
    put_slip(session, office.uid, lines=(slip.line_no,), budget_uid=lines[1].uid)
    put_slip(session, travel.uid, lines=(1,), budget_uid=lines[1].uid)
    assert [use.spent for use in state(project).uses] == [0, 390_00, 0, 700_00]
    with pytest.raises(BudgetUsedError):
        set_budget(session, project, lines=(lines[0],))
    put_slip(session, travel.uid, lines=(1,), budget_uid=None)
    assert [use.spent for use in state(project).uses] == [300_00, 90_00, 0, 700_00]
    with pytest.raises(NotFoundError):
        put_slip(session, travel.uid, lines=(2,), budget_uid=lines[1].uid)  # the money's side is no spending
    other = create_project(session, ProjectData("อื่น")).uid
    strange = BudgetData("อื่น", 1)
    set_budget(session, other, lines=(strange,))
    with pytest.raises(NotFoundError):
        put_slip(session, travel.uid, lines=(1,), budget_uid=strange.uid)
    agrees()


def test_too_much_is_said_and_never_refused(session: Session, project: bytes) -> None:
    budget(session, project)
    assert spend(session, project, 2_000_00).warnings == ()
    line = spend(session, project, 1_00).warnings
    assert [each.message for each in line] == [project_watch.OVER_LINE]
    assert line[0].data["over"] == "1.00"
    whole = spend(session, project, 9_000_00, D(2026, 9, 1), R.OFFICE_EXPENSE).warnings
    assert [each.message for each in whole] == [project_watch.OVER_BUDGET, project_watch.OUTSIDE_DAYS]
    assert whole[0].data["over"] == "1,001.00"
    assert state(project).over == 1_001_00
    agrees()


def test_what_is_left_goes_back_or_stays(session: Session, project: bytes) -> None:
    receive(session, project, 5_000_00)
    spend(session, project, 4_000_00)
    draft = ProjectMoneyDraft(new_uid(), project, 1_000_01, cash(1_000_01))
    with pytest.raises(MoreThanLeftError):
        return_money(session, draft, on=DAY)
    with pytest.raises(MustReturnError):
        keep_money(session, ProjectMoneyDraft(new_uid(), project, 1_000_00), on=DAY)
    with pytest.raises(PaidInFullError):
        return_money(session, ProjectMoneyDraft(new_uid(), project, 600_00, cash(1)), on=DAY)
    return_money(session, ProjectMoneyDraft(new_uid(), project, 600_00, cash(600_00)), on=DAY)
    with pytest.raises(ProjectOpenError):
        close_project(session, project, on=LAST)
    data = q.project(project)
    assert data is not None
    update_project(session, project, data=ProjectData(data.name, is_returnable=False))
    keep_money(session, ProjectMoneyDraft(new_uid(), project, 400_00), on=DAY)
    recognise(session, project, day=LAST, uid=new_uid())
    assert role_balance(R.PROJECT_MONEY, END) == 0
    assert role_balance(R.OTHER_INCOME, END) == -400_00
    close_project(session, project, on=LAST)
    with pytest.raises(ProjectClosedError):
        receive(session, project, 1)
    reopen_project(session, project)
    now = state(project)
    assert (now.money.returned, now.money.kept, now.money.left) == (600_00, 400_00, 0)
    assert now.project.active
    agrees()


def test_money_that_was_used_cannot_be_undone(session: Session, project: bytes) -> None:
    came = receive(session, project, 5_000_00)
    spend(session, project, 1_00)
    used = recognise(session, project, day=LAST, uid=new_uid())
    with pytest.raises(ProjectFallsShortError):
        reverse(session, came.uid, on=END, reason="ผิด", uid=new_uid())
    reverse(session, used.uid, on=END, reason="ผิด", uid=new_uid())
    reverse(session, came.uid, on=END, reason="ผิด", uid=new_uid())
    assert state(project).money == q.Money()
    assert len(q.history(state(project).project.id, END)) == 4
    agrees()


def test_the_entry_page_writes_the_register_too(session: Session, project: bytes) -> None:
    money = EntryLineDraft(800_00, account_code=code_of(R.PROJECT_MONEY))
    with pytest.raises(ProjectNeededError):
        post_entry(session, EntryDraft(new_uid(), Direction.IN, (money,), cash(800_00)), on=DAY)
    whole = EntryDraft(new_uid(), Direction.IN, (money,), cash(800_00), project_uid=project)
    post_entry(session, whole, on=DAY)
    assert state(project).money.received == 800_00
    agrees()


def test_what_the_ledger_had_before(session: Session, project: bytes) -> None:
    liability = account_id(R.PROJECT_MONEY)
    row_id = state(project).project.id

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, DAY)
        entry.line(account_id(R.CASH), 900_00)
        entry.line(liability, -600_00, project_id=row_id)
        entry.line(liability, -300_00)

    post(session, Permission.POST_JOURNAL, new_uid(), write)
    assert [(each.uid, each.missing) for each in q.disagreements(END)] == [(b"", 300_00), (project, 600_00)]
    take_money_over(session, on=END, uid=new_uid())
    with pytest.raises(NothingToUseError):
        take_money_over(session, on=END, uid=new_uid())
    open_money(session, ProjectOpeningDraft(new_uid(), project, 300_00, in_ledger=True), on=END)
    assert state(project).money.received == 900_00
    assert role_balance(R.PROJECT_MONEY, END) == -900_00
    open_money(session, ProjectOpeningDraft(new_uid(), project, 50_00), on=END)
    assert role_balance(R.OPENING_EQUITY, END) == 50_00
    with pytest.raises(ProjectAmountError):
        open_money(session, ProjectOpeningDraft(new_uid(), project, 0), on=END)
    agrees()


def test_a_locked_month_and_a_failure_leave_nothing(
    session: Session, project: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(session, project, 5_000_00)
    spend(session, project, 1_00)
    real = Entry.add

    def broken(self: Entry, table: str, **values: object) -> int:
        if table == "project_entry":
            raise RuntimeError
        return real(self, table, **values)  # type: ignore[arg-type]

    before = book.fetch("SELECT count(*) FROM document")
    with monkeypatch.context() as patch:
        patch.setattr(Entry, "add", broken)
        with pytest.raises(RuntimeError):
            recognise(session, project, day=LAST, uid=new_uid())
    assert book.fetch("SELECT count(*) FROM document") == before
    lock_until(session, D(2026, 3, 1), today=END)
    with pytest.raises(DayLockedError):
        recognise(session, project, day=D(2026, 3, 31), uid=new_uid())
    assert book.fetch("SELECT count(*) FROM document") == before


def test_the_month_asks_for_what_was_used(session: Session, project: bytes) -> None:
    def line() -> CheckLine:
        return next(each for each in month_list(DAY, END).lines if each.step is Step.PROJECTS)

    assert line().state is State.NOT_NEEDED
    receive(session, project, 5_000_00)
    assert line().state is State.DONE
    spend(session, project, 70_00)
    assert (line().state, line().notice.data["amount"]) == (State.TO_DO, 70_00)
    recognise_all(session, D(2026, 3, 31), uid=new_uid())
    assert line().state is State.DONE
