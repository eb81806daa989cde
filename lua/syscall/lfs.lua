-- require "syscall.lfs": the interface of LuaFileSystem. Errors are strings here, as there.
local S = require "syscall"

local lfs = { _VERSION = "lsys" }

local function give(ok, err, errno)
  if ok then return ok end
  return nil, tostring(err), errno
end

local function attributes_of(st)
  return {
    dev = st.st_dev, ino = st.ino, nlink = st.nlink, uid = st.uid, gid = st.gid, rdev = st.st_rdev, size = st.size,
    access = st.access, modification = st.modification, change = st.change, blocks = st.blocks, blksize = st.blksize,
    mode = st.typename, permissions = (function()
      local text = {}
      for n = 8, 0, -1 do
        text[#text + 1] = bit32.btest(st.perm, bit32.lshift(1, n)) and ("xwr"):sub(n % 3 + 1, n % 3 + 1) or "-"
      end
      return table.concat(text)
    end)(),
  }
end

local function attributes(call, path, name)
  local st, err, errno = call(path)
  if not st then
    return nil, "cannot obtain information from file '" .. tostring(path) .. "': " .. tostring(err), errno
  end
  local all = attributes_of(st)
  if type(name) == "table" then
    for key, value in pairs(all) do name[key] = value end
    return name
  end
  if name == nil then return all end
  if all[name] == nil then error("invalid attribute name '" .. tostring(name) .. "'", 3) end
  return all[name]
end

-- lfs.attributes(path, [name]) -> table, or the one value
function lfs.attributes(path, name) return attributes(S.stat, path, name) end

-- lfs.symlinkattributes(path, [name]): of a link itself; its target under "target"
function lfs.symlinkattributes(path, name)
  if name == "target" then return give(S.readlink(path)) end
  return attributes(S.lstat, path, name)
end

-- lfs.chdir(path) -> true
function lfs.chdir(path) return give(S.chdir(path)) end

-- lfs.currentdir() -> string
function lfs.currentdir() return give(S.getcwd()) end

-- lfs.mkdir(path) -> true
function lfs.mkdir(path) return give(S.mkdir(path, "0777")) end

-- lfs.rmdir(path) -> true
function lfs.rmdir(path) return give(S.rmdir(path)) end

-- lfs.link(old, new, [symlink]) -> true
function lfs.link(old, new, symlink)
  if symlink then return give(S.symlink(old, new)) end
  return give(S.link(old, new))
end

-- lfs.touch(path, [atime], [mtime]) -> true
function lfs.touch(path, atime, mtime) return give(S.utime(path, atime, mtime)) end

-- lfs.setmode(file, mode) -> true, "binary": there is no other here
function lfs.setmode(file, mode)
  if io.type(file) ~= "file" then error("bad argument #1 to 'setmode' (file expected)", 2) end
  if mode ~= "binary" and mode ~= "text" then error("bad argument #2 to 'setmode' (invalid option)", 2) end
  return true, "binary"
end

-- for name in lfs.dir(path): the names in a directory; the second result has next and close
function lfs.dir(path)
  local fd, err = S.open(path, "directory, rdonly, cloexec")
  if not fd then error("cannot open " .. tostring(path) .. ": " .. tostring(err), 2) end
  local dir = {}
  local entries
  function dir:next() -- luacheck: ignore self
    if not fd then error("closed directory", 2) end
    while true do
      local entry = entries and entries()
      if entry then return entry.name end
      local why
      entries, why = fd:getdents()
      if not entries then
        fd:close()
        fd = nil
        if why then error(tostring(why), 2) end
        return nil
      end
    end
  end
  function dir:close() -- luacheck: ignore self
    if fd then fd:close() end
    fd = nil
  end
  return function() return dir:next() end, dir
end

-- lfs.lock(file, mode, [start], [length]) -> true: a lock of the process on an open file; mode "r" or "w"
function lfs.lock(file, mode, start, length)
  if mode ~= "r" and mode ~= "w" then error("bad argument #2 to 'lock' (invalid mode)", 2) end
  local fd = file.getfd and file or error("bad argument #1 to 'lock' (fd expected)", 2)
  local kind = mode == "r" and "rdlck" or "wrlck"
  return give(S.fcntl(fd, "setlk", { type = kind, start = start or 0, len = length or 0 }))
end

-- lfs.unlock(file, [start], [length]) -> true
function lfs.unlock(file, start, length)
  return give(S.fcntl(file, "setlk", { type = "unlck", start = start or 0, len = length or 0 }))
end

return lfs
