"""Read pages where files and the network can't be opened: run as a program by ``test_security``.

    python tests/confined.py FOLDER [--and-open]

Prints one line of JSON for each page of the folder. ``--and-open`` opens a file at last, which must
end the process.
"""

from __future__ import annotations

import ctypes
import json
import logging
import platform
import sys
from pathlib import Path

from boilerstrip import extract

# open, creat, openat, openat2, socket, connect, sendto, fork, vfork, execve, execveat (x86-64).
_FORBIDDEN = (2, 85, 257, 437, 41, 42, 44, 57, 58, 59, 322)
_LOAD_NUMBER, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("first", ctypes.POINTER(_Instruction)))


def forbid_in_kernel() -> None:
    """Let the kernel end this process at the first file or connection that anything opens.

    Raises:
        OSError: the kernel has no seccomp.
    """
    count = len(_FORBIDDEN)
    code = [_Instruction(_LOAD_NUMBER, 0, 0, 0)]
    code += [_Instruction(_JUMP_IF_EQUAL, count - i, 0, n) for i, n in enumerate(_FORBIDDEN)]
    code += [_Instruction(_RETURN, 0, 0, _ALLOW), _Instruction(_RETURN, 0, 0, _KILL)]
    program = _Program(len(code), (_Instruction * len(code))(*code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(
        _SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "no seccomp")


def forbid_in_python() -> None:
    """Raise where Python code opens a file or a connection, or starts a process."""

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" or event.startswith(("socket.", "subprocess.", "os.exec", "os.fork")):
            raise PermissionError(f"{event} {arguments}")

    sys.addaudithook(refuse)


def main(folder: Path, *, opens: bool) -> None:
    logging.disable(logging.CRITICAL)
    pages = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    for page in pages.values():  # so that all that is loaded when needed first is loaded
        extract(page, explain=True)
        extract(page, kind="text")
    forbid_in_python()
    if sys.platform == "linux" and platform.machine() == "x86_64":
        forbid_in_kernel()
    for name, page in pages.items():
        article = extract(page, url="https://paper.example/a", explain=True)
        extract(page, kind="text").to_markdown()
        shown = [block.text for block in article.blocks]
        sys.stdout.write(json.dumps([name, shown, article.to_html()]) + "\n")
    sys.stdout.flush()
    if opens:
        ctypes.CDLL(None).open(b"/dev/null", 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), opens="--and-open" in sys.argv)
