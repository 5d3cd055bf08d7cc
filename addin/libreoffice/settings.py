"""The XML that LibreOffice reads: what is in the extension, and what the function wizard shows."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from addin.libreoffice.naming import COMPONENT, EXTENSION, JOB, method_name, parameter_name
from funnel_addin import __version__
from funnel_addin.catalog import CATALOG, WHY, WorksheetFunction

__all__ = ["components", "description", "functions", "jobs", "manifest"]

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
OLDEST = "7.0"
"""The oldest LibreOffice that takes the extension."""

DESCRIPTION = """\
What must happen at every step of a marketing and sales funnel to reach a target: as worksheet
functions. Type =FUNNEL_REQUIRED(100; B1:B3) in a cell, with conversion rates in B1:B3, or look for
the functions whose names begin with FUNNEL in the function wizard.
"""

MEDIA_TYPES = (
    ("FunnelFunctions.rdb", "application/vnd.sun.star.uno-typelibrary;type=RDB"),
    ("funnel.components", "application/vnd.sun.star.uno-components"),
    ("CalcAddIns.xcu", "application/vnd.sun.star.configuration-data"),
    ("Jobs.xcu", "application/vnd.sun.star.configuration-data"),
)
"""What of the archive LibreOffice registers, in this order: the component needs its types."""


def manifest() -> str:
    """List what LibreOffice registers."""
    entries = "".join(
        f" <manifest:file-entry manifest:media-type={quoteattr(kind)} "
        f"manifest:full-path={quoteattr(path)}/>\n"
        for path, kind in MEDIA_TYPES
    )
    return (
        f'{_XML}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n'
        f"{entries}</manifest:manifest>\n"
    )


def description() -> str:
    """Describe the extension, as the list of extensions shows it."""
    return f"""{_XML}<description xmlns="http://openoffice.org/extensions/description/2006"
 xmlns:d="http://openoffice.org/extensions/description/2006"
 xmlns:l="http://libreoffice.org/extensions/description/2011"
 xmlns:xlink="http://www.w3.org/1999/xlink">
 <identifier value="{EXTENSION}"/>
 <version value="{__version__}"/>
 <display-name><name lang="en">Funnel planner</name></display-name>
 <publisher><name xlink:href="" lang="en">The funnel planner's authors</name></publisher>
 <extension-description><src xlink:href="description.txt" lang="en"/></extension-description>
 <dependencies>
  <l:LibreOffice-minimal-version value="{OLDEST}" d:name="LibreOffice {OLDEST}"/>
 </dependencies>
</description>
"""


def components() -> str:
    """Say which Python file holds the component.

    It is no service of Calc's kind for add-ins: LibreOffice would load those with the first formula
    of any document, and needs to load nothing for what stands in CalcAddIns.xcu.
    """
    return f"""{_XML}<components xmlns="http://openoffice.org/2010/uno-components">
 <component loader="com.sun.star.loader.Python" uri="./funnel_component.py">
  <implementation name="{COMPONENT}">
   <service name="{COMPONENT}"/>
  </implementation>
  <implementation name="{JOB}">
   <service name="com.sun.star.task.Job"/>
   <service name="{JOB}"/>
  </implementation>
 </component>
</components>
"""


def functions() -> str:
    """Say what the function wizard shows of each function and of its arguments."""
    nodes = [_function(each) for each in CATALOG]
    argument = _node(parameter_name(WHY.argument), _texts(WHY.argument, WHY.help))
    nodes.append(_entry(WHY.name, WHY.summary, argument))
    return (
        f'{_XML}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" '
        'oor:package="org.openoffice.Office">\n'
        f'<node oor:name="AddInInfo"><node oor:name="{COMPONENT}" oor:op="replace">'
        f'<node oor:name="AddInFunctions">\n{"".join(nodes)}</node></node></node>\n'
        "</oor:component-data>\n"
    )


def jobs() -> str:
    """Say what runs when a document was read.

    That is before anything of it is shown, and while LibreOffice converts a file, too.
    """
    return (
        f'{_XML}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="Jobs" '
        'oor:package="org.openoffice.Office">\n'
        '<node oor:name="Jobs"><node oor:name="FunnelOpening" oor:op="replace">'
        f'<prop oor:name="Service"><value>{JOB}</value></prop></node></node>\n'
        '<node oor:name="Events"><node oor:name="OnLoadFinished" oor:op="fuse">'
        '<node oor:name="JobList"><node oor:name="FunnelOpening" oor:op="replace"/></node>'
        "</node></node>\n</oor:component-data>\n"
    )


def _function(function: WorksheetFunction) -> str:
    arguments = "".join(
        _node(parameter_name(each.name), _texts(each.name, each.told))
        for each in function.arguments
    )
    return _entry(function.name, function.summary, arguments)


def _entry(name: str, summary: str, arguments: str) -> str:
    inner = (
        f"{_texts(name, summary)}"
        '<prop oor:name="Category"><value>Add-In</value></prop>'
        f"{_text('CompatibilityName', name)}"
        f'\n <node oor:name="Parameters">\n{arguments} </node>'
    )
    return _node(method_name(name), inner)


def _node(name: str, inner: str) -> str:
    return f'  <node oor:name="{name}" oor:op="replace">{inner}</node>\n'


def _texts(name: str, help: str) -> str:
    return _text("DisplayName", name) + _text("Description", help)


def _text(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en-US">{escape(text)}</value></prop>'
