#!/usr/bin/env bash
# All of many interfaces, with their addresses.
# shellcheck source=tests/bench/lib.bash
. "$(dirname "$0")/lib.bash"

n=$(tenth "${N:-10000}")
fill "$n"
add "floor: bare dumps" "$tools/netdump" all
add "ip addr" ip addr
add "ip -j addr" ip -j addr
add "busybox ip addr" busybox ip addr
add_lsys "ifinfo" ifinfo
add_lsys "ifinfo -j" ifinfo -j
measure "$(tenth 10)" "$scenario-$n"
empty
