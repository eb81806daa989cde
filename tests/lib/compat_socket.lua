-- Run by luasocket and by lsys, this says the same of both: a line for a call, with its results.
local socket = require "socket"
local unix = require "socket.unix"

local function brief(v)
	if type(v) == "table" and not v.getfd then
		local parts, keys = {}, {}
		for k in pairs(v) do keys[#keys + 1] = k end
		table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
		for i, k in ipairs(keys) do parts[i] = brief(k) .. "=" .. brief(v[k]) end
		return "{" .. table.concat(parts, " ") .. "}"
	end
	if type(v) == "table" or type(v) == "userdata" then return (tostring(v):gsub(": .*", "")) end
	return type(v) == "string" and ("%q"):format(v) or tostring(v)
end

-- The number of a port is another one in each run; a number in some of luasocket's results, text in others.
local ports = { ["0"] = "0" }
local function show(name, ok, ...)
	local r = table.pack(...)
	for i = 1, r.n do r[i] = ports[tostring(r[i])] or brief(r[i]) end
	if not ok then
		r[1] = r[1]:gsub("^\"[^ ]*%.lua:%d+: ", "\""):gsub("bad argument #%d+ to '[^']*'", "bad argument"):gsub(
			"calling '[^']*' on bad self", "bad argument")
	end
	print(name, ok and "ok" or "raised", table.concat(r, ", "))
end

local function call(name, f, ...) show(name, pcall(f, ...)) end

local function method(o, name, ...) call(name, o[name], o, ...) end

local function names(t)
	local list = {}
	for k, v in pairs(t) do
		if type(k) == "string" then list[#list + 1] = k .. ":" .. type(v) end
	end
	table.sort(list)
	return table.concat(list, " ")
end
print(names(socket))
print(names(socket.dns))
print(names(unix))

-- Streams
local server = assert(socket.bind("127.0.0.1", 0))
local _, port = server:getsockname()
ports[tostring(port)] = "PORT"
method(server, "getsockname")
method(server, "getfamily")
method(server, "send", "x")
method(server, "receive")
method(server, "listen")
method(server, "bind", "127.0.0.1", 0)
server:settimeout(0)
method(server, "accept")
method(server, "gettimeout")
server:settimeout(5)
local client = assert(socket.connect("127.0.0.1", port))
local peer = assert(server:accept())
local _, cport = client:getsockname()
ports[tostring(cport)] = "CPORT"
print(brief(server), brief(client), brief(peer), brief(socket.tcp()), brief(socket.udp()))
method(peer, "getpeername")
method(client, "getpeername")
method(client, "getsockname")
method(peer, "dirty")

local function sent(...) call("send", client.send, client, ...) end
sent("hello\r\nworld\nre\rst\r\n12345")
method(peer, "receive")
method(peer, "receive", "*l", "pre:")
method(peer, "receive", "*l")
method(peer, "receive", 2)
method(peer, "receive", 5, "12")
method(peer, "dirty")
sent("67890", 2, 3)
sent("67890", -2)
sent("67890", 4, 2)
sent("67890", 10)
sent("67890", 0, 100)
method(peer, "receive", 2)
method(peer, "receive", 0)
method(peer, "receive", 7)
peer:settimeout(0.05)
method(peer, "receive", 10)
method(peer, "receive", "*a")
method(peer, "receive")
method(peer, "receive", "nope")
method(peer, "receive", -1)
method(peer, "receive", {})
peer:settimeout(0.05, "t")
method(peer, "gettimeout")
method(peer, "receive", 1)
method(peer, "settimeout", 1, "q")
peer:settimeout()
peer:settimeout(nil, "t")
call("stats", function()
	local got, put, age = peer:getstats()
	return got, put, age > 0
end)
call("setstats", function() return peer:setstats(1, 2, 3), (peer:getstats()) end)
sent("the end")
method(client, "shutdown", "send")
method(client, "shutdown", "nope")
method(peer, "receive", "*a")
method(peer, "receive", "*a")
method(peer, "receive", "*l")
method(peer, "receive", 1)
method(peer, "send", "back")
method(client, "receive", 4)
method(peer, "close")
method(client, "receive", 1)
method(client, "close")
method(client, "close")
method(client, "receive", 1)
method(client, "send", "x")
method(client, "getfd")
method(client, "getsockname")
method(client, "setoption", "keepalive", true)

-- More than fits anywhere: partly sent, then a limit of time
client = assert(socket.connect("127.0.0.1", port))
peer = assert(server:accept())
client:settimeout(0.05)
call("send much", function()
	local n, why, part = client:send(("x"):rep(2 ^ 25))
	return n, why, part > 0 and part < 2 ^ 25
end)
peer:close()
client:settimeout(2)
call("send to nobody", function()
	local n, why
	repeat n, why = client:send(("x"):rep(100000)) until not n
	return why
end)
client:close()

-- Options
client = assert(socket.connect("localhost", port))
for _, o in ipairs { "keepalive", "reuseaddr", "tcp-nodelay", "reuseport" } do
	method(client, "getoption", o)
	method(client, "setoption", o, true)
	method(client, "getoption", o)
	method(client, "setoption", o, 1)
end
for _, o in ipairs { "tcp-keepidle", "tcp-keepcnt", "tcp-keepintvl" } do
	method(client, "setoption", o, 7)
	method(client, "getoption", o)
end
method(client, "getoption", "linger")
method(client, "setoption", "linger", { on = true, timeout = 5 })
method(client, "getoption", "linger")
method(client, "setoption", "linger", true)
method(client, "setoption", "linger", {})
method(client, "getoption", "error")
method(client, "getoption", "nope")
method(client, "setoption", "nope", 1)
client:close()

-- Failures
call("refused", socket.connect, "127.0.0.1", 1)
call("no host", socket.connect, "no such host", 1)
call("no port", socket.connect, "127.0.0.1", "no such service")
call("bad family", socket.connect, "127.0.0.1", port, nil, nil, "nope")
call("connect", function() return (socket.connect("127.0.0.1", port, "127.0.0.1", 0)) end)
call("connect4", function() return (socket.connect4("127.0.0.1", port)) end)
call("in use", function()
	local t = socket.tcp4()
	return t:bind("127.0.0.1", port), select(2, t:bind("127.0.0.1", port))
end)
call("connect to server", function()
	local t = socket.tcp()
	return t:connect("127.0.0.1", port), tostring(t):match("^[^:]*"), t:connect("127.0.0.1", port)
end)
call("connect bad", function() return socket.tcp():connect() end)
call("unbound", function() return socket.tcp():getsockname() end)
call("listen unbound", function() return socket.tcp():listen() end)
call("tcp4", function() return socket.tcp4():getsockname() end)

-- select
client = assert(socket.connect("127.0.0.1", port))
repeat peer = assert(server:accept()) until peer:getpeername() and
	tostring(select(2, peer:getpeername())) == tostring(select(2, client:getsockname()))
call("select", function()
	local r, w, why = socket.select({ peer }, { client }, 1)
	return #r, w[1] == client, w[client], why
end)
call("select none", function()
	local r, w, why = socket.select({ peer }, nil, 0.01)
	return #r, #w, why
end)
client:send("a\nb\n")
call("select ready", function()
	local r, _, why = socket.select({ peer, server }, {}, 1)
	return #r, r[1] == peer, r[peer], why
end)
peer:receive()
call("select dirty", function()
	local r, w, why = socket.select({ server, peer }, { client }, 10)
	return #r, r[1] == peer, r[peer], w[1] == client, why
end)
call("select others", function()
	local o = { getfd = function() return client:getfd() end }
	local _, w = socket.select(nil, { o }, 1)
	return w[1] == o
end)
call("select bad", socket.select, 1, nil, 0)
call("setfd", function()
	local t = socket.tcp()
	t:setfd(client:getfd())
	local same = t:getfd() == client:getfd()
	t:setfd(-1)
	return same, t:getfd()
end)
client:close()
peer:close()

-- Sinks, sources, exceptions
client = assert(socket.connect("127.0.0.1", port))
peer = assert(server:accept())
call("sink", function()
	local sink = socket.sink("close-when-done", client)
	return sink("some text"), sink("more"), sink(nil)
end)
call("source", function()
	local source, parts = socket.source("by-length", peer, 4), {}
	for part in source do parts[#parts + 1] = part end
	return table.concat(parts, "|")
end)
call("source", function()
	local source, parts = socket.source("until-closed", peer), {}
	for part in source do parts[#parts + 1] = part end
	return table.concat(parts, "|")
end)
call("sink none", socket.sink, "nope", client)
call("try", socket.try, 1, 2, 3)
call("try none", function() return pcall(socket.try, nil, "why") end)
local finished
local try = socket.newtry(function() finished = true end)
call("protect", socket.protect(function() return try(nil, "why", 2) end))
call("finalizer", function() return finished end)
call("protect", socket.protect(function(...) return ... end), 1, nil, 3)
call("protect error", socket.protect(function() error("other", 0) end))
call("protect yields", coroutine.wrap(socket.protect(function() return try(coroutine.yield(1)) end)))
call("skip", socket.skip, 1, "a", "b")
call("skip all", socket.skip, 5, "a", "b")
call("gettime", function() return math.abs(socket.gettime() - os.time()) < 5 end)
call("sleep", socket.sleep, 0.001)
call("sleep", socket.sleep, -1)
call("sleep bad", socket.sleep)

-- Datagrams
local udp, udp2 = socket.udp(), socket.udp4()
method(udp, "setsockname", "127.0.0.1", 0)
local _, uport = udp:getsockname()
ports[tostring(uport)] = "UPORT"
method(udp, "getsockname")
method(udp2, "sendto", "datagram", "127.0.0.1", uport)
call("receivefrom", function()
	local data, host, from = udp:receivefrom()
	return data, host, type(from)
end)
method(udp2, "sendto", "cut short", "127.0.0.1", uport)
method(udp, "receive", 3)
method(udp2, "sendto", "", "127.0.0.1", uport)
method(udp, "receive")
method(udp2, "sendto", "x", "localhost", uport)
method(udp2, "send", "x")
method(udp2, "getpeername")
method(udp2, "setpeername", "127.0.0.1", uport)
print(brief(udp2))
method(udp2, "getpeername")
method(udp2, "send", "connected")
method(udp2, "sendto", "x", "127.0.0.1", uport)
method(udp, "receive")
method(udp2, "setpeername", "*")
print(brief(udp2))
udp:settimeout(0.01)
method(udp, "receive")
method(udp, "receivefrom")
for _, o in ipairs { "broadcast", "dontroute", "reuseaddr", "ip-multicast-loop" } do
	method(udp, "getoption", o)
	method(udp, "setoption", o, true)
	method(udp, "getoption", o)
end
method(udp, "setoption", "ip-multicast-ttl", 3)
method(udp, "getoption", "ip-multicast-if")
method(udp, "setoption", "ip-multicast-if", "127.0.0.1")
method(udp, "getoption", "ip-multicast-if")
method(udp, "setoption", "ip-add-membership", { multiaddr = "224.0.0.251", interface = "127.0.0.1" })
method(udp, "setoption", "ip-drop-membership", { multiaddr = "224.0.0.251", interface = "127.0.0.1" })
method(udp, "setoption", "ip-add-membership", { multiaddr = "x", interface = "*" })
method(udp, "dirty")
method(udp, "close")
method(udp, "receive")

-- Names
call("toip", socket.dns.toip, "127.0.0.1")
call("toip", function() return (socket.dns.toip("localhost")) end)
call("tohostname", function() return (socket.dns.tohostname("127.0.0.1")) end)
call("getaddrinfo", socket.dns.getaddrinfo, "127.0.0.1")
call("getaddrinfo", socket.dns.getaddrinfo, "::1")
call("getaddrinfo bad", socket.dns.getaddrinfo, "no such host")
call("getnameinfo", socket.dns.getnameinfo, "127.0.0.1", "80")
call("getnameinfo bad", socket.dns.getnameinfo)
call("gethostname", socket.dns.gethostname)

-- Of the machine itself
local s, c = unix.stream(), unix()
method(s, "bind", "stream.sock")
method(s, "listen")
method(s, "getsockname")
method(c, "connect", "stream.sock")
call("accept", function()
	local p = s:accept()
	p:send("line\nrest")
	p:close()
	return brief(p), c:receive(), c:receive("*a")
end)
method(unix.stream(), "connect", "none.sock")
method(unix.stream(), "connect", ("x"):rep(200))
method(s, "setoption", "reuseaddr", true)
local d, e = unix.dgram(), unix.udp()
method(d, "bind", "dgram.sock")
method(e, "sendto", "dg", "dgram.sock")
method(d, "receivefrom")
method(e, "connect", "dgram.sock")
method(e, "send", "dg2")
method(d, "receive")
method(e, "sendto", "x", "none.sock")
print(brief(s), brief(c), brief(d), brief(e))
