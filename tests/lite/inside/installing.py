"""Runs in the browser's Python: installs a wheel as xlwings Lite does, with Pyodide's installer."""

import json


async def run(request):
    """Install the wheel of a request; tell what came with it, and that a function answers."""
    import micropip

    await micropip.install(f"emfs:{json.loads(request)}")
    from funnel_addin.lite import answer

    return json.dumps(
        {
            "installed": sorted(micropip.list()),
            "answer": answer("FUNNEL_REQUIRED", [[100]], [[0.5]]),
        }
    )
