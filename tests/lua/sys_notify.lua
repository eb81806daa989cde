-- Watching files.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c, ty = S.c, S.t

local dir = (os.getenv "TMPDIR" or "/tmp") .. "/sys_notify." .. S.getpid()
assert(S.mkdir(dir, "0700"))
local function path(name) return dir .. "/" .. name end

-- inotify
do
	local fd = t.works("inotify_init", S.inotify_init("cloexec, nonblock"))
	t.is(fd:fcntl("getfd"), 1, "cloexec")
	t.fails("AGAIN", "nothing has happened", fd:inotify_read())
	local wd = t.works("inotify_add_watch", fd:inotify_add_watch(dir, "create, delete, move, isdir"))
	local listed
	for l in io.lines("/proc/self/fdinfo/" .. fd:getfd()) do listed = listed or l:match "^inotify wd:(%x+)" end
	t.is(tonumber(listed, 16), wd, "the kernel has it")
	S.creat(path "one", "0600"):close()
	S.mkdir(path "sub", "0700")
	S.rename(path "one", path "two")
	local events = t.works("inotify_read", fd:inotify_read())
	t.is(#events, 4, "four events")
	local e = events[1]
	t.ok(e.wd == wd and e.name == "one" and e.mask == c.IN.CREATE and e.cookie == 0, "the first")
	t.ok(e.create and e.CREATE and e.Create and not e.delete and not e.isdir, "in words")
	t.ok(events[2].name == "sub" and events[2].isdir and events[2].create, "the second")
	t.ok(events[3].moved_from and events[3].name == "one" and events[4].moved_to and events[4].name == "two", "a move")
	t.ok(events[3].cookie ~= 0 and events[3].cookie == events[4].cookie, "its two events belong together")
	t.ok(events[3].move and events[4].move, "a word for both")
	t.raises("no member", "a word that is none", function() return e.nonsense end)
	local b = ty.buffer(4096)
	S.unlink(path "two")
	S.rmdir(path "sub")
	local more = fd:inotify_read(b)
	t.ok(#more == 2 and more[1].name == "two" and more[2].delete, "into a buffer")
	local first = #"two" + 1
	t.ok(first <= more[1].len, "room of a name")
	t.is(#ty.inotify_events(b, 16 + more[1].len), 1, "t.inotify_events")
	t.is(ty.inotify_events(b, 16 + more[1].len)[1].name, "two", "of a buffer")
	t.raises("a name of", "cut short", ty.inotify_events, b, 20)
	t.is(fd:inotify_rm_watch(wd), true, "inotify_rm_watch")
	local gone = fd:inotify_read()[1]
	t.ok(gone.ignored and gone.name == nil, "says so, without a name")
	t.fails("INVAL", "inotify_rm_watch again", fd:inotify_rm_watch(wd))
	t.fails("NOENT", "inotify_add_watch of nothing", fd:inotify_add_watch(path "none", "create"))
	t.fails("INVAL", "inotify_add_watch of a file", S.open(dir):inotify_add_watch(dir, "create"))
	t.fails("BADF", "inotify_read of nothing", S.inotify_read(999))
	t.fails("INVAL", "inotify_init with a wrong flag", S.inotify_init(1))
	t.works("inotify_init1", S.inotify_init1())
	fd:inotify_add_watch(dir, "create")
	S.creat(path "long" .. ("g"):rep(200), "0600"):close()
	t.fails("INVAL", "too small a buffer", fd:inotify_read(nil, 8))
	t.is(#fd:inotify_read()[1].name, 204, "a long name")
	t.raises("buffer expected", "into a string", S.inotify_read, fd, "abc")
	local made = ty.inotify_event(16)
	t.is(#made, 32, "t.inotify_event with room for a name") -- luacheck: ignore
	for _, m in ipairs { "wd", "cookie", "len" } do
		made[m] = 7
		t.is(made[m], 7, m .. " can be set")
	end
	made.mask = "create, isdir"
	t.is(made.mask, c.IN "create, isdir", "mask in words")
end

-- fanotify
local group, err = S.fanotify_init("class_notif, cloexec, nonblock", "rdonly, cloexec")
if not group then
	t.skip("fanotify", tostring(err))
else
	local file = path "file"
	S.creat(file, "0600"):close()
	t.is(group:fanotify_mark("add", "open, modify, close_write", nil, file), true, "fanotify_mark")
	t.fails("AGAIN", "nothing has happened", group:fanotify_read())
	local w = S.open(file, "wronly")
	w:write "data"
	w:close()
	local events, seen, fds = group:fanotify_read(), {}, {}
	for _, e in ipairs(events) do
		fds[#fds + 1] = e.fd:getfd()
		for _, word in ipairs { "open", "modify", "close_write" } do seen[word] = seen[word] or e[word] end
		assert(S.readlink("/proc/self/fd/" .. e.fd:getfd()) == file and e.pid == S.getpid() and e.vers == 3 and not e.access)
	end
	t.ok(seen.open and seen.modify and seen.close_write, "fanotify_read")
	t.is(events[1].fd:read(), "data", "the file, open")
	local kept = events[1].fd
	events = nil -- luacheck: ignore
	collectgarbage() collectgarbage()
	t.ok(S.readlink("/proc/self/fd/" .. kept:getfd()), "which may be kept")
	for i = 2, #fds do assert(not S.readlink("/proc/self/fd/" .. fds[i])) end
	t.ok(true, "the others are closed with their events")
	t.is(group:fanotify_mark("remove", "open, modify, close_write", nil, file), true, "fanotify_mark removes")
	t.fails("NOENT", "once", group:fanotify_mark("remove", "open", nil, file))
	t.fails("BADF", "fanotify_mark of nothing", S.fanotify_mark(999, "add", "open", nil, file))
	t.fails("BADF", "fanotify_read of nothing", S.fanotify_read(999))
	t.fails("INVAL", "fanotify_init with a wrong flag", S.fanotify_init(0x40000000))
	t.raises("nonsense", "a wrong word", S.fanotify_mark, group, "add", "nonsense", nil, file)

	-- events that name what they are about
	local named, none = S.fanotify_init("class_notif, nonblock, report_dfid_name, report_fid")
	if not named or not named:fanotify_mark("add", "create, ondir", nil, dir) then
		t.skip("events with names", tostring(none or "the file system has no handles"))
	else
		S.mkdir(path "made", "0700")
		local e = named:fanotify_read()[1]
		t.ok(e.create and e.ondir and e.fd == nil, "an event without a descriptor")
		local info = e.infos[1]
		t.is(info.name, "made", "has a name")
		t.is(info.handle.handle, S.name_to_handle_at(nil, dir).handle, "and a handle")
		t.is(#info.fsid, 8, "and a file system")
		t.is(info.type, "dfid_name", "of this type")
	end
	-- and who did it
	local who = S.fanotify_init("class_notif, nonblock, report_pidfd")
	if not who then
		t.skip("events with processes", "the kernel has none")
	else
		who:fanotify_mark("add", "open", nil, file)
		S.open(file):close()
		local e = who:fanotify_read()[1]
		local pidfd = e.infos[1].pidfd
		local pid
		for l in io.lines("/proc/self/fdinfo/" .. pidfd:getfd()) do pid = pid or l:match "^Pid:%s+(%d+)" end
		t.is(tonumber(pid), S.getpid(), "a descriptor of the process")
	end
	-- permission
	local ask = S.fanotify_init("class_content, nonblock")
	if not ask or not ask:fanotify_mark("add", "open_perm", nil, file) then
		t.skip("permission", "the kernel asks nobody")
	else
		local reader = io.popen(("cat '%s' 2>&1; echo; cat '%s' 2>&1"):format(file, file))
		local answered = {}
		-- each open waits for its answer
		ask:block()
		for _, answer in ipairs { "deny", true } do
			local e = ask:fanotify_read()[1]
			answered[#answered + 1] = e.open_perm and ask:fanotify_response(e, answer)
		end
		local out = reader:read "*a"
		reader:close()
		t.ok(answered[1] == true and answered[2] == true, "fanotify_response")
		t.ok(out:find "not permitted.*data$", "denied, then allowed")
		t.fails("NOENT", "an answer to no question", ask:fanotify_response(kept, 1))
		t.raises("descriptor expected", "an answer to nothing", S.fanotify_response, ask, {}, true)
		t.raises("unknown name", "an answer that is none", S.fanotify_response, ask, kept, "perhaps")
	end
	local made = ty.fanotify_event()
	for _, m in ipairs { "event_len", "vers", "metadata_len", "pid" } do
		made[m] = 99
		t.is(made[m], 99, m .. " can be set")
	end
	made.mask = "open, modify"
	t.ok(made.open and made.modify and not made.create, "mask in words")
	t.is(#made.infos, 0, "nothing behind what claims more than there is")
	made.fd = -5
	t.is(made.fd, -5, "why there is no descriptor")
end

os.execute("rm -rf " .. dir)
t.done()
