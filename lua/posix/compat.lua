-- Functions of require "posix" that take permissions as text.
local check = require "posix._argcheck"
local mode = require "posix._mode"
local fcntl, stat, log = require "posix.fcntl", require "posix.sys.stat", require "posix.syslog"
local base = require "posix._base"
local band = bit32.band

local M = {}
for _, name in ipairs { "argerror", "argtypeerror", "badoption", "checkstring", "checktable", "optstring",
    "toomanyargerror" } do
  M[name] = check[name]
end

-- The permissions of a text that is argument i.
local function bits(name, i, old, text)
  local new = mode.bits(old, text)
  if not new then base.argerror(name, i, "bad mode", 3) end
  return band(new, 511)
end

base.functions(M, {
  chmod = { "ss", function(path, text)
    local st = stat.stat(path)
    return stat.chmod(path, bits("chmod", 2, st and st.st_mode or 0, text))
  end },
  creat = { "ss", function(path, text)
    return fcntl.open(path, fcntl.O_CREAT + fcntl.O_WRONLY + fcntl.O_TRUNC, bits("creat", 2, 0, text))
  end },
  mkdir = { "s", function(path) return stat.mkdir(path, 511) end },
  mkfifo = { "s", function(path) return stat.mkfifo(path, 511) end },
  msgget = { "i?i?s", function(key, flags, text)
    return require "posix.sys.msg".msgget(key, (flags or 0) + (text and bits("msgget", 3, 0, text) or 0))
  end },
  open = { "si?a", function(path, flags, text)
    local new = band(flags, fcntl.O_CREAT) ~= 0
    if not new then
      if text ~= nil then base.toomany("open", 2, 3, 2) end
      return fcntl.open(path, flags)
    end
    if type(text) ~= "string" then check.argtypeerror("open", 3, "string", text, 2) end
    return fcntl.open(path, flags, bits("open", 3, 0, text))
  end },
  umask = { "?s", function(text)
    local old = stat.umask(0)
    stat.umask(old)
    local now = band(bit32.bnot(old), 511)
    if text and text ~= "" then
      now = bits("umask", 1, now, text)
      stat.umask(band(bit32.bnot(now), 511))
    end
    return mode.text(now)
  end },
})

-- setlogmask(priority, ...) -> mask before
function M.setlogmask(...)
  local mask = 0
  for i, priority in ipairs { ... } do
    mask = bit32.bor(mask, log.LOG_MASK(check.optint("setlogmask", i, priority, 0)))
  end
  return log.setlogmask(mask)
end

return M
