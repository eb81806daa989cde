local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.grp"
local typed = base.typed "PosixGroup"

local function group(info, g, err, errno)
  if not g then
    if err then return base.result(info, nil, err, errno) end
    return nil
  end
  return typed { gr_name = g.name, gr_gid = g.gid, gr_mem = g.mem }
end

base.functions(M, {
  getgrnam = { "s", function(name) return group("getgrnam", S.getgrnam(name)) end },
  getgrgid = { "i", function(gid) return group("getgrgid", S.getgrgid(gid)) end },
  getgrent = { "", function() return group("getgrent", S.getgrent()) end },
  setgrent = { "", S.setgrent },
  endgrent = { "", S.endgrent },
})
return M
