"""The VBA of xlwings within the add-in: where it takes its settings from, and what it starts."""

from __future__ import annotations

import re

from pyopenvba.apps.excel import ExcelApplication

from addin.excel.__main__ import ADDIN
from addin.excel.project import PROJECT, TEMPLATE
from tests.xlam.excel import modules

PYTHON = r"C:\py\python.exe"
WINDOWS = r"C:\WINDOWS"


class Settings:
    """xlwings' own functions for settings, run over the person's file and a workbook of a test.

    What asks Windows is replaced: what stands in files, and what %VARIABLES% stand for. Every file
    but the person's own, as one beside a workbook, holds settings that nobody may follow.
    """

    def __init__(self, **held: str) -> None:
        self.excel = ExcelApplication()
        self.excel.add_workbook()
        # the interpreter takes no remark in the line of a #directive
        source = re.sub(r"^(\s*#[^']*?)\s+'.*$", r"\1", modules(ADDIN)["xlwings"], flags=re.M)
        cases = "".join(f'Case "{key}": sValue = "{value}"\n' for key, value in held.items())
        for name, body in {
            "GetConfigFilePath": 'GetConfigFilePath = "the person\'s own"',
            "FileExists": "FileExists = True",
            "ExpandEnvironmentStrings": "ExpandEnvironmentStrings = s",
            "GetConfigFromFile": 'GetConfigFromFile = True\nsValue = "\\\\elsewhere\\evil.exe"\n'
            'If sFile <> "the person\'s own" Then Exit Function\n'
            f'Select Case Replace(sName, " ", "_")\n{cases}'
            "Case Else: GetConfigFromFile = False\nEnd Select",
        }.items():
            source = replaced(source, name, body)
        # it does not ask this machine where Windows lies
        source = source.replace('Environ("SystemRoot")', f'"{WINDOWS}"')
        # nor does it find that the text "False" is not True
        asked = 'GetConfig("SHOW CONSOLE", False)'
        source = source.replace(f"{asked} = True", f"CBool({asked})")
        self.excel.add_module(source, name="xlwings")

    def get(self, key: str) -> object:
        """Read a setting as the add-in does."""
        return self.excel.evaluate(f'GetConfig("{key}", "nothing")')

    def command(self) -> str:
        """Give the command that starts Python."""
        return str(self.excel.evaluate("XLPyCommand()"))


def replaced(source: str, name: str, body: str) -> str:
    """Give a function of a module another body."""
    before, head, rest = source.partition(f"\nFunction {name}(")
    signature, _, rest = rest.partition("\n")
    assert head
    return f"{before}{head}{signature}\n{body}\nEnd Function{rest.partition('End Function')[2]}"


def test_the_settings_of_the_person_are_read() -> None:
    """The person's own file alone is read; what is not there has its default."""
    settings = Settings(INTERPRETER_WIN=PYTHON, SHOW_CONSOLE="True")
    assert settings.get("INTERPRETER_WIN") == PYTHON
    assert settings.get("SHOW CONSOLE") == "True"
    assert settings.get("PYTHONPATH") == "nothing"


def test_a_workbook_cannot_name_the_program_that_is_started() -> None:
    """A sheet of settings in a workbook, which may have come by mail, is not looked at."""
    settings = Settings(INTERPRETER_WIN=PYTHON)
    settings.excel.add_module(
        "Sub Mail()\n"
        f'    ActiveSheet.Name = "{PROJECT}.conf"\n'
        '    Range("A1").Value = "INTERPRETER_WIN"\n'
        '    Range("B1").Value = "\\\\elsewhere\\evil.exe"\n'
        '    Range("A2").Value = "PYTHONPATH"\n'
        '    Range("B2").Value = "\\\\elsewhere"\n'
        "End Sub\n",
        name="Mail",
    )
    settings.excel.run("Mail")
    assert settings.get("INTERPRETER_WIN") == PYTHON
    assert settings.get("PYTHONPATH") == "nothing"
    assert "elsewhere" not in settings.command()


def test_python_is_started_without_any_folder_of_a_workbook() -> None:
    """The command names the Python, keeps its current folder off its path, and no workbook's."""
    settings = Settings(INTERPRETER_WIN=PYTHON)
    assert settings.command() == (
        f'{WINDOWS}\\System32\\cmd.exe  /K ""{PYTHON}" -B -P -c "'
        "import sys, os;import xlwings.utils;"
        'xlwings.utils.prepare_sys_path(\\"false;;;;;\\");import xlwings; '
        "xlwings.serve('$(CLSID)')\"\""
    )


def test_windows_own_command_line_is_started() -> None:
    """By its full path in both ways of xlwings: a cmd.exe beside a workbook is not looked for."""
    own = Settings(INTERPRETER_WIN=PYTHON, SHOW_CONSOLE="True").command()
    conda = Settings(INTERPRETER_WIN="python", CONDA_PATH=r"C:\conda", CONDA_ENV="own").command()
    assert own.startswith(rf"{WINDOWS}\System32\cmd.exe /showconsole /K ")
    assert conda.startswith(rf"{WINDOWS}\System32\cmd.exe  /K ")


def test_a_python_path_of_the_person_is_taken() -> None:
    """PYTHONPATH in the person's own file is for those who run the add-in from its source."""
    told = Settings(INTERPRETER_WIN=PYTHON, PYTHONPATH=r"C:\src;C:\src\addin").command()
    assert 'prepare_sys_path(\\"false;;;;;;C:\\\\src;C:\\\\src\\\\addin\\")' in told


def test_python_is_reached_without_a_workbook() -> None:
    """Where only the add-in is open, the command is the same."""
    settings = Settings(INTERPRETER_WIN=PYTHON)
    with_one = settings.command()
    settings.excel.application.active_book = None
    assert settings.command() == with_one


def test_what_is_changed_in_the_vba_of_xlwings() -> None:
    """A few lines differ from the add-in that xlwings ships, and nothing else."""
    ours, theirs = (modules(path) for path in (ADDIN, TEMPLATE))
    assert ours["Dictionary"] == theirs["Dictionary"]
    new, old = (set(each["xlwings"].splitlines()) for each in (ours, theirs))
    assert len(old - new) <= 9
    assert len(new - old) <= 10
    assert f'Public Const PROJECT_NAME As String = "{PROJECT}"' in new
    assert "Option Private Module" in new
    assert 'Const XLPyDLLName As String = "xlwings64-0.37.8.dll"' in "\n".join(new)
