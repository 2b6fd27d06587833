"""The base model in SimPy, as its documentation teaches it: a process for a device's presence, one for its polls, one
for the tenant's switch. Times are milliseconds.

Usage: processes.py DEVICES [SEED]; prints one JSON object.
"""

import gc
import json
import math
import random
import sys
import time

import simpy

HOUR = 3_600_000
MINUTE = 60_000
HORIZON = 14 * 24 * HOUR
CHANGE = 24 * HOUR
RETENTION = 7 * 24 * HOUR
INTERVAL = 8 * HOUR
MEAN_ONLINE = 16 * HOUR
MEAN_OFFLINE = 8 * HOUR
BUCKET = HOUR // 4
BUCKETS = HORIZON // BUCKET

MANAGED_OLD, PENDING, MANAGED_NEW = range(3)
POLL, PUSH = range(2)
OFFLINE, AWAITING = range(2)


def seen_from(at):
    """The first bucket that begins at this time or later."""
    return -(-at // BUCKET)


class Records:
    """Counts per bucket."""

    def __init__(self):
        self.states = [[0] * (BUCKETS + 1) for _ in range(3)]
        self.unprotected = [0] * (BUCKETS + 1)
        self.checkins = [[0] * BUCKETS for _ in range(2)]
        self.moved = [0] * (HORIZON // MINUTE + 1)

    def show(self, at, before, after):
        bucket = seen_from(at)
        self.states[before][bucket] -= 1
        self.states[after][bucket] += 1

    def time_to(self, percent, devices):
        """Minutes from the change until at least this share has moved; -1: not reached."""
        seen = 0
        for minute, moved in enumerate(self.moved):
            seen += moved
            if seen * 100 >= devices * percent:
                return minute - CHANGE // MINUTE
        return -1


class Device:
    def __init__(self, env, draws, records):
        self.env = env
        self.draws = draws
        self.records = records
        self.online = draws.random() < MEAN_ONLINE / (MEAN_ONLINE + MEAN_OFFLINE)
        self.due = int(draws.random() * INTERVAL)
        self.state = MANAGED_OLD
        self.overdue = False
        self.stored = False
        self.lacks = False
        self.cause_since = 0
        self.gap = [0, 0]
        self.events = 0
        self.checkins = 0
        records.states[MANAGED_OLD][0] += 1
        env.process(self.presence())
        env.process(self.polls())

    def presence(self):
        while True:
            mean = MEAN_ONLINE if self.online else MEAN_OFFLINE
            yield self.env.timeout(round(self.draws.expovariate(1 / mean)))
            self.events += 1
            self.spend(AWAITING if self.online else OFFLINE)
            self.online = not self.online
            if self.online:
                self.reconnect()

    def polls(self):
        yield self.env.timeout(self.due)
        while True:
            self.due = self.env.now + INTERVAL
            self.events += 1
            self.overdue = not self.online
            if self.online:
                self.checkin(POLL)
            yield self.env.timeout(INTERVAL)

    def reconnect(self):
        if self.stored:
            self.stored = False
            self.events += 2  # the push acts and causes a check-in
            self.checkin(PUSH)
        if self.overdue and self.env.now < self.due:
            self.overdue = False
            self.events += 1
            self.checkin(POLL)

    def change(self):
        self.state = PENDING
        self.records.show(self.env.now, MANAGED_OLD, PENDING)
        self.cause_since = self.env.now
        self.events += 3  # the device changes, the push is sent and arrives
        if self.online:
            self.events += 1
            self.checkin(PUSH)
        else:
            self.stored = True
            self.env.process(self.retention())

    def retention(self):
        yield self.env.timeout(RETENTION)
        if self.state == PENDING:
            self.events += 1
            self.lacks = True
            self.records.unprotected[seen_from(self.env.now)] += 1

    def checkin(self, trigger):
        now = self.env.now
        self.records.checkins[trigger][now // BUCKET] += 1
        self.checkins += 1
        if self.state == PENDING:
            self.spend(AWAITING)
            self.state = MANAGED_NEW
            self.records.show(now, PENDING, MANAGED_NEW)
            self.records.moved[-(-now // MINUTE)] += 1
            if self.lacks:
                self.lacks = False
                self.records.unprotected[seen_from(now)] -= 1

    def spend(self, cause):
        """The time since the cause last changed counts for this one."""
        if self.state == PENDING:
            self.gap[cause] += self.env.now - self.cause_since
            self.cause_since = self.env.now


def switch(env, devices):
    yield env.timeout(CHANGE)
    for device in devices:
        device.change()


def main():
    count = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1000
    draws = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    records = Records()
    # Nothing here is cyclic garbage; without the collector SimPy is a tenth faster.
    gc.disable()
    began = time.perf_counter()
    env = simpy.Environment()
    devices = [Device(env, draws, records) for _ in range(count)]
    env.process(switch(env, devices))
    env.run(until=HORIZON)
    for device in devices:
        if device.state == PENDING:
            device.gap[AWAITING if device.online else OFFLINE] += HORIZON - device.cause_since
    seconds = time.perf_counter() - began
    gaps = [sum(device.gap) for device in devices]
    print(
        json.dumps(
            {
                "devices": count,
                "seconds": seconds,
                "events": sum(device.events for device in devices),
                "eventsSquared": sum(device.events**2 for device in devices),
                "checkins": sum(device.checkins for device in devices),
                "checkinsSquared": sum(device.checkins**2 for device in devices),
                "gapMs": sum(gaps),
                "gapMsSquared": math.fsum(gap * gap for gap in gaps),
                "timeToMinutes": {str(q): records.time_to(q, count) for q in (50, 90, 95, 99)},
            }
        )
    )


main()
