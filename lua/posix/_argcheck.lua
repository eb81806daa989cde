-- Checks of arguments that older versions of luaposix let scripts see: level is that of the caller.
local base = require "posix._base"
local M = {}

function M.argerror(name, i, message, level) base.argerror(name, i, message, (level or 1) + 1) end

function M.toomanyargerror(name, most, n, level) base.toomany(name, most, n, (level or 1) + 1) end

function M.argtypeerror(name, i, expected, got, level)
  base.typeerror(name, i, expected, (type(got):gsub("nil", "no value")), (level or 1) + 1)
end

function M.badoption(name, i, what, option, level)
  base.argerror(name, i, ("invalid %s option '%s'"):format(what, option), (level or 1) + 1)
end

local function check(kind)
  local called = kind == "number" and "int" or kind
  M["check" .. called] = function(name, i, v, level)
    if type(v) ~= kind then M.argtypeerror(name, i, called, v, (level or 1) + 1) end
    return v
  end
  M["opt" .. called] = function(name, i, v, def, level)
    if v ~= nil and type(v) ~= kind then M.argtypeerror(name, i, called .. " or nil", v, (level or 1) + 1) end
    return v or def
  end
end
check "number"
check "string"
check "table"

-- The names of fields that are wanted: none, strings, or one table of them.
function M.checkselection(name, i, fields, level)
  level = (level or 1) + 1
  local first = fields[1]
  if type(first) == "table" and #fields > 1 then
    M.toomanyargerror(name, i, #fields + i - 1, level)
  elseif first ~= nil and type(first) ~= "table" and type(first) ~= "string" then
    M.argtypeerror(name, i, "table, string or nil", first, level)
  end
  for k = 2, #fields do M.checkstring(name, k + i - 1, fields[k], level) end
end

return M
