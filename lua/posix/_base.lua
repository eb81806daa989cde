-- What the posix modules share: functions of S with the arguments, the messages and the results that luaposix has.
-- Descriptors are numbers, success is 0 or the number, failure nil, "what: why", errno.
local S = require "syscall"
local c = S.c

local base = {}

-- A module's table.
function base.module(name)
  return { version = name .. " for " .. _VERSION .. " / lsys as luaposix 33.4.0" }
end

-- The constants of groups of S.c under their C names.
function base.groups(M, groups)
  for group in groups:gmatch("%S+") do
    local prefix = getmetatable(c[group]).prefix
    for name, value in pairs(c[group]) do M[prefix .. name] = value end
  end
end

-- Constants by their C names, each with this prefix.
function base.constants(M, prefix, names)
  for name in names:gmatch("%S+") do M[prefix .. name] = S[prefix .. name] end
end

-- Arguments. level is that of the function whose argument it is, as seen from the one that calls these.

function base.argerror(name, i, message, level)
  error(("bad argument #%d to '%s'%s"):format(i, name, message and " (" .. message .. ")" or ""), (level or 1) + 1)
end
local argerror = base.argerror

function base.typeerror(name, i, expected, got, level)
  argerror(name, i, expected .. " expected, got " .. got, (level or 1) + 1)
end

function base.toomany(name, most, n, level)
  argerror(name, most + 1, ("no more than %d argument%s expected, got %d"):format(most, most == 1 and "" or "s", n),
    (level or 1) + 1)
end

-- What a kind of argument is called, and the value it stands for; nil when it is none.
local kinds = {
  s = { "string", function(v) return (type(v) == "string" or type(v) == "number") and tostring(v) or nil end },
  i = { "int", function(v)
    v = tonumber(v)
    return v and (v < 0 and math.ceil(v) or math.floor(v))
  end },
  n = { "number", tonumber },
  t = { "table", function(v) return type(v) == "table" and v or nil end },
  b = { "boolean", function(v)
    if type(v) == "boolean" then return v end
  end },
  a = { "value", function(v) return v end }, -- whatever it is
  f = { "FILE*", function(v) return io.type(v) and v or nil end },
}

local function check(name, i, kind, v, n)
  if v == nil and kind:sub(1, 1) == "?" then return nil end
  local k = kinds[kind:sub(-1)]
  local good = k[2](v)
  if good == nil then
    local expected = #kind > 1 and k[1] .. " or nil" or k[1]
    base.typeerror(name, i, expected, v == nil and i > n and "no value" or type(v), 3)
  end
  return good
end

-- What one of S's functions gave, as luaposix gives it. info: what the message begins with.
function base.result(info, v, err, errno)
  if v == nil then return nil, (info and info .. ": " or "") .. tostring(err), errno end
  if v == true then return 0 end
  if type(v) == "userdata" then return v:nogc():getfd() end
  return v
end
local result = base.result

-- Calls f with its arguments checked: types is a list of s, i, n, t, b, f, a, with ? before one that may be nil.
function base.checked(name, types, f)
  local list = {}
  for kind in types:gmatch("%??%a") do list[#list + 1] = kind end
  local most, k1, k2, k3, k4, k5 = #list, table.unpack(list)
  return function(...)
    local n, a1, a2, a3, a4, a5 = select("#", ...), ...
    if k1 then a1 = check(name, 1, k1, a1, n) end
    if k2 then a2 = check(name, 2, k2, a2, n) end
    if k3 then a3 = check(name, 3, k3, a3, n) end
    if k4 then a4 = check(name, 4, k4, a4, n) end
    if k5 then a5 = check(name, 5, k5, a5, n) end
    if n > most then base.toomany(name, most, n, 2) end
    return f(a1, a2, a3, a4, a5)
  end
end
local checked = base.checked

-- Rows of calls to S: name = { types, function, info }; info is a number for an argument, or a word.
function base.calls(M, rows)
  for name, row in pairs(rows) do
    local f, info = row[2], row[3]
    local at = type(info) == "number" and info
    M[name] = checked(name, row[1], function(...)
      return result(at and (select(at, ...)) or info, f(...))
    end)
  end
end

-- Rows of other functions: name = { types, function }.
function base.functions(M, rows)
  for name, row in pairs(rows) do M[name] = checked(name, row[1], row[2]) end
end

-- A field of a table that is argument i: of this type, or when it may be missing the default.
function base.field(name, i, t, key, kind, def)
  local v = t[key]
  if v == nil and def ~= nil then return def end
  local good = kinds[kind][2](v)
  if good == nil or type(v) == "boolean" then
    argerror(name, i, ("%s expected for field '%s', got %s"):format(kinds[kind][1], key, v == nil and "no value" or
      type(v)),
      3)
  end
  return good
end

-- No other fields than these words are in a table that is argument i.
function base.fields(name, i, t, words)
  words = " " .. words .. " "
  for key in pairs(t) do
    if type(key) ~= "string" then argerror(name, i, "invalid " .. type(key) .. " field name", 3) end
    if not words:find(" " .. key .. " ", 1, true) then
      argerror(name, i, "invalid field name '" .. key .. "'", 3)
    end
  end
end

-- Tables that tell what they are.
function base.typed(name)
  local meta = { _type = name }
  return function(t) return setmetatable(t, meta) end
end

return base
