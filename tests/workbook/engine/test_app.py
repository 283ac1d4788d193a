"""Applications: those that a macro opens close their own books only."""

from __future__ import annotations

import xlwings as xw


def test_the_pattern_of_every_tutorial_works(book: xw.Book) -> None:
    file = book.fullname
    book.close()
    with xw.App(visible=False, add_book=False) as app:
        opened = app.books.open(file)
        opened.sheets["数据"]["A1"].value = "改"
        opened.save()
        assert (xw.apps.active, app.books.active.name) == (app, "样例.xlsx")
    assert [len(each.books) for each in xw.apps] == [0]
    assert xw.Book(file).sheets["数据"]["A1"].value == "改"


def test_quitting_leaves_the_books_of_others_open(book: xw.Book) -> None:
    app = xw.App(add_book=False)
    app.books.open(book.fullname)
    app.kill()
    assert (book.app.books.active, book.app in xw.apps, app.pid in xw.apps.keys()) == (book, True, False)  # noqa: SIM118


def test_settings_of_a_screen_are_taken_and_put_back(book: xw.Book) -> None:
    with book.app.properties(screen_updating=True, status_bar="忙", calculation="manual"):
        assert (book.app.status_bar, book.app.screen_updating) == ("忙", True)
    assert (book.app.status_bar, book.app.calculation) == (False, "manual")


def test_a_message_is_kept_for_whoever_prints_it(book: xw.Book) -> None:
    assert book.app.alert("看一眼") == "ok"
    assert book.impl.state.journal == [{"op": "app.alert", "value": "看一眼"}]


def test_a_book_is_closed_when_its_block_ends(book: xw.Book) -> None:
    with book:
        pass
    assert len(book.app.books) == 0
