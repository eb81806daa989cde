-- records.lua APPLET WORD...: what the applet gives to Lua, written so that no type is lost: an array of a letter and
-- the value, strings as hexadecimal digits.
local name = ...
local lsys = require "lsys"

local function hex(s)
  return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

local write
function write(v)
  local t = type(v)
  if t == "table" and #v > 0 then
    local out = {}
    for i = 1, #v do out[i] = write(v[i]) end
    return '["l",[' .. table.concat(out, ",") .. "]]"
  elseif t == "table" and next(v) == nil then
    return '["e"]'
  elseif t == "table" then
    local out = {}
    for k, x in pairs(v) do
      assert(type(k) == "string", "a key that is no name")
      out[#out + 1] = '"' .. hex(k) .. '":' .. write(x)
    end
    return '["o",{' .. table.concat(out, ",") .. "}]"
  elseif t == "string" then
    return '["s","' .. hex(v) .. '"]'
  elseif t == "number" then
    return ('["n","%.17g"]'):format(v)
  elseif t == "boolean" then
    return '["b",' .. tostring(v) .. "]"
  else -- an integer that no number holds
    return '["n","' .. tostring(v) .. '"]'
  end
end

io.write(write(assert(lsys[name](select(2, ...)))), "\n")
