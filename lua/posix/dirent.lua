local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.dirent"

local function open(name, path)
  local fd, err = S.open(path, "directory, rdonly, cloexec")
  if not fd then base.argerror(name, 1, path .. ": " .. tostring(err), 3) end
  return fd
end

-- The names in an open directory, one after the other; then it is closed.
local function names(fd)
  local entries
  return function()
    while fd do
      local entry = entries and entries()
      if entry then return entry.name end
      entries = fd:getdents()
      if not entries then
        fd:close()
        fd = nil
      end
    end
  end
end

base.functions(M, {
  dir = { "?s", function(path)
    local list = {}
    for name in names(open("dir", path or ".")) do list[#list + 1] = name end
    return list, #list
  end },
  files = { "?s", function(path) return names(open("files", path or ".")) end },
})
return M
