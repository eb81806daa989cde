-- Tracepoints and probes: what perf_event_open(2) needs from tracefs.
local S = require "syscall"

local perf = {}

local roots = { "/sys/kernel/tracing/", "/sys/kernel/debug/tracing/" }

-- The text of the first of these files that can be read; nil, error, errno of the last.
local function read_first(paths)
  local fd, err, errno
  for _, path in ipairs(paths) do
    fd, err, errno = S.open(path, "rdonly, cloexec")
    if fd then
      local text
      text, err, errno = fd:read(nil, 4096)
      fd:close()
      if text then return text end
    end
  end
  return nil, err, errno
end

-- S.perf_tracepoint(path) -> number. path: "sched/sched_switch", or the whole of it.
function perf.perf_tracepoint(path)
  if type(path) ~= "string" then error("bad argument #1 to 'perf_tracepoint' (string expected)", 2) end
  path = path:gsub("/id$", "")
  local paths = {}
  if path:sub(1, 1) == "/" then
    paths[1] = path .. "/id"
  else
    for n, root in ipairs(roots) do paths[n] = root .. "events/" .. path .. "/id" end
  end
  local text, err, errno = read_first(paths)
  if not text then return nil, err, errno end
  return tonumber(text)
end

-- Appends a line to a control file of tracefs. true; nil, error, errno.
local function command(file, line)
  local fd, err, errno
  for _, root in ipairs(roots) do
    fd, err, errno = S.open(root .. file, "wronly, append, cloexec")
    if fd then break end
  end
  if not fd then return nil, err, errno end
  local n
  n, err, errno = fd:write(line)
  fd:close()
  if not n then return nil, err, errno end
  return true
end

-- S.perf_probe(type, name, [definition], [retval]) -> number of its tracepoint
-- Without a definition the probe is removed: true.
function perf.perf_probe(kind, name, definition, retval)
  if kind ~= "kprobe" and kind ~= "uprobe" then
    error("bad argument #1 to 'perf_probe' (kprobe or uprobe expected)", 2)
  end
  local group = kind .. "s"
  if not definition then return command(kind .. "_events", ("-:%s/%s\n"):format(group, name)) end
  local line = ("%s:%s/%s %s\n"):format(retval and "r" or "p", group, name, definition)
  local ok, err, errno = command(kind .. "_events", line)
  if not ok then return nil, err, errno end
  return perf.perf_tracepoint(group .. "/" .. name)
end

-- S.perf_attach_tracepoint(tp, [pid = -1], [cpu = 0], [group_fd = -1], [attrs]) -> t.perf_reader
-- pid -1 is every process.
function perf.perf_attach_tracepoint(tp, pid, cpu, group, attrs)
  local attr = S.t.perf_event_attr {
    type = "tracepoint", config = tp, sample_period = 1, sample_type = "raw", wakeup_events = 1,
  }
  for name, value in pairs(attrs or {}) do attr[name] = value end
  local fd, err, errno = S.perf_event_open(attr, pid or -1, cpu or (not pid or pid == -1) and 0 or -1, group)
  if not fd then return nil, err, errno end
  return S.t.perf_reader(fd)
end

return perf
