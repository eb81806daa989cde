#!/usr/bin/env bash
# From exec to exit of what does nothing.
# shellcheck source=tests/bench/lib.bash
. "$(dirname "$0")/lib.bash"

add "floor: bare static program" "$tools/nothing"
add "busybox true" busybox true
add "coreutils true" /bin/true
add "dash -c :" dash -c :
add "ip -V" ip -V
add "lua5.2 -e ''" lua5.2 -e ''
add_lsys "true" true
add_lsys "lua -e ''" lua -e ''
measure "$(tenth 500)"
