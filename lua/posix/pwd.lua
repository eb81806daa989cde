local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.pwd"
local typed = base.typed "PosixPasswd"

local function user(info, p, err, errno)
  if not p then
    if err then return base.result(info, nil, err, errno) end
    return nil
  end
  return typed { pw_name = p.name, pw_uid = p.uid, pw_gid = p.gid, pw_dir = p.dir, pw_shell = p.shell,
    pw_passwd = p.passwd }
end

base.functions(M, {
  getpwnam = { "s", function(name) return user("getpwnam", S.getpwnam(name)) end },
  getpwuid = { "i", function(uid) return user("getpwuid", S.getpwuid(uid)) end },
  getpwent = { "", function() return user("getpwent", S.getpwent()) end },
  setpwent = { "", S.setpwent },
  endpwent = { "", S.endpwent },
})
return M
