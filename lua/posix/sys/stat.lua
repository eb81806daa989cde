local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.stat"
base.groups(M, "S_I MODE")
local typed = base.typed "PosixStat"

local function push(info, st, err, errno)
  if not st then return base.result(info, nil, err, errno) end
  return typed {
    st_dev = tonumber(tostring(st.st_dev)), st_ino = tonumber(tostring(st.st_ino)), st_mode = st.st_mode, st_nlink = st.st_nlink,
    st_uid = st.st_uid, st_gid = st.st_gid, st_rdev = tonumber(tostring(st.st_rdev)), st_size = st.st_size,
    st_blksize = st.st_blksize, st_blocks = st.st_blocks, st_atime = math.floor(st.st_atime), st_mtime = math.floor(st.st_mtime),
    st_ctime = math.floor(st.st_ctime),
  }
end

base.functions(M, {
  stat = { "s", function(path) return push(path, S.stat(path)) end },
  lstat = { "s", function(path) return push(path, S.lstat(path)) end },
  fstat = { "i", function(fd) return push("fstat", S.fstat(fd)) end },
  umask = { "i", S.umask },
})
for _, name in ipairs { "BLK", "CHR", "DIR", "FIFO", "LNK", "REG", "SOCK" } do
  local kind = M["S_IF" .. name]
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
