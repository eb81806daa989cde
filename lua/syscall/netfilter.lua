-- The kernel's packet filter, as the options of raw sockets show it.
local S = require "syscall"
local t, c = S.t, S.c

local netfilter = {}

-- The two families have their own protocol and number of the option that tells of a target's revisions.
local revision_of_target = {
  [c.AF.INET] = { c.IPPROTO.IP, 67 }, -- IPT_SO_GET_REVISION_TARGET
  [c.AF.INET6] = { c.IPPROTO.IPV6, 69 }, -- IP6T_SO_GET_REVISION_TARGET
}

-- netfilter.socket([family = "inet"]) -> fd
function netfilter.socket(family)
  return S.socket(family or "inet", "raw, cloexec", "raw")
end

-- netfilter.version([family = "inet"]) -> the highest revision of the standard target that the kernel knows
function netfilter.version(family)
  family = c.AF[family or "inet"]
  local option = revision_of_target[family]
  if not option then error("inet or inet6 expected", 2) end
  local sock, err, errno = netfilter.socket(family)
  if not sock then return nil, err, errno end
  local rev = t.xt_get_revision()
  local r
  r, err, errno = sock:getsockopt(option[1], option[2], rev)
  sock:close()
  if not r then return nil, err, errno end
  return r == rev and 0 or r
end

return netfilter
