# lsys lua beside lua(1) of Lua 5.2: the same words, the same input, the same answer.

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	unset LUA_INIT LUA_INIT_5_2 LUA_PATH LUA_PATH_5_2 LUA_CPATH LUA_CPATH_5_2
}

peer() {
	command -v lua5.2 >/dev/null || skip "lua5.2 is not installed"
}

# same WORD...: both with these arguments and the standard input of this call; output, messages and status compared.
same() {
	local a b
	cat >in
	a=0 b=0
	lua5.2 "$@" <in >ref.out 2>ref.err || a=$?
	"$LSYS" lua "$@" <in >our.out 2>our.err || b=$?
	sed -i 's/^lua5\.2: /lsys lua: /' ref.err
	sed -i "s/'_G\.require'/'require'/" ref.err our.err # both come, by the order of a table
	sed -i '/no module .* in lsys$/d' our.err # one more place that was looked at
	# the names of functions without one hold addresses
	sed -i 's/0x[0-9a-f]*/0x/g' ref.out ref.err our.out our.err
	if [ "$a" != "$b" ] || ! cmp -s ref.out our.out || ! cmp -s ref.err our.err; then
		echo "lua $*: status $a and $b"
		diff ref.out our.out || :
		diff ref.err our.err || :
		return 1
	fi
}

script() {
	cat >"$1"
}

@test "lua: options, alone and together" {
	peer
	local n=0
	while IFS= read -r line; do
		eval "set -- $line"
		same "$@" <<<'print("from standard input", ...)'
		n=$((n + 1))
	done <<'END'
-e 'print(1)'
-e'print(1)'
-e 'print(1)' -e 'print(2)'
-e 'x = 5' -e 'print(x)'
-e 'print(...)'
-v
-v -e 'print(_VERSION)'
-E -e 'print(1)'
-l string -e 'print(string == require "string")'
-lstring
-l nosuchmodule
-l nosuchmodule -e 'print(1)'
-
- a b c
-- -
-e 'print(arg)'
-e 'error "x"'
-e 'error()'
-e 'error(nil)'
-e 'error {}'
-e 'error(42)'
-e 'error(setmetatable({}, {__tostring = function() return "shown" end}))'
-e 'syntax error here'
-e 'local function f() error("deep") end local function g() f() end g()'
-e 'os.exit(3)'
-e 'os.exit(true)'
-e 'os.exit(false)'
-e 'os.exit(true, true)'
-e 'io.write("a\0b\n")'
-e 'print(#arg)'
-e 'assert(false)'
-e 'assert(nil, "message")'
-e 'assert(false, 17)'
-e 'print(pcall(assert))'
-e 'print(select("#", assert(1, nil, 3)))'
-e 'string.rep("x", -1)' -e 'print(("x"):rep(3))'
-e 'io.stderr:write("to stderr\n")'
-e 'print(pcall(require, "nosuch") == false)'
-e 'os.exit("x")'
-e 'print(pcall(os.exit, {}))'
-e 'os.exit("7")'
-e 'os.exit(300)'
-e 'os.exit(nil, true)'
-e 'coroutine.wrap(function() os.exit(5, true) end)()'
-e 'setmetatable({}, {__gc = function() print "collected" end}) os.exit(4, true)'
-e 'setmetatable({}, {__gc = function() print "collected" end})'
-e 'error(setmetatable({}, {__tostring = function() error "again" end}))'
-e 'error(setmetatable({}, {__tostring = function() return {} end}))'
-e 'error(true)'
-e 'error(print)'
-e 'error("x", 2)'
-e 'error("many\nlines")'
-e 'local function f() return 1 + f() end f()'
-e 'coroutine.wrap(function() error("in a coroutine") end)()'
-e 'io.stdout:close() print(1)'
-Ex -e 'print(1)'
-v --
''
-e 'return 1, 2'
-e ''
/nosuchfile
nosuchfile.lua
END
	[ "$n" -ge 60 ]
}

