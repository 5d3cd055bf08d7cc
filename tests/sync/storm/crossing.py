"""What a sync's requests cross on their way: here its troubles befall it, each at its request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from requests import PreparedRequest, ReadTimeout, Response
from requests.adapters import HTTPAdapter

from tests.sync.storm.rules import Call, Turn
from tests.sync.storm.scripts import Trouble

if TYPE_CHECKING:
    from tests.sync.storm.world import World

__all__ = ["Crossing", "Killed"]


class Killed(BaseException):
    """The process of a sync is gone."""


class Crossing(HTTPAdapter):
    """What a sync's requests cross: here its troubles befall it, each at its request."""

    def __init__(self, world: World, turn: Turn, troubles: tuple[Trouble, ...], wire: Any) -> None:
        super().__init__()
        self.world, self.turn, self.wire = world, turn, wire
        self.troubles = troubles

    def send(
        self, request: PreparedRequest, *args: Any, timeout: Any = None, **kwargs: Any
    ) -> Response:
        """Send a request, with what befalls it."""
        world, turn = self.world, self.turn
        turn.sent += 1
        world.clock.sleep(0.05)
        troubles = [each for each in self.troubles if each.at == turn.sent]
        kinds = {each.kind for each in troubles}
        world.send_late()
        if "other" in kinds and len(world.turns) == 1:
            world.other_sync(turn.who)
        if any(each.kind == "kill" and not each.after for each in troubles):
            raise Killed
        call = Call.of(turn, request)
        self._watch(call)
        fault = self._fault()
        for each in troubles:
            if each.kind == "act" and each.act:
                world.due[each.after].append(each.act)
        if fault in {"timeout-lost", "timeout-late"}:
            if fault == "timeout-late" and call.writes:
                world.late.append((call, request.copy()))
            self._give_up(call, timeout)
        response = self._through(call, request, fault, args, timeout, kwargs)
        if any(each.kind == "kill" for each in troubles):
            raise Killed
        return response

    def _fault(self) -> str:
        """The fault that befalls the request under way."""
        now = self.turn.sent
        return next(
            (
                each.fault
                for each in self.troubles
                if (each.kind == "fault" and each.at == now)
                or (each.kind == "outage" and each.at <= now)
            ),
            "",
        )

    def _watch(self, call: Call) -> None:
        if call.writes and self.turn.rehearses:
            self.world.wrong.append("a rehearsal sent a write")
        if call.writes:
            self.turn.writes += call.values
            if self.turn.in_doubt:
                self.world.wrong.append("a write was sent before a read showed what the last did")

    def _through(
        self,
        call: Call,
        request: PreparedRequest,
        fault: str,
        args: Any,
        timeout: Any,
        kwargs: Any,
    ) -> Response:
        world = self.world
        rules = []
        if fault and not fault.startswith("timeout"):
            seconds = 1 + 9 * (self.turn.sent % 3)
            rules.append(world.server.fault(fault, seconds=seconds, call="spreadsheets.*"))
        world.call = call
        response = None
        try:
            response = self.wire.send(request, *args, timeout=timeout, **kwargs)
        finally:
            world.call = None
            for rule in rules:
                world.server.app.script.rules.remove(rule)
            world.due[False], rest = [], world.due[False]
            world.due[True], more = [], world.due[True]
            for act in (*rest, *more):
                world.act(act)
            self._outcome(call, response, fault)
        if fault == "timeout-applied":
            self._give_up(call, timeout)
        return response

    def _outcome(self, call: Call, response: Response | None, fault: str) -> None:
        """Note what the sync can know now."""
        status = response.status_code if response is not None else 0
        good = status == 200 and not fault
        if good and not call.writes:
            self.turn.in_doubt = False
            if call.seen is not None:
                self.turn.look = call.seen
                self.turn.states.append(call.seen.inputs)
        elif call.writes and not good:
            certain = 400 <= status < 500 and status != 408
            self.turn.in_doubt = self.turn.in_doubt or not certain

    def _give_up(self, call: Call, timeout: Any) -> None:
        self.world.clock.sleep(timeout[1])
        if call.writes:
            self.turn.in_doubt = True
        for after in (False, True):
            self.world.perform_due(after)
        raise ReadTimeout("no reply in time")
