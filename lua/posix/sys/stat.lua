local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.stat"
base.groups(M, "S_I MODE")
local typed = base.typed "PosixStat"

local function push(info, st, err, errno)
  if not st then return base.result(info, nil, err, errno) end
  local t = {}
  for _, name in ipairs { "mode", "nlink", "uid", "gid", "size", "blksize", "blocks" } do
    t["st_" .. name] = st["st_" .. name]
  end
  for _, name in ipairs { "dev", "ino", "rdev" } do t["st_" .. name] = tonumber(tostring(st["st_" .. name])) end
  for _, name in ipairs { "atime", "mtime", "ctime" } do t["st_" .. name] = math.floor(st["st_" .. name]) end
  return typed(t)
end

base.functions(M, {
  stat = { "s", function(path) return push(path, S.stat(path)) end },
  lstat = { "s", function(path) return push(path, S.lstat(path)) end },
  fstat = { "i", function(fd) return push("fstat", S.fstat(fd)) end },
  umask = { "i", S.umask },
})
for _, name in ipairs { "BLK", "CHR", "DIR", "FIFO", "LNK", "REG", "SOCK" } do
  local kind = M["S_IF" .. name] or M["S_I" .. name] -- S_IFIFO
  base.functions(M, { ["S_IS" .. name] = { "i", function(mode)
    return bit32.band(mode, M.S_IFMT) == kind and 1 or 0
  end } })
end
base.calls(M, {
  chmod = { "si", S.chmod, 1 },
  mkdir = { "s?i", function(path, mode) return S.mkdir(path, mode or 511) end, 1 },
  mkfifo = { "s?i", function(path, mode) return S.mkfifo(path, mode or 511) end, 1 },
})
return M
