"""Runs in the browser's Python: every case by the wheel alone, then through what Lite is handed."""

import json
import sys
import time

ROUNDS = 20


def run(request):
    """Answer the cases of a request, and report what was loaded and how long it took."""
    asked = json.loads(request)
    known = set(sys.modules)
    start = time.perf_counter()
    from funnel_addin.catalog import CATALOG
    from funnel_addin.lite import answer

    report = {"python": sys.version, "import": time.perf_counter() - start}
    report["functions"] = len(CATALOG)
    report["answers"] = [answered(answer, each) for each in asked["cases"]]
    report["foreign"] = sorted(
        name
        for name in set(sys.modules) - known
        if name.split(".")[0] not in sys.stdlib_module_names | {"funnel_core", "funnel_addin"}
    )
    report["seconds"] = {each["function"]: fastest(answer, each) for each in asked["timed"]}
    if asked["main"]:
        import excel_side

        main = excel_side.load(asked["main"])
        report["offered"] = excel_side.offered(main)
        report["called"] = [
            excel_side.called(main, each["function"], each["cells"]) for each in asked["cells"]
        ]
    return json.dumps(report)


def answered(answer, case):
    """Answer one case: rows, or the sentence of what was raised."""
    try:
        return {"value": answer(case["function"], *case["args"])}
    except Exception as error:
        return {"error": str(error)}


def fastest(answer, case):
    """Time one call; the fastest of several is the one that nothing disturbed."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer(case["function"], *case["args"])
        taken.append(time.perf_counter() - start)
    return min(taken)
