# What is known of S for a person and for editors: lsys help lua, the annotations and the standard for luacheck.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

@test "help lua: every function has an entry that says how it is called, what it gives and where more is told" {
	"$LSYS" lua - <<-'END' >names
		local S = require "syscall"
		for name, f in pairs(S) do
			if type(f) == "function" then print(name) end
		end
		for _, t in ipairs { "util", "cgroup", "netfilter" } do
			for name, f in pairs(S[t]) do if type(f) == "function" then print(t .. "." .. name) end end
		end
	END
	[ "$(wc -l <names)" -gt 350 ]
	# functions for interfaces are not calls
	grep -vxE 'interfaces?|get_interfaces' names | xargs "$LSYS" help lua >entries
	[ "$(grep -c '^  gives .' entries)" -eq "$(grep -cvxE 'interfaces?|get_interfaces' names)" ]
	[ "$(grep -cE '^  (only )?from Lua: (S\.|fd:)[a-z0-9_.]+\(.*\)$' entries)" -eq "$(grep -c '^  gives .' entries)" ]
	[ "$(grep -cE '^  manual: lsys-[a-z]+\(3\)$' entries)" -eq "$(grep -c '^  gives .' entries)" ]
}

@test "help lua: each entry can be understood alone" {
	"$LSYS" call -j --list >list
	jq -r '.[] | .name + ": " + .help' list >help
	[ "$(wc -l <help)" -gt 400 ]
	run ! grep -iE ': (the same|(un)?set (it|them)|change (it|them|that)|(does|may|can) (it|they)\?|which|when|how)$' help
	run ! grep -E ': the same' help
}

@test "help lua: methods, structs, the names with what a script writes before them" {
	"$LSYS" help lua openat >entry
	[ "$(head -n 1 entry)" = "openat dirfd path [flags] [mode]: open a file below a directory" ]
	diff entry <("$LSYS" help lua S.openat)
	diff entry <("$LSYS" --help lua openat)
	diff <("$LSYS" help lua fstat) <("$LSYS" help lua fd:stat)
	diff <("$LSYS" help lua fd.tell) <("$LSYS" help lua fd:tell)
	diff <("$LSYS" help lua S.util.ls) <("$LSYS" help lua util.ls)
	"$LSYS" help lua t.timespec >entry
	diff entry - <<-'END'
		t.timespec: a time or a span of it
		        sec             seconds
		        nsec            nanoseconds
	END
	# more than one: an empty line between
	"$LSYS" help lua t.timespec fd:tell >both
	diff both <(cat entry; echo; "$LSYS" help lua fd:tell)
}

@test "help lua: an unknown name gets one line with the nearest one" {
	run "$LSYS" help lua opennat
	[ "$status" -eq 2 ]
	[ "$output" = "lsys --help: opennat: no such call; did you mean openat?" ]
	run "$LSYS" help lua S.opennat
	[ "$status" -eq 2 ]
	[ "$output" = "lsys --help: opennat: no such call; did you mean openat?" ]
	run "$LSYS" help lua t.timspec
	[ "$status" -eq 2 ]
	[ "$output" = "lsys --help: timspec: no such struct; did you mean timespec?" ]
	run "$LSYS" help lua fd:nosuchthing
	[ "$status" -eq 2 ]
	[ "${#lines[@]}" -eq 1 ]
	run "$LSYS" help lua $'a\nb'
	[ "$status" -eq 2 ]
	[ "$output" = 'lsys --help: a\x0ab: no such call' ]
	run "$LSYS" help ifinfo openat
	[ "$status" -eq 2 ]
	[ "$output" = "lsys --help: openat: only lua has functions to be explained" ]
}

