-- S.cgroup: mounting cgroup file systems, and where a process is in them.
local S = require "syscall"

local cgroup = {}

-- cgroup.mount{ target =, [source = "none"], [data], [type = "cgroup"] } -> true
-- A relative target is below /sys/fs/cgroup.
function cgroup.mount(m)
  local target = m.target or m.dir
  if type(target) ~= "string" then error("bad argument #1 to 'mount' (a table with target expected)", 2) end
  if target:sub(1, 1) ~= "/" then target = "/sys/fs/cgroup/" .. target end
  return S.mount(m.source or "none", target, m.type or "cgroup", m.flags, m.data)
end

-- cgroup.cgroups([pid = "self"]) -> id -> { name, path }
-- A line of /proc/PID/cgroup each; id is a string, "0" that of version 2.
function cgroup.cgroups(pid)
  local text, err, errno = S.util.readfile("/proc/" .. tostring(pid or "self") .. "/cgroup")
  if not text then return nil, err, errno end
  local list = {}
  for line in text:gmatch("[^\n]+") do
    local id, name, path = line:match("^(%d+):([^:]*):(.*)$")
    if id then list[id] = { name = name, path = path } end
  end
  return list
end

return cgroup
