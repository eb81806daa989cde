local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.stdlib"

local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

-- Makes something new by a template that ends with XXXXXX, which become letters that nobody has used.
local function unique(template, make)
  local head = template:match("^(.*)XXXXXX$")
  if not head then return nil, S.t.error(S.c.E.INVAL), S.c.E.INVAL end
  for _ = 1, 1000 do
    local random = assert(S.getrandom(nil, 6))
    local path = head .. random:gsub(".", function(ch)
      local n = ch:byte() % #letters + 1
      return letters:sub(n, n)
    end)
    local made, err, errno = make(path)
    if made or not err.EXIST then return made, err, errno, path end
  end
  return nil, S.t.error(S.c.E.EXIST), S.c.E.EXIST
end

base.functions(M, {
  abort = { "", function()
    S.sigaction("abrt", "dfl")
    S.raise("abrt")
    S._exit(127)
  end },
  getenv = { "?s", function(name)
    if name then return (os.getenv(name)) end
    return S.environ()
  end },
  setenv = { "s?s?a", function(name, value, overwrite)
    if value == nil then
      S.unsetenv(name)
      return 0
    end
    return base.result(nil, S.setenv(name, value, overwrite == nil or overwrite))
  end },
  mkdtemp = { "s", function(template)
    local made, err, errno, path = unique(template, function(p) return S.mkdir(p, 448) end)
    if made then return path end
    return base.result(template, nil, err, errno)
  end },
  mkstemp = { "s", function(template)
    local fd, err, errno, path = unique(template, function(p) return S.open(p, "rdwr, creat, excl", 384) end)
    if fd then return base.result(nil, fd), path end
    return base.result(template, nil, err, errno)
  end },
})
base.calls(M, {
  grantpt = { "i", S.grantpt, "grantpt" },
  unlockpt = { "i", S.unlockpt, "unlockpt" },
  openpt = { "i", function(flags) return S.open("/dev/ptmx", flags) end },
  ptsname = { "i", S.ptsname, "getptsname" },
  realpath = { "s", S.realpath, "realpath" },
})
return M
