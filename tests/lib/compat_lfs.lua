-- Run by LuaFileSystem and by lsys, in an empty directory, this says the same of both: a line for a call, with its
-- results.
local lfs = require "lfs"

local function show(name, ok, ...)
	local r = table.pack(...)
	for i = 1, r.n do r[i] = type(r[i]) == "string" and ("%q"):format(r[i]) or tostring(r[i]) end
	if not ok then
		r[1] = r[1]:gsub("^\"[^ ]*%.lua:%d+: ", "\""):gsub("to '[^']*'", "")
	end
	print(name, ok and "ok" or "raised", table.concat(r, ", "))
end

local function call(name, f, ...) show(name, pcall(f, ...)) end

local function sorted(t, without)
	local list = {}
	for k, v in pairs(t) do
		if not without[k] then list[#list + 1] = k .. "=" .. tostring(v) end
	end
	table.sort(list)
	return table.concat(list, " ")
end

local file = assert(io.open("file", "w"))
file:write("some text")
file:close()
local names = {}
for k, v in pairs(lfs) do
	if not k:find("^_") then names[k] = type(v) end
end
print(sorted(names, {}))
call("touch", lfs.touch, "file", 1000000000, 1000000001)
call("attributes", function() return sorted(lfs.attributes("file"), { ino = 1, change = 1 }) end)
for _, name in ipairs { "dev", "mode", "nlink", "uid", "gid", "rdev", "access", "modification", "size",
	"permissions", "blocks",
	"blksize" } do
	call(name, lfs.attributes, "file", name)
end
call("attributes into", function()
	local t = { size = 0 }
	return lfs.attributes("file", t) == t, t.size
end)
call("attributes bad", lfs.attributes, "file", "nope")
call("attributes none", lfs.attributes, "none")
call("attributes /dev/null", lfs.attributes, "/dev/null", "mode")
call("attributes dir", lfs.attributes, ".", "mode")
call("link", lfs.link, "file", "soft", true)
call("link hard", lfs.link, "file", "hard")
call("link again", lfs.link, "file", "hard")
call("symlinkattributes", lfs.symlinkattributes, "soft", "mode")
call("symlinkattributes", lfs.symlinkattributes, "soft", "target")
call("symlinkattributes", function() return lfs.symlinkattributes("soft").target,
	lfs.symlinkattributes("file").target end)
call("mkdir", lfs.mkdir, "dir")
call("mkdir again", lfs.mkdir, "dir")
call("chdir", lfs.chdir, "dir")
call("currentdir", function() return lfs.currentdir():match("[^/]*$") end)
call("chdir", lfs.chdir, "..")
call("chdir none", lfs.chdir, "none")
call("rmdir", lfs.rmdir, "dir")
call("rmdir none", lfs.rmdir, "dir")
call("touch none", lfs.touch, "none/x")
call("dir", function()
	local list = {}
	for name in lfs.dir(".") do list[#list + 1] = name end
	table.sort(list)
	return table.concat(list, " ")
end)
call("dir none", lfs.dir, "none")
call("dir closed", function()
	local next_name, dir = lfs.dir(".")
	local first = type(dir:next())
	dir:close()
	return first, (pcall(next_name, dir))
end)
local f = assert(io.open("file", "r+"))
call("lock", lfs.lock, f, "w")
call("lock part", lfs.lock, f, "r", 2, 3)
call("unlock", lfs.unlock, f)
call("lock bad", lfs.lock, f, "z")
call("lock bad", lfs.lock, 1, "w")
call("setmode", lfs.setmode, f, "text")
f:close()
call("lock closed", lfs.lock, f, "w")
call("setmode closed", lfs.setmode, f, "binary")
local lock = lfs.lock_dir(".")
call("lock_dir", lfs.symlinkattributes, "lockfile.lfs", "target")
call("lock_dir again", lfs.lock_dir, ".")
lock:free()
call("lock_dir free", lfs.symlinkattributes, "lockfile.lfs")
