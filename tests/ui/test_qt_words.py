"""Qt's own dialogs and menus speak the program's language."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit

from app.i18n import set_language
from ui.qt_words import QtWords


@pytest.fixture(autouse=True)
def _words(qapp):
    words = QtWords(qapp)
    QCoreApplication.installTranslator(words)
    yield
    QCoreApplication.removeTranslator(words)
    words.deleteLater()


def dialog(qtbot):
    made = QFileDialog()
    qtbot.addWidget(made)
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.show()
    return {label.text() for label in made.findChildren(QLabel)}


def test_the_file_dialog_in_both_languages(qtbot):
    assert {"Look in:", "File name:", "Files of type:"} <= dialog(qtbot)
    set_language("th")
    assert {"ดูใน", "ชื่อไฟล์", "ชนิดไฟล์"} <= dialog(qtbot)


def test_the_menu_of_a_field(qtbot, thai):
    field = QLineEdit("ข้าวสาร")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert words == ["ย้อนกลับ", "ทำซ้ำ", "ตัด", "คัดลอก", "วาง", "ลบไฟล์", "เลือกทั้งหมด"]