@test "annotations: Lua that has every function, method, struct and group of constants" {
	"$LSYS" __annotations luals >luals.lua
	! command -v luac5.2 >/dev/null || luac5.2 -p luals.lua
	"$LSYS" lua - <<-'END'
		local S = require "syscall"
		local A = dofile "luals.lua"
		local text = io.open("luals.lua"):read("*a")
		local n, bad = 0, {}
		local function want(ok, what)
			n = n + 1
			if not ok then bad[#bad + 1] = what end
		end
		local declared = {}
		for name in text:gmatch("\n%-%-%-@field ([%w_]+) ") do declared[name] = true end

		for name, f in pairs(S) do
			if type(f) == "function" then want(type(A[name]) == "function" or declared[name], "S." .. name) end
		end
		for name, f in pairs(A) do
			if type(f) == "function" then want(type(S[name]) == "function", "no S." .. name) end
			if type(f) == "table" then
				for inner in pairs(f) do
					want(type(S[name][inner]) == "function", "no S." .. name .. "." .. inner)
				end
			end
		end
		-- methods: what is there has one, and nothing else is there
		local methods = {}
		for name in text:gmatch("\nfunction fd:([%w_]+)%(") do
			want(not methods[name], "twice fd:" .. name)
			methods[name] = true
			want(type(S.stdin[name]) == "function", "no fd:" .. name)
		end
		for name in pairs(S) do
			local ok, f = pcall(function() return S.stdin[name] end)
			if ok and type(f) == "function" then want(methods[name], "fd:" .. name) end
		end
		for _, name in ipairs { "block", "nonblock", "tell", "lockf", "nogc", "getfd", "seek", "stat", "mmap", "lock" } do
			want(methods[name], "fd:" .. name)
		end
		-- structs, with their members
		for name in text:gmatch("\n%-%-%-@class t%.([%w_]+)") do want(type(S.t[name]) == "function", "no t." .. name) end
		want(text:find("\n---@class t.timespec # [^\n]*\n---@field sec integer"), "members")
		for name in pairs(S.c) do
			if type(S.c[name]) == "table" and name ~= "errornames" then
				want(text:find("\n---@field " .. name .. " syscall.c." .. name .. "\n", 1, true), "c." .. name)
			end
		end
		print(table.concat(bad, "\n"))
		os.exit(#bad == 0 and n > 1500)
	END
}

@test "luacheck: the standard knows S, what is in it and nothing else" {
	command -v luacheck >/dev/null || skip "luacheck is not installed"
	"$LSYS" __annotations luacheck >lsys.lua
	printf 'stds.lsys = dofile("%s/lsys.lua")\nstd = "lua52+lsys"\nmax_line_length = 120\n' "$PWD" >.luacheckrc
	cat >good.lua <<-'END'
		S = require "syscall"
		print(S.open("/", "rdonly"), S.SEEK_SET, S.c.O.CREAT, S.t.stat(), S.util.ls, S.nl.interfaces(), S.stdin, S.ENOENT)
		print(S.interfaces().lo, S.netfilter.version, S.cgroup.cgroups, S.types.s.stat)
	END
	luacheck --no-cache good.lua lsys.lua
	cp "$BATS_TEST_DIRNAME"/lua/*.lua .
	luacheck --no-cache --only 1 -- *.lua # names: how else they are written is no matter of the standard
	printf 'print(S.opne("/"), S.SEEK_NOSUCH)\nprint(T.open)\n' >bad.lua
	run luacheck --no-cache --no-color bad.lua
	[ "$status" -eq 1 ]
	[[ $output == *"undefined field opne of global S"* || $output == *"undefined field 'opne' of global 'S'"* ]]
	[[ $output == *"SEEK_NOSUCH"* ]]
	[[ $output == *"undefined variable T"* || $output == *"undefined variable 'T'"* ]]
	[[ $output == *"3 warnings"* ]]
}

@test "annotations: another form is refused" {
	run "$LSYS" __annotations vim
	[ "$status" -eq 2 ]
	[ "$output" = "lsys __annotations: vim: luals or luacheck" ]
	run "$LSYS" __annotations
	[ "$status" -eq 2 ]
}
