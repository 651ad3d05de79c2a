"""Prints what Debian's python3-icalendar reads in a calendar file, in the form of read.c."""

import datetime
import sys

import icalendar


def text(value):
    if not isinstance(value, datetime.datetime):
        return value.strftime("%Y%m%d")
    if value.tzinfo is None:
        return value.strftime("%Y%m%dT%H%M%S")
    return value.astimezone(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")


with open(sys.argv[1], "rb") as f:
    calendar = icalendar.Calendar.from_ical(f.read())
for component in calendar.walk():
    if component.errors:
        sys.exit(f"{component.name}: {component.errors}")
for e in calendar.walk("VEVENT"):
    end = e.get("DTEND")
    print(str(e["UID"]), text(e["DTSTART"].dt), text(end.dt) if end else text(e["DTSTART"].dt), str(e.get("STATUS", "CONFIRMED")), sep="\t")
