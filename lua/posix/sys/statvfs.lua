local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.statvfs"
base.groups(M, "ST")
local typed = base.typed "PosixStatvfs"

base.functions(M, {
  statvfs = { "s", function(path)
    local s, err, errno = S.statfs(path)
    if not s then return base.result(path, nil, err, errno) end
    local low = s.fsid[0] % 2 ^ 32
    local high = s.fsid[1]
    return typed {
      f_bsize = s.bsize, f_frsize = s.frsize, f_blocks = s.blocks, f_bfree = s.bfree, f_bavail = s.bavail,
        f_files = s.files,
      f_ffree = s.ffree, f_favail = s.ffree, f_fsid = high * 2 ^ 32 + low, f_flag = bit32.band(s.flags,
        bit32.bnot(0x20)),
      f_namemax = s.namelen,
    }
  end },
})
return M
