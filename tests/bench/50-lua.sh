#!/usr/bin/env bash
# From exec to exit of an interpreter, without and with the module that scripts want.
# shellcheck source=tests/bench/lib.bash
. "$(dirname "$0")/lib.bash"

add "floor: bare static program" "$tools/nothing"
add "lua5.2 -e ''" lua5.2 -e ''
add_lsys "lua -e ''" lua -e ''
add_lsys "lua -e 'require \"syscall\"'" lua -e 'require "syscall"'
measure "$(tenth 500)"
