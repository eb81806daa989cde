#!/usr/bin/env bash
# One of many interfaces, by its name.
# shellcheck source=tests/bench/lib.bash
. "$(dirname "$0")/lib.bash"

n=$(tenth "${N:-10000}")
fill "$n"
one=n$((n - 7))
add "floor: bare requests" "$tools/netdump" one $one
add "ip addr show dev" ip addr show dev $one
add "ip -j addr show dev" ip -j addr show dev $one
add "busybox ip addr show dev" busybox ip addr show dev $one
add_lsys "ifinfo NAME" ifinfo $one
add_lsys "ifinfo -j NAME" ifinfo -j $one
measure "$(tenth 50)" "$scenario-$n"
empty
