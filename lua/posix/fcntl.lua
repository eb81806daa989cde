local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.fcntl"
base.groups(M, "AT FCNTL_LOCK FD F O POSIX_FADV")
M.AT_FDCWD, M.O_RSYNC = S.AT_FDCWD, S.O_RSYNC

local locks = { [M.F_GETLK] = true, [M.F_SETLK] = true, [M.F_SETLKW] = true }
local names = { "type", "whence", "start", "len" }

base.functions(M, {
  fcntl = { "ii?a", function(fd, cmd, arg)
    if not locks[cmd] then return base.result("fcntl", S.fcntl(fd, cmd, arg or 0)) end
    if type(arg) ~= "table" then base.typeerror("fcntl", 3, "table", type(arg), 2) end
    local lock = S.t.flock()
    for _, name in ipairs(names) do lock[name] = tonumber(arg["l_" .. name]) or 0 end
    local got, err, errno = S.fcntl(fd, cmd, lock)
    if got == nil then return base.result("fcntl", nil, err, errno) end
    for _, name in ipairs(names) do arg["l_" .. name] = lock[name] end
    arg.l_pid = lock.pid
    return 0
  end },
})
base.calls(M, {
  open = { "si?i", function(path, flags, mode) return S.open(path, flags, mode or 511) end, 1 },
  posix_fadvise = { "iiii", function(fd, offset, len, advice) return S.fadvise(fd, advice, offset, len) end,
    "posix_fadvise" },
})
return M
