"""Run by a Python that has LibreOffice's `uno`: compiles the add-in's VBA in LibreOffice's Basic.

It prints, as JSON, what each expression comes to. Basic compiles all modules of a library when one
of them runs, and refuses all for an error in any.
"""

import json
import os
import signal
import subprocess
import sys
import time

STARTED = 90
GONE = "C:\\gone\\python.exe"
REACH = (
    "Option VBASupport 1\n"
    'Function XLPy()\nErr.Raise 1000, "", "no DLL"\nEnd Function\n'
    f'Function GetConfig(key)\nGetConfig = "{GONE}"\nEnd Function\n'
)


def setting(name, value):
    """Make a property."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def connected(pipe):
    """Wait for LibreOffice; give its desktop."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + STARTED
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def told(document, library, expression):
    """Give what an expression comes to, as a text; an error is its description."""
    library.insertByName(
        "probe",
        "Option VBASupport 1\n"
        "Function Probe() As String\n"
        "On Error GoTo failed\n"
        f'Probe = "= " & CStr({expression})\n'
        "Exit Function\n"
        "failed:\n"
        'Probe = "error: " & Err.Description\n'
        "End Function\n",
    )
    provider = document.getScriptProvider()
    script = provider.getScript(
        "vnd.sun.star.script:Funnel.probe.Probe?language=Basic&location=document"
    )
    answer = script.invoke((), (), ())[0]
    library.removeByName("probe")
    return answer


def main(office, addin, folder, modules, expressions):
    """Load the add-in, keep these modules of its VBA, and work the expressions out."""
    pipe = f"funnelbasic{time.time_ns()}"
    running = subprocess.Popen(
        [
            office,
            "-env:UserInstallation=" + uno.systemPathToFileUrl(f"{folder}/profile"),
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _answer(connected(pipe), addin, modules, expressions)
        running.wait(30)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)


def _answer(desktop, addin, modules, expressions):
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(addin),
        "_blank",
        0,
        (
            setting("Hidden", True),
            setting("FilterName", "Calc MS Excel 2007 VBA XML"),
            setting("MacroExecutionMode", 4),
        ),
    )
    library = document.BasicLibraries.getByName("Funnel")
    for name in library.ElementNames:
        if name not in modules:
            library.removeByName(name)
    library.insertByName("xlwings", REACH)
    print(json.dumps([told(document, library, each) for each in expressions]))
    document.close(True)
    desktop.terminate()


if __name__ == "__main__":
    import uno  # here, since tests are collected by a Python that has none

    main(*json.loads(sys.argv[1]))
