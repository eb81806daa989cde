-- require "syscall.lfs": the interface of LuaFileSystem. Errors are strings here, as there.
local S = require "syscall"

local lfs = { _VERSION = "LuaFileSystem 1.8.0 (lsys)" }

local function give(ok, err, errno)
  if ok then return ok end
  return nil, tostring(err), errno
end

local function attributes_of(st)
  return {
    dev = st.st_dev, ino = st.ino, nlink = st.nlink, uid = st.uid, gid = st.gid, rdev = st.st_rdev, size = st.size,
    access = math.floor(st.access), modification = math.floor(st.modification), change = math.floor(st.change),
      blocks = st.blocks, blksize = st.blksize,
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
  local all, err, errno = attributes(S.lstat, path, name)
  if all == nil then return nil, err, errno end
  if type(all) == "table" and all.mode == "link" then all.target = S.readlink(path) end
  return all
end

-- lfs.chdir(path) -> true
function lfs.chdir(path)
  local ok, err = S.chdir(path)
  if ok then return true end
  return nil, ("Unable to change working directory to '%s'\n%s\n"):format(path, tostring(err))
end

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

local function check_file(file, name)
  local kind = io.type(file)
  if kind == "closed file" then error(name .. ": closed file", 3) end
  if kind ~= "file" then error(("bad argument #1 to '%s' (FILE* expected, got %s)"):format(name, type(file)), 3) end
end

-- lfs.setmode(file, mode) -> true, "binary": there is no other here
function lfs.setmode(file, mode)
  check_file(file, "setmode")
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

local function lock(file, kind, start, length)
  return give(S.fcntl(file, "setlk", { type = kind, start = start or 0, len = length or 0 }))
end

-- lfs.lock(file, mode, [start], [length]) -> true: a lock of the process on an open file; mode "r" or "w"
function lfs.lock(file, mode, start, length)
  check_file(file, "lock")
  local kinds = { r = "rdlck", w = "wrlck", u = "unlck" }
  local kind = kinds[tostring(mode):sub(1, 1)]
  if not kind then error("lock: invalid mode", 2) end
  return lock(file, kind, start, length)
end

-- lfs.unlock(file, [start], [length]) -> true
function lfs.unlock(file, start, length)
  check_file(file, "unlock")
  return lock(file, "unlck", start, length)
end

local dir_lock = {}
dir_lock.__index = dir_lock

-- lock:free(): once
function dir_lock:free()
  if self.path then S.unlink(self.path) end
  self.path = nil
end
dir_lock.__gc = dir_lock.free

-- lfs.lock_dir(path) -> lock: a link in the directory, for all who look for it there
function lfs.lock_dir(path)
  local file = path .. "/lockfile.lfs"
  local ok, err = S.symlink("lock", file)
  if not ok then return nil, tostring(err) end
  return setmetatable({ path = file }, dir_lock)
end

return lfs
