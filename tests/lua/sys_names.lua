-- Names of hosts, services, users and groups, with files of our own in their places.
local tap = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local S = require "syscall"
local c = S.c

-- Numbers need no files
local list = tap.works("getaddrinfo", S.getaddrinfo("127.0.0.1", 80, { family = "inet", socktype = "stream" }))
tap.is(#list, 1, "one address")
tap.is(tostring(list[1].addr.addr), "127.0.0.1", "its address")
tap.is(list[1].addr.port, 80, "its port")
tap.is(list[1].family, c.AF.INET, "its family")
tap.is(list[1].socktype, c.SOCK.STREAM, "its type")
tap.is(list[1].protocol, c.IPPROTO.TCP, "its protocol")
list = S.getaddrinfo("::1", "53", { socktype = "dgram", flags = "numerichost, numericserv" })
tap.is(tostring(list[1].addr.addr), "::1", "an address of IPv6")
list = S.getaddrinfo(nil, "1", { family = "inet", socktype = "stream", flags = "passive" })
tap.is(tostring(list[1].addr.addr), "0.0.0.0", "passive without a host")
tap.results(table.pack(S.getnameinfo(S.t.sockaddr_in(8080, "10.1.2.3"), "numerichost, numericserv")), "getnameinfo",
	"10.1.2.3",
	"8080")

local r = table.pack(S.getaddrinfo("not numeric", nil, { flags = "numerichost" }))
tap.is(r[1], nil, "no address")
tap.ok(type(r[2]) == "string" and #r[2] > 0, "why, as text")
tap.is(r[3], c.EAI.NONAME, "and as a number")
tap.is(select(3, S.getnameinfo(S.t.sockaddr_in(1, "192.0.2.1"), "namereqd, numericserv")) ~= nil, true,
	"an address without a name")
tap.raises("host or service expected", "neither host nor service", S.getaddrinfo)
tap.raises("string expected", "a host that is none", S.getaddrinfo, {})
tap.raises("table expected", "hints that are none", S.getaddrinfo, "x", nil, 1)
tap.raises("nope", "a hint that is none", S.getaddrinfo, "x", nil, { family = "nope" })
tap.raises("address expected", "an address that is none", S.getnameinfo, "x")

-- Files: in a mount namespace, so that nobody else sees them
local function with_files(f)
	return tap.child(function()
		if not S.unshare("newns") then return "skip" end
		S.mount("none", "/", nil, "rec, private")
		if not S.mount("none", "/etc", "tmpfs") then return "skip" end
		local files = {
			hosts = "192.0.2.7 seven.example seven\n2001:db8::7 seven.example\n127.0.0.1 localhost\n", passwd =
			"root:x:0:0:Root:/root:/bin/sh\nann:y:1234:77:Ann,,:/home/ann:/bin/ann\n",
			group = "root:x:0:\nfriends:z:77:ann,bob\n", services = "odd 4242/tcp\n", ["nsswitch.conf"] =
			"passwd: files\ngroup: files\nhosts: files\nservices: files\n",
		}
		for name, text in pairs(files) do
			if not S.util.writefile("/etc/" .. name, text, "0644") then return "skip" end
		end
		return f()
	end)
end

local function compare(name, f, ...)
	local got = table.pack(with_files(f))
	if got[1] == "skip" then
		tap.skip(name, "no privilege to mount")
	else
		tap.results(got, name, ...)
	end
end

compare("a host of a file", function()
	local l = S.getaddrinfo("seven", "odd", { family = "inet", socktype = "stream", flags = "canonname" })
	return tostring(l[1].addr.addr), l[1].addr.port, l[1].canonname
end, "192.0.2.7", 4242, "seven.example")
compare("of IPv6", function()
	local l = S.getaddrinfo("seven.example", nil, { family = "inet6", socktype = "stream" })
	return #l, tostring(l[1].addr.addr)
end, 1, "2001:db8::7")
compare("a name of an address", function() return S.getnameinfo(S.t.sockaddr_in(4242, "192.0.2.7")) end,
	"seven.example", "odd")
compare("getpwnam", function()
	local p = S.getpwnam("ann")
	return p.name, p.passwd, p.uid, p.gid, p.gecos, p.dir, p.shell
end, "ann", "y", 1234, 77, "Ann,,", "/home/ann", "/bin/ann")
compare("getpwuid", function() return S.getpwuid(1234).name, S.getpwuid(1235) end, "ann", nil)
compare("getpwnam of nobody", function() return S.getpwnam("nobody") end, nil)
compare("getpwent", function()
	local names = {}
	for _ = 1, 2 do
		S.setpwent()
		for p in S.getpwent do names[#names + 1] = p.name end
		S.endpwent()
	end
	return table.concat(names, " ")
end, "root ann root ann")
compare("getgrnam", function()
	local g = S.getgrnam("friends")
	return g.name, g.passwd, g.gid, table.concat(g.mem, " ")
end, "friends", "z", 77, "ann bob")
compare("getgrgid", function() return S.getgrgid(77).name, #S.getgrgid(0).mem, S.getgrgid(5) end, "friends", 0, nil)
compare("getgrent", function()
	local names = {}
	S.setgrent()
	for g in S.getgrent do names[#names + 1] = g.name end
	S.endgrent()
	return table.concat(names, " ")
end, "root friends")
tap.raises("string expected", "a name that is none", S.getpwnam)
tap.raises("string expected", "a group's that is none", S.getgrnam, {})
tap.raises("number expected", "a number that is none", S.getpwuid, "x")
tap.raises("number expected", "a group's that is none", S.getgrgid, {})

tap.done()
