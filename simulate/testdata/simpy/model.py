"""The small model of the performance page, written with SimPy: 12 weeks of 3
sessions, whether a person comes to each, a test a week, leaving by a hazard,
return to use. It has no rules and no calendar, so that what is measured is
SimPy itself.

    python3 model.py 20000

prints the people a second of CPU time, and the counts: with all people in one
environment, as SimPy is used where people share a clock and resources, and
with an environment for each, which is faster and can share nothing.
"""
import random
import sys
import time

import simpy

ABSENT, POSITIVE, LEAVES, RETURNS = 0.25, 0.25, 1 / 16, 0.5
WEEKS, SESSIONS, MINUTES, STANDARD = 12, (0, 2, 4), 180, 540


def person(env, draw, count):
    for _ in range(WEEKS):
        if draw() < LEAVES:
            count["left"] += 1
            break
        minutes = 0
        day = 0
        for at in SESSIONS:
            yield env.timeout(at - day)
            day = at
            count["offered"] += 1
            if draw() >= ABSENT:
                count["attended"] += 1
                minutes += MINUTES
        count["tests"] += 1
        if draw() < POSITIVE:
            count["positive"] += 1
        if minutes >= STANDARD:
            count["weeks met"] += 1
        yield env.timeout(7 - day)
    else:
        count["completed"] += 1
    count["days"] += env.now
    if draw() < RETURNS:
        count["returned"] += 1


def run(people, together):
    """Runs people, so many of them in one environment at a time."""
    count = dict.fromkeys(
        ("left", "completed", "offered", "attended", "tests", "positive", "weeks met", "days", "returned"), 0
    )
    draw = random.Random(1).random
    start = time.process_time()
    for _ in range(0, people, together):
        env = simpy.Environment()
        for _ in range(together):
            env.process(person(env, draw, count))
        env.run()
    return people / (time.process_time() - start), count


def main():
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    print(f"SimPy {simpy.__version__}, Python {sys.version.split()[0]}, people a second of CPU time")
    for name, together in (("all in one environment", people), ("an environment for each", 1)):
        speed, count = run(people, together)
        print(f"{name}: {speed:,.0f}")
    print(count)


if __name__ == "__main__":
    main()
