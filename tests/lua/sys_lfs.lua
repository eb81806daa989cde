-- syscall.lfs: what it does, and that LuaFileSystem does the same, where there is one: the same script is run with both.
local S = require "syscall"
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local lfs = require "syscall.lfs"
local dir = (os.getenv("TMPDIR") or "/tmp") .. "/lfs." .. S.getpid()
assert(S.mkdir(dir, "0700"))

-- The script prints what it sees; $dir is where it may do as it likes.
local script = [[
local lfs = ...
local dir = "$dir"
local function show(v)
	if type(v) ~= "table" then return tostring(v) end
	local keys, texts = {}, {}
	for key in pairs(v) do keys[#keys + 1] = key end
	table.sort(keys)
	for n, key in ipairs(keys) do texts[n] = key .. "=" .. tostring(v[key]) end
	return "{ " .. table.concat(texts, ", ") .. " }"
end
local function try(name, f, ...)
	local r, texts = table.pack(pcall(f, ...)), {}
	for n = 1, r.n do
		texts[n] = type(r[n]) == "function" and "function" or type(r[n]) == "userdata" and "object" or show(r[n])
		texts[n] = texts[n]:gsub("^[^ ]*:%d+: ", "")
	end
	print(name .. ": " .. table.concat(texts, " | "))
end
local function write(path, text)
	local f = io.open(path, "w")
	f:write(text)
	f:close()
end

try("mkdir", lfs.mkdir, dir .. "/d")
try("mkdir twice", function() return (lfs.mkdir(dir .. "/d")) end)
try("mkdir nowhere", function() return select(2, lfs.mkdir(dir .. "/none/d")) end)
write(dir .. "/d/file", "12345")
try("link", lfs.link, dir .. "/d/file", dir .. "/d/hard")
try("link twice", function() return select(2, lfs.link(dir .. "/d/file", dir .. "/d/hard")) end)
try("symlink", lfs.link, "file", dir .. "/d/soft", true)
try("symlink to none", lfs.link, "none", dir .. "/d/broken", true)
try("touch", lfs.touch, dir .. "/d/file", 1000000000, 1100000000)
try("touch one time", lfs.touch, dir .. "/d/hard", 1200000000)
try("touch none", function() return select(2, lfs.touch(dir .. "/none")) end)
for _, path in ipairs { "/d", "/d/file", "/d/hard", "/d/soft", "/d/broken", "/none" } do
	for _, f in ipairs { "attributes", "symlinkattributes" } do
		local all, err = lfs[f](dir .. path)
		if all then
			all.change = nil
			if all.mode ~= "file" then all.access, all.modification = nil, nil end
		end
		print(f, path, show(all), all and "" or err)
	end
end
for _, name in ipairs { "dev", "ino", "mode", "nlink", "uid", "gid", "rdev", "size", "permissions", "blocks", "blksize",
	"access", "modification" } do
	try(name, lfs.attributes, dir .. "/d/file", name)
end
for _, path in ipairs { "/dev/null", "/dev/tty", "/proc/self/exe", "/", "." } do
	try("mode of " .. path, lfs.attributes, path, "mode")
end
try("no attribute", lfs.attributes, dir .. "/d", "nosuch")
try("into a table", function()
	local mine = { extra = 1 }
	local all = lfs.attributes(dir .. "/d/file", mine)
	return rawequal(all, mine), all.extra, all.size
end)
local names = {}
for name in lfs.dir(dir .. "/d") do names[#names + 1] = name end
table.sort(names)
print("dir: " .. table.concat(names, " "))
try("dir of none", lfs.dir, dir .. "/none")
local iter, object = lfs.dir(dir .. "/d")
names = {}
while true do
	local name = object:next()
	if not name then break end
	names[#names + 1] = name
end
table.sort(names)
print("next: " .. table.concat(names, " "))
try("next at the end", object.next, object)
iter, object = lfs.dir(dir .. "/d")
iter(object)
try("close", object.close, object)
try("next of a closed one", object.next, object)
local before = lfs.currentdir()
try("chdir", lfs.chdir, dir .. "/d")
try("currentdir", lfs.currentdir)
try("attributes there", lfs.attributes, "file", "size")
try("chdir nowhere", function() return (lfs.chdir(dir .. "/none")) end)
lfs.chdir(before)
try("setmode", function()
	local f = io.open(dir .. "/d/file")
	return lfs.setmode(f, "binary")
end)
try("setmode text", function()
	local f = io.open(dir .. "/d/file")
	return lfs.setmode(f, "text")
end)
try("rmdir of a full one", function() return select(2, lfs.rmdir(dir .. "/d")) end)
for _, name in ipairs { "file", "hard", "soft", "broken" } do os.remove(dir .. "/d/" .. name) end
try("rmdir", lfs.rmdir, dir .. "/d")
try("rmdir twice", function() return select(2, lfs.rmdir(dir .. "/d")) end)
try("a wrong type", function() return (pcall(lfs.mkdir, {})) end)
]]

local function lines_of(command)
	local p = io.popen(command .. " 2>&1")
	local list = {}
	for line in p:lines() do list[#list + 1] = line end
	p:close()
	return list
end
S.util.writefile(dir .. "/script", (script:gsub("%$dir", dir)), "0600")
local lsys = os.getenv("LSYS") or "lsys"
local ours = lines_of(("'%s' lua -e 'assert(loadfile \"%s/script\")(require \"syscall.lfs\")'"):format(lsys, dir))
t.ok(#ours > 50, "the script ends")
local theirs = lines_of(("lua5.2 -e 'assert(loadfile \"%s/script\")(require \"lfs\")'"):format(dir))
if #theirs < 50 then
	t.skip("LuaFileSystem does the same", "there is none here: " .. tostring(theirs[1]))
else
	t.is(#ours, #theirs, "as many lines as LuaFileSystem prints")
	for n, line in ipairs(theirs) do
		-- each run has files of its own; there the message of a closed one blames an argument of no function
		local function plain(s)
			return (s:gsub("ino=%d+", "ino"):gsub("^ino: true | %d+", "ino"):gsub("bad argument #1 to '%?' (%b())", "%1")
				:gsub("%((closed directory)%)", "%1"))
		end
		t.is(plain(ours[n] or ""), plain(line), "the same as LuaFileSystem: " .. line:gsub(dir, ""))
	end
end

-- What it does, seen otherwise

local d = dir .. "/d"
t.is(lfs.mkdir(d), true, "mkdir")
t.is(S.stat(d).isdir, true, "is there")
local function fails(name, v, err)
	t.ok(v == nil and type(err) == "string", name .. ": " .. tostring(err))
end
fails("mkdir twice", lfs.mkdir(d))
S.util.writefile(d .. "/file", "12345", "0640")
t.is(lfs.attributes(d .. "/file").size, 5, "attributes")
t.is(lfs.attributes(d .. "/file", "mode"), "file", "one of them")
t.is(lfs.attributes(d .. "/file", "permissions"), "rw-r-----", "permissions as text")
fails("attributes of none", lfs.attributes(d .. "/none"))
t.raises("invalid attribute name", "one that is none", lfs.attributes, d, "nosuch")
t.is(lfs.link("file", d .. "/soft", true), true, "link: symbolic")
t.is(S.readlink(d .. "/soft"), "file", "as readlink has it")
t.is(lfs.link(d .. "/file", d .. "/hard"), true, "or not")
t.is(S.stat(d .. "/file").nlink, 2, "another name")
fails("link twice", lfs.link(d .. "/file", d .. "/hard"))
t.is(lfs.symlinkattributes(d .. "/soft", "mode"), "link", "symlinkattributes")
t.is(lfs.symlinkattributes(d .. "/soft", "target"), "file", "and where it leads")
fails("symlinkattributes of none", lfs.symlinkattributes(d .. "/none"))
t.is(lfs.touch(d .. "/file", 1000, 2000), true, "touch")
t.is(S.stat(d .. "/file").mtime, 2000, "sets the times")
t.is(S.stat(d .. "/file").atime, 1000, "both")
fails("touch of none", lfs.touch(d .. "/none", 1, 2))
local here = lfs.currentdir()
t.is(here, S.getcwd(), "currentdir")
t.is(lfs.chdir(d), true, "chdir")
t.is(S.readlink("/proc/self/cwd"), S.getcwd(), "is where the process is")
fails("chdir nowhere", lfs.chdir(d .. "/none"))
lfs.chdir(here)
t.is(t.child(function()
	S.mkdir(d .. "/gone", "0700")
	S.chdir(d .. "/gone")
	S.rmdir(d .. "/gone")
	local cwd, err = lfs.currentdir()
	return cwd == nil and type(err)
end), "string", "currentdir in a directory that is gone")
local count, descriptors = 0, #S.util.dirtable("/proc/self/fd")
for _ in lfs.dir(d) do count = count + 1 end
t.is(count, 5, "dir")
local iter, object = lfs.dir(d)
t.ok(iter(object), "by its object, too")
object:close()
t.raises("closed", "a closed one", object.next, object)
t.is(#S.util.dirtable("/proc/self/fd"), descriptors, "nothing is left open")
t.raises("cannot open", "dir of none", lfs.dir, d .. "/none")

-- Locks, which another process sees
local function open() return io.open(d .. "/file", "r+") end
local f = open()
t.is(lfs.lock(f, "w"), true, "lock")
t.is(t.child(function()
	local ok, err = lfs.lock(open(), "r")
	return ok == nil and type(err)
end), "string", "another process has to do without")
t.is(lfs.unlock(f), true, "unlock")
t.is(t.child(function() return lfs.lock(open(), "w", 1, 2) end), true, "or not")
fails("lock for writing of what is only read", lfs.lock(io.open(d .. "/file"), "w"))
t.raises("invalid mode", "a lock of no mode", lfs.lock, f, "x")
local lock = lfs.lock_dir(d)
t.ok(lock and S.readlink(d .. "/lockfile.lfs"), "lock_dir leaves a link")
fails("lock_dir of one that is locked", lfs.lock_dir(d))
lock:free()
t.is(S.lstat(d .. "/lockfile.lfs"), nil, "which free takes away")
t.is(lfs.setmode(io.stdout, "binary"), true, "setmode")
t.raises("argument #1", "of no file", lfs.setmode, 5, "binary")
fails("rmdir of a full one", lfs.rmdir(d))
S.util.rm(d .. "/file", d .. "/hard", d .. "/soft")
t.is(lfs.rmdir(d), true, "rmdir")
t.is(S.stat(d), nil, "is gone")
S.util.rm(dir)
t.done()
