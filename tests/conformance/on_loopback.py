"""The Autobahn Testsuite's `wstest`, kept to this machine. Runs under Python 2.7.

It listens on a free port of 127.0.0.1 where the suite would listen on all addresses, says which, and leaves when its
standard input ends, so that it cannot outlive who started it.
"""

import sys
import threading

from autobahntestsuite import wstest

reactor = wstest.reactor
listen_anywhere = reactor.listenTCP


def listen_here(port, factory, backlog=50, interface=""):
    """Stands in for the reactor's listenTCP."""
    listener = listen_anywhere(0, factory, backlog, "127.0.0.1")
    # The Host header of every request is held against this.
    factory.externalPort = listener.getHost().port
    sys.stdout.write("listening on " + str(factory.externalPort) + "\n")
    sys.stdout.flush()
    return listener


def leave_with_the_starter():
    """Stop once standard input has ended."""
    sys.stdin.read()
    reactor.callFromThread(reactor.stop)


if __name__ == "__main__":
    reactor.listenTCP = listen_here
    watcher = threading.Thread(target=leave_with_the_starter)
    watcher.daemon = True
    reactor.callWhenRunning(watcher.start)
    wstest.run()
