local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.sys.resource"
base.groups(M, "RLIMIT RLIM")
M.RLIM_SAVED_CUR, M.RLIM_SAVED_MAX = M.RLIM_INFINITY, M.RLIM_INFINITY
local typed = base.typed "PosixRlimit"

-- No limit is the largest number of the kernel's, and -1 as it is written.
local function number(v) return v == M.RLIM_INFINITY and 2 ^ 64 or v end

base.functions(M, {
  getrlimit = { "i", function(resource)
    local limit, err, errno = S.getrlimit(resource)
    if not limit then return base.result("getrlimit", nil, err, errno) end
    return typed { rlim_cur = number(limit.cur), rlim_max = number(limit.max) }
  end },
  setrlimit = { "it", function(resource, t)
    local limit = {}
    for _, name in ipairs { "cur", "max" } do
      local v = base.field("setrlimit", 2, t, "rlim_" .. name, "n")
      limit[name] = v >= 2 ^ 63 and -1 or v
    end
    base.fields("setrlimit", 2, t, "rlim_cur rlim_max")
    return base.result("setrlimit", S.setrlimit(resource, limit))
  end },
})
return M
