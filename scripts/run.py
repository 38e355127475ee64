"""Start Runbinder from a checkout, with nothing installed but Python.

    python3 scripts/run.py build          any Runbinder command
    python3 scripts/run.py test -k loss   the tests, with any arguments of pytest

The first start makes .venv beside mkdocs.yml and installs requirements.lock into it. This file keeps to a
syntax that old Pythons parse (no f-strings, no annotations), so that it can say which Python it needs.
"""
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
LOCK = "requirements.lock"
AGAIN = "Then run the same command again."


def main(arguments):
    """Return an exit code, or the sentence that says what went wrong."""
    try:
        require_python(sys.version_info)
        prepare(ROOT)
        return hand_over(ROOT, arguments)
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    except OSError as error:
        return "Runbinder could not start: {}. Put that right. {}".format(error, AGAIN)


def require_python(version):
    if tuple(version[:2]) < (3, 11):
        sys.exit("Runbinder needs Python 3.11 or newer, and this is Python {}.{}.".format(*version[:2]))


def say(line):
    # Not to standard output: that belongs to the command, whose JSON may go into a pipe.
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def interpreter(root):
    return os.path.join(root, ".venv", *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def stamp_path(root):
    """The file that is written last, so that an interrupted installation never looks finished."""
    return os.path.join(root, ".venv", "runbinder-lock.txt")


def stamp(root):
    """What .venv depends on, one line each. The folder counts, because a moved .venv points at its old place."""
    facts = [("the folder", root), ("the Python version", sys.version.split()[0])]
    facts += [(name, digest(os.path.join(root, name))) for name in (LOCK, "pyproject.toml")]
    return "".join("{}: {}\n".format(*fact) for fact in facts)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def why_install(root):
    """Say why .venv cannot be used as it is; None when it can."""
    if not os.path.lexists(os.path.join(root, ".venv")):
        return "this is the first start"
    if not os.access(interpreter(root), os.X_OK):
        return "its Python is gone"
    try:
        with open(stamp_path(root), encoding="utf-8") as file:
            found = file.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return "it was not finished, or this script did not make it"
    changed = [line.split(":")[0] for line in stamp(root).splitlines() if line not in found]
    return " and ".join(changed) + " changed" if changed else None


def prepare(root):
    """Leave .venv as the lock says, or stop with a sentence and leave everything as it was."""
    if not os.path.exists(os.path.join(root, LOCK)):
        sys.exit("{0} is missing in {1}: get it back with `git checkout {0}`. {2}".format(LOCK, root, AGAIN))
    if why_install(root) is None:
        return
    with one_at_a_time(root) as handle:
        reason = why_install(root)  # Asked again: the start that we waited for may have done the work.
        if reason:
            with replaced(os.path.join(root, ".venv")):
                install(root, reason, shutil.which("uv"), handle)


@contextlib.contextmanager
def one_at_a_time(root):
    """Hold a lock that the system frees when its holder dies, so it is never stale."""
    with open(os.path.join(root, ".venv-lock"), "a") as handle:
        if not taken(handle):
            say("Another start is installing into .venv; waiting for it ...")
            while not taken(handle):
                time.sleep(0.2)
        yield handle


def taken(handle):
    try:
        if os.name == "nt":
            import msvcrt
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextlib.contextmanager
def replaced(venv):
    """Set the old .venv aside, and put it back if the new one does not come about."""
    old = venv + "-old"
    remove(old)
    if os.path.lexists(venv):
        os.rename(venv, old)
    try:
        yield
    except BaseException:
        remove(venv)
        if os.path.lexists(old):
            os.rename(old, venv)
        raise
    remove(old)


def remove(path):
    if os.path.islink(path) or os.path.isfile(path):
        os.remove(path)
    elif os.path.isdir(path):
        shutil.rmtree(path)


def install(root, reason, uv, handle):
    wanted = stamp(root)  # Read before the work, so that a change made meanwhile is seen by the next start.
    say("Making .venv with Python {}, because {} ...".format(sys.version.split()[0], reason))
    run("Making .venv", make_command(root, uv), root, handle)
    with open(os.path.join(root, LOCK), encoding="utf-8") as file:
        count = sum("==" in line for line in file)
    say("Installing {} packages into .venv with {}; later starts skip this ...".format(count, "uv" if uv else "pip"))
    for command in install_commands(root, uv):
        run("Installing the packages", command, root, handle)
    with open(stamp_path(root), "w", encoding="utf-8") as file:
        file.write(wanted)


def make_command(root, uv):
    """uv needs no pip inside .venv, and so no ensurepip, which Debian ships in a package of its own."""
    try:
        for module in ("venv",) if uv else ("venv", "ensurepip"):
            __import__(module)
    except ImportError:
        sys.exit("This Python cannot make a .venv; on Debian or Ubuntu, `apt install python3-venv`. " + AGAIN)
    # When this runs inside the .venv that is being replaced, sys.executable is about to move away.
    python = getattr(sys, "_base_executable", None) or sys.executable
    return [python, "-m", "venv"] + (["--without-pip"] if uv else []) + [os.path.join(root, ".venv")]


def install_commands(root, uv):
    """Two calls, because a project under work has no hash. Its build backend is in the lock."""
    python = interpreter(root)
    pip = [uv, "pip", "install", "-p", python] if uv else [python, "-m", "pip", "install", "--no-input"]
    return [pip + ["--require-hashes", "-r", LOCK], pip + ["--no-deps", "--no-build-isolation", "-e", "."]]


def run(what, command, root, handle):
    # The child holds the lock too: if this process is killed, the next start waits for the child to end.
    kept = () if os.name == "nt" else (handle.fileno(),)
    done = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, pass_fds=kept,
                          stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
    if done.returncode != 0:
        last = ["    " + line[:160] for line in done.stdout.rstrip().splitlines()[-8:]]
        say("\n".join(["This was tried:", "    " + " ".join(command), "It ended with:"] + last))
        sys.exit(what + " failed, and nothing was changed. See that the package index is within reach. " + AGAIN)


def hand_over(root, arguments):
    """Become the command. It finds its binder from the current directory, so that stays if it is in the project."""
    testing = arguments[:1] == ["test"]
    if testing or not (os.path.realpath(os.getcwd()) + os.sep).startswith(root + os.sep):
        os.chdir(root)
    # -P keeps the current directory off the import path, where a file called click.py would stand for the package.
    command = [interpreter(root), "-P", "-m"] + (["pytest"] + arguments[1:] if testing else ["runbinder"] + arguments)
    if os.name == "nt":
        return subprocess.call(command)  # Windows has no exec that the calling shell would wait for.
    return os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
