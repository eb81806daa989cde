-- Extended attributes.
local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"

local dir = (os.getenv "TMPDIR" or "/tmp") .. "/sys_xattr." .. S.getpid()
assert(S.mkdir(dir, "0700"))
local name, link = dir .. "/file", dir .. "/link"
assert(S.creat(name, "0600")):close()
assert(S.symlink("file", link))
local fd, d = S.open(name), S.open(dir, "directory")

local ok, err = S.setxattr(name, "user.test", "value", "create")
if not ok then
	t.skip("extended attributes", tostring(err))
	os.execute("rm -rf " .. dir)
	t.done()
end
local root = S.stat("/proc/self").uid == 0

local function sorted(list)
	table.sort(list)
	return table.concat(list, " ")
end

-- What the three ways to name a file have in common
local files = { [""] = name, f = fd, l = name }
for prefix, file in pairs(files) do
	local get, set = S[prefix .. "getxattr"], S[prefix .. "setxattr"]
	local list, remove = S[prefix .. "listxattr"], S[prefix .. "removexattr"]
	local key = "user.of" .. prefix
	t.is(set(file, key, "one"), true, prefix .. "setxattr")
	t.is(get(file, key), "one", prefix .. "getxattr")
	t.is(S.getxattr(link, key), "one", "of the file itself")
	t.ok((" " .. sorted(list(file)) .. " "):find(" " .. key .. " ", 1, true), prefix .. "listxattr")
	t.fails("EXIST", "create of what is there", set(file, key, "two", "create"))
	t.is(set(file, key, S.t.buffer(5, "t\0o"), "replace"), true, "replace, with a buffer")
	t.is(get(file, key), "t\0o\0\0", "as it is")
	t.is(set(file, key, ""), true, "set to nothing")
	t.is(get(file, key), "", "which is empty")
	t.is(set(file, key, ("x"):rep(2000)), true, "a long one")
	t.is(get(file, key), ("x"):rep(2000), "is read whole")
	t.is(remove(file, key), true, prefix .. "removexattr")
	t.fails("NODATA", "then it is gone", get(file, key))
	t.fails("NODATA", "and cannot be removed", remove(file, key))
	t.fails("NODATA", "or replaced", set(file, key, "x", "replace"))
	t.ok(not sorted(list(file)):find(key .. "$"), "or listed")
	t.raises("has a zero byte", "a name with a zero byte", get, file, "user.a\0b")
	t.raises("string or buffer", "a value that is none", set, file, key, {})
	t.raises("nonsense", "a flag that is none", set, file, key, "x", "nonsense")
	local nothing = prefix == "f" and 999 or dir .. "/none"
	local sym = prefix == "f" and "BADF" or "NOENT"
	t.fails(sym, "get of nothing", get(nothing, key))
	t.fails(sym, "set of nothing", set(nothing, key, "x"))
	t.fails(sym, "list of nothing", list(nothing))
	t.fails(sym, "remove of nothing", remove(nothing, key))

	-- All at once
	local all = S[prefix .. "xattr"]
	local others = all(file)
	t.is(others["user.test"], "value", prefix .. "xattr")
	others["user.a"], others["user.b"], others["user.test"] = "1", "2", nil
	t.is(all(file, others), true, "with a table")
	others["user.b"], others["user.a"] = "3", nil
	t.is(all(file, others), true, "with another")
	t.is(S.getxattr(name, "user.b"), "3", "changes")
	t.fails("NODATA", "removes", S.getxattr(name, "user.a"))
	others["user.b"], others["user.test"] = nil, "value"
	t.is(all(file, others), true, "and back")
	t.is(sorted(S.listxattr(name)):match "user%.%S+", "user.test", "to what was there")
	t.fails(sym, "of nothing", all(nothing))
	t.fails(sym, "to nothing", all(nothing, {}))
	t.raises("table expected", "with a table that is none", all, file, "x")
	t.fails("OPNOTSUPP", "with a name of no kind", all(file, { none = "x" }))
	all(file, others)
end

-- Links, and methods
if root then
	t.is(S.lsetxattr(link, "trusted.link", "l"), true, "lsetxattr of a link")
	t.is(S.lgetxattr(link, "trusted.link"), "l", "lgetxattr")
	t.is(S.lxattr(link)["trusted.link"], "l", "lxattr")
	t.fails("NODATA", "not of the file", S.getxattr(link, "trusted.link"))
	t.is(S.lremovexattr(link, "trusted.link"), true, "lremovexattr")
else
	t.skip("attributes of links", "not root")
end
t.is(fd:setxattr("user.m", "1"), true, "fd:setxattr")
t.is(fd:getxattr("user.m"), "1", "fd:getxattr")
t.ok(sorted(fd:listxattr()):find "user%.m", "fd:listxattr")
t.is(fd:xattr()["user.m"], "1", "fd:xattr")
t.is(fd:removexattr("user.m"), true, "fd:removexattr")
t.is(fd:fxattr()["user.m"], nil, "fd:fxattr")

-- Below a directory
local yes, none = S.setxattrat(d, "file", "user.at", "here", "create")
if none then
	t.ok(none.NOSYS, "setxattrat of an older kernel")
else
	t.is(yes, true, "setxattrat")
	t.is(S.getxattr(name, "user.at"), "here", "sets it")
	t.is(S.getxattrat(d, "link", "user.at"), "here", "getxattrat")
	t.fails("EXIST", "setxattrat again", d:setxattrat("file", "user.at", "x", "create"))
	t.fails(root and "NODATA" or "PERM", "getxattrat of a link", S.getxattrat(d, "link", "trusted.at", "symlink_nofollow"))
	t.ok(sorted(d:listxattrat("file")):find "user%.at", "listxattrat")
	t.is(S.removexattrat(nil, name, "user.at"), true, "removexattrat")
	t.fails("NODATA", "getxattrat of none", d:getxattrat("file", "user.at"))
	t.fails("NODATA", "removexattrat of none", d:removexattrat("file", "user.at"))
	t.fails("NOENT", "listxattrat of nothing", d:listxattrat("none"))
end

os.execute("rm -rf " .. dir)
t.done()
