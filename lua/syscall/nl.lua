-- S.nl: network interfaces. Each is a table of what "lsys ifinfo --json" reports; the shorter names that scripts for
-- other libraries use are looked up beside it.
local core = require "syscall.nl.core"

local typenames = {
  ether = "Ethernet", loopback = "Local Loopback", infiniband = "InfiniBand", ppp = "Point-to-Point Protocol",
  ipip = "IPIP Tunnel", tunnel6 = "IPv6 Tunnel", sit = "IPv6-in-IPv4", gre = "GRE over IPv4", ip6gre = "GRE over IPv6",
  none = "UNSPEC", can = "Controller Area Network", slip = "Serial Line IP", ieee80211 = "IEEE 802.11",
}

local function of_family(i, family)
  local t = {}
  for _, a in ipairs(i.addresses or {}) do
    if a.family == family then t[#t + 1] = a end
  end
  return t
end

local aliases = {
  name = function(i) return rawget(i, "ifname") end,
  index = function(i) return rawget(i, "ifindex") end,
  macaddr = function(i) return rawget(i, "address") end,
  stats = function(i) return rawget(i, "stats64") end,
  inet = function(i) return of_family(i, "inet") end,
  inet6 = function(i) return of_family(i, "inet6") end,
  typename = function(i) return typenames[i.type] or "unknown " .. tostring(rawget(i, "type")) end,
  loopback = function(i) return rawget(i, "type") == "loopback" end,
  ether = function(i) return rawget(i, "type") == "ether" end,
}

-- 3.1 KiB
local function scaled(n)
  local units, u = { "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" }, 1
  while n >= 1024 and units[u + 1] do n, u = n / 1024, u + 1 end
  return (u == 1 and "%d %s" or "%.1f %s"):format(n, units[u])
end

local function netmask(prefixlen)
  local t = {}
  for _ = 1, 4 do
    local bits = math.max(0, math.min(8, prefixlen))
    t[#t + 1] = 256 - 2 ^ (8 - bits)
    prefixlen = prefixlen - 8
  end
  return table.concat(t, ".")
end

-- Names come from outside: nothing in them may command a terminal.
local function plain(s)
  return (tostring(s):gsub("[%c\127-\255]", function(ch) return ("\\x%02x"):format(ch:byte()) end))
end

local function describe(i)
  local lines, s = {}, i.stats64 or {}
  local function put(text) lines[#lines + 1] = (" "):rep(10) .. text end

  put("Link encap:" .. plain(i.typename) .. (i.ether and i.address and "  HWaddr " .. i.address or ""))
  lines[1] = ("%-9s"):format(plain(i.ifname)) .. lines[1]:sub(10)
  for _, a in ipairs(i.inet) do
    local own, peer = a["local"] or a.address, a["local"] ~= a.address and a.address
    put("inet addr:" .. own .. (peer and "  P-t-P:" .. peer or "") ..
      (a.broadcast and "  Bcast:" .. a.broadcast or "") .. "  Mask:" .. netmask(a.prefixlen))
  end
  for _, a in ipairs(i.inet6) do
    put("inet6 addr: " .. (a["local"] or a.address) .. "/" .. a.prefixlen .. " Scope:" .. a.scope)
  end
  put(tostring(i.flags or ""):upper():gsub(",", "") .. "  MTU:" .. tostring(i.mtu))
  put(("RX packets:%s errors:%s dropped:%s overruns:%s frame:%s"):format(s.rx_packets, s.rx_errors, s.rx_dropped,
    s.rx_over_errors, s.rx_frame_errors))
  put(("TX packets:%s errors:%s dropped:%s overruns:%s carrier:%s"):format(s.tx_packets, s.tx_errors, s.tx_dropped,
    s.tx_fifo_errors, s.tx_carrier_errors))
  put(("collisions:%s txqueuelen:%s"):format(s.collisions, i.txqlen))
  put(("RX bytes:%s (%s)  TX bytes:%s (%s)"):format(s.rx_bytes, scaled(s.rx_bytes or 0), s.tx_bytes,
    scaled(s.tx_bytes or 0)))
  return table.concat(lines, "\n") .. "\n"
end

local interface = {
  __index = function(i, key)
    local f = aliases[key]
    return f and f(i)
  end,
  __tostring = describe,
}

local interfaces = {
  __tostring = function(list)
    local t = {}
    for n, i in ipairs(list) do t[n] = describe(i) end
    return table.concat(t, "\n")
  end,
}

local methods = {}
-- list["eth0"], list:refresh(); an interface called like a method is found by its place in the list.
interfaces.__index = function(list, key)
  if methods[key] then return methods[key] end
  for _, i in ipairs(list) do
    if i.ifname == key then return i end
    for _, alt in ipairs(i.altnames or {}) do
      if alt == key then return i end
    end
  end
end

local nl = {}

-- nl.interfaces() -> list of interfaces, found by number and by name; prints like ifconfig. nil, error, errno.
function nl.interfaces()
  local list, err, errno = core.interfaces()
  if not list then return nil, err, errno end
  for _, i in ipairs(list) do setmetatable(i, interface) end
  return setmetatable(list, interfaces)
end

-- nl.interface(name or index) -> the interface, asked from the kernel alone. nil, error, errno.
function nl.interface(which)
  local i, err, errno = core.interface(which)
  if not i then return nil, err, errno end
  return setmetatable(i, interface)
end

-- list:refresh() -> the list, read again in place.
function methods.refresh(list)
  local new, err, errno = nl.interfaces()
  if not new then return nil, err, errno end
  for n = 1, math.max(#list, #new) do list[n] = new[n] end
  return list
end

return nl