@test "lua: scripts, their arguments and the table arg" {
	peer
	script args.lua <<-'END'
		print(#arg, arg[0], ...)
		for i = 1, #arg do print(i, arg[i]) end
	END
	same args.lua </dev/null
	same args.lua a 'b c' '' -x </dev/null
	same -e 'y = 1' args.lua 1 2 </dev/null
	same -- args.lua 1 </dev/null
	script trace.lua <<-'END'
		local function inner() error("boom") end
		local t = {method = function(self) inner() end}
		function global() t:method() end
		coroutine.wrap(function() end)()
		global()
	END
	same trace.lua </dev/null
	script syntax.lua <<<'local x = = 1'
	same syntax.lua </dev/null
	script hash.lua <<-'END'
		#!/usr/bin/lua
		print "behind a first line"
		error("line 3")
	END
	same hash.lua </dev/null
	printf '\357\273\277print "behind a mark"' >bom.lua
	same bom.lua </dev/null
	script stdin.lua <<<'for l in io.lines() do print("<" .. l .. ">") end'
	same stdin.lua <<<'one
two'
	head -c 300000 /dev/zero | tr '\0' 'x' | sed 's/^/s = "/; s/$/" print(#s)/' >long.lua
	same long.lua </dev/null
}

@test "lua: what stood before the script is at negative places of arg" {
	script args.lua <<<'for i = -5, 0 do io.write(tostring(arg[i]), " ") end'
	run "$LSYS" lua -e 'x = 1' args.lua
	[[ $output == *"lua -e x = 1 args.lua " ]]
	ln -s "$LSYS" lsys-lua
	run ./lsys-lua args.lua
	[[ $output == "nil nil nil nil "*lsys-lua" args.lua " ]]
}

@test "lua: environment" {
	peer
	script init.lua <<<'print "init file"'
	export LUA_INIT='print "init"'
	same -e 'print(1)' </dev/null
	same -E -e 'print(1)' </dev/null
	LUA_INIT_5_2='print "5.2"' same -e 'print(1)' </dev/null
	LUA_INIT='@init.lua' same -e 'print(1)' </dev/null
	LUA_INIT='@nosuch.lua' same -e 'print(1)' </dev/null
	LUA_INIT='error "in init"' same -e 'print(1)' </dev/null
	LUA_INIT='=' same -e 'print(1)' </dev/null
	unset LUA_INIT
	LUA_PATH='x/?.lua;;' same -e 'print(package.path)' </dev/null
	LUA_PATH='x/?.lua' LUA_PATH_5_2='y/?.lua' same -e 'print(package.path)' </dev/null
	LUA_PATH='x/?.lua' same -E -e 'print(package.path:find "x/" == nil)' </dev/null
	mkdir -p mods
	script mods/greet.lua <<<'local n = ... return {name = n}'
	LUA_PATH='./mods/?.lua' same -l greet -e 'print(greet.name)' </dev/null
	LUA_CPATH_5_2='c/?.so' same -e 'print(package.cpath)' </dev/null
}

@test "lua: the prompt" {
	# Debian's lua5.2 reads by readline, which echoes what it reads; what is between the echoes is compared here.
	run "$LSYS" lua -i <<-'END'
		=1 + 1
		x = 5
		=x, "y"
		for i = 1, 2 do
		  print(i)
		end
		=nil
		error("oops")
		=syntax error
		print(1) print(2)
		_PROMPT = "? "
		_PROMPT2 = "more "
		=(
		3)
		_PROMPT = setmetatable({}, {__tostring = function() return "obj> " end})
		=7
		_PROMPT = setmetatable({}, {__tostring = function() error("no prompt") end})
		=9
		print = nil
		=8
	END
	[ "$status" -eq 0 ]
	expected=$(tr @ '\t' <<-'END'
		> 2
		> > 5	y
		> >> >> 1
		2
		> nil
		> stdin:1: oops
		stack traceback:
		@[C]: in function 'error'
		@stdin:1: in main chunk
		@[C]: in ?
		> stdin:1: <eof> expected near 'error'
		> 1
		2
		> ? ? more 3
		? > 7
		> > 9
		> > error calling 'print' (attempt to call a nil value)
		> 
	END
	)
	[ "${lines[0]}" = "Lua 5.2.4  Copyright (C) 1994-2015 Lua.org, PUC-Rio" ]
	diff <(printf '%s\n' "$output" | tail -n +2) <(printf '%s\n' "$expected")
}

@test "lua: wrong options are refused with the status of lua(1)" {
	for words in -x -vv -ee --x -e -l '-e -v' -ix; do
		# shellcheck disable=SC2086
		run "$LSYS" lua $words </dev/null
		[ "$status" -eq 1 ] || [ "$words" = -ee ]
		[[ ${lines[0]} == "lsys lua: "* ]]
	done
	run "$LSYS" lua -x
	[ "${lines[0]}" = "lsys lua: unrecognized option '-x'" ]
	run "$LSYS" lua -e
	[ "${lines[0]}" = "lsys lua: '-e' needs an argument" ]
}

@test "lua: by the name lsys-lua, also in the first line of a script" {
	ln -s "$LSYS" lsys-lua
	run ./lsys-lua -e 'print(2 + 2)'
	[ "$status" -eq 0 ]
	[ "$output" = 4 ]
	printf '#!%s/lsys-lua\nprint("run", ...)\n' "$PWD" >s
	chmod +x s
	run ./s a b
	[ "$status" -eq 0 ]
	[ "$output" = "run	a	b" ]
	run ./lsys-lua -e 'error "no"'
	[ "${lines[0]}" = './lsys-lua: (command line):1: no' ]
	run ./lsys-lua -z
	[ "${lines[0]}" = "./lsys-lua: unrecognized option '-z'" ]
}

@test "lua: output that does not arrive is a failure" {
	for end in '' ' os.exit(0)' ' os.exit(true, true)'; do
		run sh -c '"$1" lua -e "$2" >/dev/full' sh "$LSYS" "print(1)$end"
		[ "$status" -eq 1 ]
		[[ $output == "lsys lua: standard output: "* ]]
		run sh -c '"$1" lua -e "$2" >&-' sh "$LSYS" "print(1)$end"
		[ "$status" -eq 1 ]
		[[ $output == "lsys lua: standard output: "* ]]
	done
	run sh -c '"$1" lua -e "io.write(1)" >/dev/full' sh "$LSYS"
	[ "$status" -eq 1 ]
	[ "$output" = "lsys lua: standard output: No space left on device" ]
	run sh -c '"$1" lua -e "setmetatable({}, {__gc = function() io.write(1) end}) os.exit(true, true)" >/dev/full' sh "$LSYS"
	[ "$status" -eq 1 ]
	run sh -c '"$1" lua -e "io.write(1) os.exit(3)" >/dev/full' sh "$LSYS"
	[ "$status" -eq 3 ]
	[ "$output" = "lsys lua: standard output: No space left on device" ]
	run sh -c '"$1" lua -e "x = 1" >&-' sh "$LSYS"
	[ "$status" -eq 0 ]
}

@test "lua: a reader that leaves ends it without a word" {
	run bash -c 'set -o pipefail; "$1" lua -e "while true do print(1) end" | head -n 1; exit "${PIPESTATUS[0]}"' bash "$LSYS"
	[ "$status" -eq 141 ]
	[ "$output" = 1 ]
}

@test "lua: SIGINT stops a script with a traceback" {
	"$LSYS" lua -e 'io.stdout:write("ready\n") io.stdout:flush() while true do end' >out 2>err 3>&- &
	pid=$!
	until grep -q ready out; do sleep 0.05; done
	kill -INT "$pid"
	status=0
	wait "$pid" || status=$?
	# a shell's background job ignores SIGINT; then there is nothing to see
	if [ "$status" -eq 137 ]; then skip "SIGINT is ignored here"; fi
	[ "$status" -eq 1 ]
	grep -q '^lsys lua: interrupted!$' err
}

@test "lua: a C module is found, or refused with a reason by a static binary" {
	run "$LSYS" lua -e 'print(package.loadlib("/nosuch.so", "f"))'
	[ "$status" -eq 0 ]
	[[ $output == "nil	"*"	open" || $output == "nil	"*"	absent" ]]
}

@test "lua: embedded modules come before the file system, but not before package.preload" {
	mkdir -p syscall
	echo 'return "from the file system"' >syscall.lua
	LUA_PATH='./?.lua' run "$LSYS" lua -e 'print(type(require "syscall"))'
	[ "$output" = table ]
	run "$LSYS" lua -e 'package.preload.syscall = function() return "mine" end print(require "syscall")'
	[ "$output" = mine ]
	run "$LSYS" lua -e 'require "no.such"'
	[ "$status" -eq 1 ]
	[[ $output == *"no module 'no.such' in lsys"* ]]
}

@test "lua: an error object from a call ends a script with its text and a traceback" {
	run "$LSYS" lua -e 'assert(require "syscall".open("/no/such/file"))'
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "lsys lua: No such file or directory" ]
	[ "${lines[1]}" = "stack traceback:" ]
}
