# posix, socket and lfs against the modules whose interfaces they are: the same script under the distribution's Lua and
# under ours says the same.
# chroot: no

setup() {
	command -v lua5.2 >/dev/null || skip "lua5.2 is not installed"
	unshare -nif true 2>/dev/null || skip "no privilege for namespaces"
	mkdir "$BATS_TEST_TMPDIR/theirs" "$BATS_TEST_TMPDIR/ours"
}

# The script $1 in namespaces of its own, in a new directory, by both; $2: the module that the other needs.
compare() {
	lua5.2 -e "require '$2'" 2>/dev/null || skip "$2 for lua5.2 is not installed"
	local script=$BATS_TEST_DIRNAME/lib/$1.lua inside='ip link set lo up && cd "$1" && shift && exec timeout 60 "$@"'
	unshare -nif sh -c "$inside" sh "$BATS_TEST_TMPDIR/theirs" lua5.2 "$script" >"$BATS_TEST_TMPDIR/theirs.out" 3>&-
	unshare -nif sh -c "$inside" sh "$BATS_TEST_TMPDIR/ours" "$LSYS" lua "$script" >"$BATS_TEST_TMPDIR/ours.out" 3>&-
	[ "$(wc -l <"$BATS_TEST_TMPDIR/ours.out")" -gt "$3" ]
	diff "$BATS_TEST_TMPDIR/theirs.out" "$BATS_TEST_TMPDIR/ours.out"
}

@test "posix says what luaposix says" {
	compare compat_posix posix 500
}

@test "socket says what luasocket says" {
	compare compat_socket socket 150
}

@test "lfs says what LuaFileSystem says" {
	compare compat_lfs lfs 30
}

# Names in the other's modules, and their kinds and numbers.
@test "every name of luaposix's modules is there, but for those that its page tells of" {
	lua5.2 -e 'require "posix"' 2>/dev/null || skip "luaposix for lua5.2 is not installed"
	cat >"$BATS_TEST_TMPDIR/names.lua" <<-'EOF'
		local list = {}
		for _, m in ipairs { "posix", "posix.ctype", "posix.dirent", "posix.errno", "posix.fcntl", "posix.fnmatch",
			"posix.getopt", "posix.glob", "posix.grp", "posix.libgen", "posix.poll", "posix.pwd", "posix.sched",
			"posix.signal", "posix.stdio", "posix.stdlib", "posix.sys.msg", "posix.sys.resource", "posix.sys.socket",
			"posix.sys.stat", "posix.sys.statvfs", "posix.sys.time", "posix.sys.times", "posix.sys.utsname",
			"posix.sys.wait", "posix.syslog", "posix.termio", "posix.time", "posix.unistd", "posix.utime", "posix.sys",
			"posix.util", "posix.compat", "posix.deprecated", "posix._argcheck" } do
			for k, v in pairs(require(m)) do
				if k ~= "version" and k ~= "SOMAXCONN" then
					list[#list + 1] = m .. "." .. k .. " " .. type(v) .. " " .. (type(v) == "number" and v or "")
				end
			end
		end
		table.sort(list)
		print(table.concat(list, "\n"))
	EOF
	lua5.2 "$BATS_TEST_TMPDIR/names.lua" >"$BATS_TEST_TMPDIR/theirs.names"
	"$LSYS" lua "$BATS_TEST_TMPDIR/names.lua" >"$BATS_TEST_TMPDIR/ours.names"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/theirs.names")" -gt 1000 ]
	[ "$(LC_ALL=C comm -23 <(LC_ALL=C sort "$BATS_TEST_TMPDIR/theirs.names") <(LC_ALL=C sort "$BATS_TEST_TMPDIR/ours.names"))" = \
		"posix.crypt function 
posix.unistd.crypt function " ]
}

@test "luasocket's own files in Lua run over it: http, with a server of ours" {
	[ -f /usr/share/lua/5.2/socket/http.lua ] || skip "luasocket's files are not installed"
	cat >"$BATS_TEST_TMPDIR/http.lua" <<-'EOF'
		local S, socket = require "syscall", require "socket"
		local server = assert(socket.bind("127.0.0.1", 0))
		local _, port = server:getsockname()
		local pid = assert(S.fork())
		if pid == 0 then
			local client = server:accept()
			local request = client:receive()
			while client:receive() ~= "" do end
			client:send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Request: " .. request ..
				"\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
			client:close()
			S._exit(0)
		end
		server:close()
		package.path = "/usr/share/lua/5.2/?.lua"
		local body, code, headers = require "socket.http".request("http://127.0.0.1:" .. port .. "/path?q=1")
		S.waitpid(pid)
		print(body, code, headers["x-request"])
		print((require "mime".b64("a test")), (require "mime".unb64("YSB0ZXN0")), require "socket.url".escape("a b"))
	EOF
	run unshare -n sh -c 'ip link set lo up && exec timeout 60 "$@"' sh "$LSYS" lua "$BATS_TEST_TMPDIR/http.lua"
	echo "$output"
	[ "$output" = "hello world	200	GET /path?q=1 HTTP/1.1
YSB0ZXN0	a test	a%20b" ]
}
