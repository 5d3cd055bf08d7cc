"""What the buttons of the Funnel tab do: the commands of `funnel`, on the workbook in front.

Each function answers one text for a message box, and never raises. A text that begins with Escape
(`Chr$(27)`) is what went wrong, in a sentence: show the rest of it with the exclamation icon. `new`
and `help_page` answer the path of a file to open; `templates` answers names, one a line.

VBA calls them through the server that answers the worksheet functions:

    told = XLPy.CallUDF("funnel_addin.buttons", "fill", Array(ActiveWorkbook), Nothing, Nothing)
    told = XLPy.CallUDF("funnel_addin.buttons", "check", Array(ActiveWorkbook), Nothing, Nothing)
    told = XLPy.CallUDF("funnel_addin.buttons", "sync", Array(ActiveWorkbook, address), _
                        Nothing, Nothing)
    path = XLPy.CallUDF("funnel_addin.buttons", "new", _
                        Array(template, Application.DefaultFilePath), Nothing, Nothing)
    names = XLPy.CallUDF("funnel_addin.buttons", "templates", Array(), Nothing, Nothing)
    path = XLPy.CallUDF("funnel_addin.buttons", "help_page", Array(), Nothing, Nothing)

- The workbook goes among the arguments. The fourth argument stays Nothing: given a workbook there,
  xlwings reads the titles of all its sheets, and refuses one that has a sheet called "….py".
- Without a workbook in front (Protected View is none) `ActiveWorkbook` is Nothing: that is told.
- `address` is what a person pasted; blank or cancelled is told. `SaveSetting` and `GetSetting` of
  VBA remember it for the next time.
- `template` "" is the one template there is. The folder may be left out: it is Documents then.
- `path` opens by `Workbooks.Open path` and `ActiveWorkbook.FollowHyperlink path`.
- The call itself fails only where no Python answers, as it does for a worksheet function.
- A text has at most 1,000 characters, which is what `MsgBox` shows. `MsgBox` shows letters beyond
  those of Windows' own language as "?".

Excel waits while a button is answered, and takes calls back from the thread alone that answers: so
nothing here starts a thread that calls Excel. `sync` gives up after a minute, whatever happens.

Not tried in real Excel, which does not run here.
"""
