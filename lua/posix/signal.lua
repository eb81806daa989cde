local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.signal"
base.groups(M, "SIG SA")
M.SIG_DFL, M.SIG_IGN = "SIG_DFL", "SIG_IGN"

base.calls(M, {
  kill = { "i?i", function(pid, sig) return S.kill(pid, sig or S.SIGTERM) end },
  killpg = { "i?i", function(pgrp, sig) return S.killpg(pgrp, sig or S.SIGTERM) end },
})
base.functions(M, {
  raise = { "i", function(sig) return S.raise(sig) and 0 or -1 end },
})

local own = { SIG_DFL = "dfl", SIG_IGN = "ign" }

-- signal(number, ["SIG_DFL", "SIG_IGN" or function], [flags]) -> what was there before; nothing when there is no
-- such one
function M.signal(...)
  local n, sig, handler, flags = select("#", ...), ...
  if n > 3 then base.toomany("signal", 3, n, 2) end
  if not tonumber(sig) then base.typeerror("signal", 1, "int", n < 1 and "no value" or type(sig), 2) end
  if n < 2 then base.typeerror("signal", 2, "function, string or nil", "no value", 2) end
  if handler == nil then handler = "SIG_DFL" end
  if type(handler) == "string" then
    if not own[handler] then base.argerror("signal", 2, "invalid option '" .. handler .. "'", 2) end
    handler = own[handler]
  elseif type(handler) ~= "function" then
    base.typeerror("signal", 2, "function, string or nil", type(handler), 2)
  end
  if flags ~= nil and not tonumber(flags) then base.typeerror("signal", 3, "int or nil", type(flags), 2) end
  local mask = S.t.sigset()
  for _, number in pairs(S.c.SIG) do mask:add(number) end
  local _, err, old = S.sigaction(tonumber(sig), { handler = handler, mask = mask, flags = tonumber(flags) or 0 })
  if err then return end
  old = old.handler
  return old == "DFL" and "SIG_DFL" or old == "IGN" and "SIG_IGN" or old
end
return M
