-- S.xattr and its like: all extended attributes of a file as one table.
local S = require "syscall"

-- All of them. One that is removed by another between listing and reading is none.
local function read_all(list, get, target)
  local names, err, code = list(target)
  if not names then return nil, err, code end
  local values = {}
  for _, name in ipairs(names) do
    local value, e, n = get(target, name)
    if not value and not e.NODATA then return nil, e, n end
    values[name] = value
  end
  return values
end

-- Makes them equal to the table: what differs is set, what is not in it removed.
local function make_equal(list, get, set, remove, target, values)
  local old, err, code = read_all(list, get, target)
  if not old then return nil, err, code end
  for name, value in pairs(values) do
    if old[name] ~= value then
      local ok, e, n = set(target, name, value)
      if not ok then return nil, e, n end
    end
  end
  for name in pairs(old) do
    if values[name] == nil then
      local ok, e, n = remove(target, name)
      if not ok and not e.NODATA then return nil, e, n end
    end
  end
  return true
end

local function of(prefix)
  local list, get = S[prefix .. "listxattr"], S[prefix .. "getxattr"]
  local set, remove = S[prefix .. "setxattr"], S[prefix .. "removexattr"]
  return function(target, values)
    if values == nil then return read_all(list, get, target) end
    if type(values) ~= "table" then
      error(("bad argument #2 to '%sxattr' (table expected, got %s)"):format(prefix, type(values)), 2)
    end
    return make_equal(list, get, set, remove, target, values)
  end
end

return { xattr = of "", lxattr = of "l", fxattr = of "f" }
