"""Prints the instances that python-dateutil gives for recurrence rules, in the form of rules.c."""

import datetime
import signal
import sys

from dateutil.rrule import rrulestr


def too_long(_signal, _frame):
    raise ValueError("a rule that matches no date is tried until the year 9999")


signal.signal(signal.SIGALRM, too_long)
for line in sys.stdin:
    rule, start, most = line.rstrip("\n").split("\t")
    form = "%Y%m%dT%H%M%S" if "T" in start else "%Y%m%d"
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        times = []
        for time in rrulestr(rule, dtstart=datetime.datetime.strptime(start, form)):
            if len(times) == int(most):
                break
            times.append(time.strftime(form))
        answer = ",".join(times)
    except ValueError:
        answer = "error"
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(answer)
