"""The Node process that computes: one request, one answer, over its standard input and output."""
import atexit
import json
import struct
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


class AxisError(ValueError, IndexError):
    """Libraries raise either; the standard leaves it open."""


KINDS = {"TypeError": TypeError, "ValueError": ValueError, "IndexError": IndexError, "OverflowError": OverflowError, "AxisError": AxisError}


class NotNablaError(Exception):
    """The library threw something other than its own error: always a defect."""


class Process:
    def __init__(self):
        root = HERE.parent.parent
        # the Node of the repository, which runs TypeScript as it is
        node = root / "node_modules" / ".bin" / "node"
        self.child = subprocess.Popen(
            [str(node), "--conditions=@nablajs/source", str(HERE.parent / "conformance.mjs"), "--serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=str(root),
        )
        self.dropped = []
        atexit.register(self.child.kill)

    def call(self, op, **fields):
        dropped, self.dropped = self.dropped, []
        body = json.dumps({"op": op, "drop": dropped, **fields}).encode()
        self.child.stdin.write(struct.pack("<I", len(body)) + body)
        self.child.stdin.flush()
        head = self.child.stdout.read(4)
        if len(head) < 4:
            raise SystemExit("the Node process has ended; see its message above")
        answer = json.loads(self.child.stdout.read(struct.unpack("<I", head)[0]))
        if answer.get("kind") == "OverflowError" and "hypothesis" in sys.modules:
            # what happens to integers that do not fit is left open: such a case says nothing
            sys.modules["hypothesis"].reject()
        if "error" in answer:
            raise KINDS.get(answer["kind"], NotNablaError)(answer["error"])
        return answer["value"]


_process = None


def call(op, **fields):
    global _process
    if _process is None:
        _process = Process()
    return _process.call(op, **fields)


def drop(handle):
    if _process is not None:
        _process.dropped.append(handle)
