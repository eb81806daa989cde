-- The harness of the tests in Lua: each result is a line of TAP, done() ends with the plan. A test that stops early
-- has no plan, and so fails. Used as: local t = dofile((arg[0]:match("^.*/") or "") .. "tap.lua")
local t = {}
local count, failed = 0, 0

-- What this machine is like, as Lua says at the head of what it compiles: bytes of a size_t (which a pointer and a
-- long have, too), and whether the least byte of a number comes first.
do
	local head = string.dump(function() end)
	t.word, t.little = head:byte(9), head:byte(7) == 1
end

local function show(v)
	return type(v) == "string" and ("%q"):format(v) or tostring(v)
end

-- Lines for a person, behind a failure.
local function note(s)
	print("# " .. s:gsub("\n", "\n# "))
end

local function result(good, name)
	count = count + 1
	if not good then failed = failed + 1 end
	print(("%s %d - %s"):format(good and "ok" or "not ok", count, (name:gsub("[#\n]", " "))))
	if not good then
		local at = debug.getinfo(3, "Sl")
		note(("%s:%d"):format(at.short_src, at.currentline))
	end
	return good
end

-- v is neither nil nor false.
function t.ok(v, name)
	local good = result(v, name) -- not a tail call: result() looks for the caller
	return good
end

-- The same value, by rawequal; NaN is the same as NaN.
function t.is(got, want, name)
	local good = result(rawequal(got, want) or got ~= got and want ~= want, name)
	if not good then note("got " .. show(got) .. ", expected " .. show(want)) end
	return good
end

-- The packed results (of table.pack) are exactly these values, nil ones counted.
function t.results(got, name, ...)
	local want, texts = table.pack(...), { {}, {} }
	local good = got.n == want.n
	for i = 1, math.max(got.n, want.n) do
		good = good and rawequal(got[i], want[i])
		if i <= got.n then texts[1][i] = show(got[i]) end
		if i <= want.n then texts[2][i] = show(want[i]) end
	end
	result(good, name)
	if not good then note("got " .. table.concat(texts[1], ", ") .. "; expected " .. table.concat(texts[2], ", ")) end
	return good
end

-- What a call gave is nil, an error object and its number, and the error is this one ("NOENT").
function t.fails(sym, name, v, err, code, ...)
	local good = result(v == nil and err and err[sym] and code == err.errno and select("#", ...) == 0, name)
	if not good then note("got " .. show(v) .. ", " .. show(err) .. ", " .. show(code) .. "; expected nil, " .. sym) end
	return good
end

-- What a call gave is no failure; gives it back.
function t.works(name, v, err, ...)
	local good = result(v ~= nil and v ~= false, name)
	if not good then note("got " .. show(v) .. ", " .. show(err)) end
	return v, err, ...
end

-- f(...) raises a message that contains this text.
function t.raises(text, name, f, ...)
	local returned, msg = pcall(f, ...)
	local good = result(not returned and tostring(msg):find(text, 1, true), name)
	if not good then note(returned and "no error" or "the error was " .. show(msg)) end
	return good
end

-- f(...) in a child process, and what it returned there: strings, numbers, booleans, nil. An error there is one here.
function t.child(f, ...)
	local S = require "syscall"
	local _, _, r, w = assert(S.pipe("cloexec"))
	local pid = assert(S.fork())
	if pid == 0 then
		local got, texts = table.pack(pcall(f, ...)), {}
		for i = 1, got.n do
			local v = got[i]
			texts[i] = type(v) == "number" and ("%.17g"):format(v) or type(v) == "boolean" and tostring(v) or
				v ~= nil and ("%q"):format(tostring(v)) or "nil"
		end
		S.write(w, ("return %d, %s"):format(got.n, table.concat(texts, ", ")))
		S._exit(0)
	end
	w:close()
	local text = {}
	repeat
		local part = assert(S.read(r))
		text[#text + 1] = part
	until part == ""
	r:close()
	local _, _, status = assert(S.waitpid(pid))
	local got = table.pack(assert(load(table.concat(text)))())
	if got.n == 0 then error("the child ended with status " .. status.status, 2) end
	if not got[2] then error(got[3], 2) end
	return table.unpack(got, 3, got[1] + 1)
end

-- The text of a file, empty when there is none.
function t.slurp(path)
	local f = io.open(path)
	local text = f and f:read("*a")
	if f then f:close() end
	return text or ""
end

-- How many descriptors are open, told by trying: there is no /proc in every place where tests run.
function t.open_fds()
	local S = require "syscall"
	collectgarbage()
	collectgarbage()
	local n = 0
	for fd = 0, 1023 do
		if S.fstat(fd) then n = n + 1 end
	end
	return n
end

-- What f(...) gives once it is not interrupted: some calls are by whatever stops the process and lets it go on.
function t.again(f, ...)
	local r
	repeat r = table.pack(f(...)) until r[1] ~= nil or not r[2] or not r[2].INTR
	return table.unpack(r, 1, r.n)
end

-- This machine cannot show it, for this reason.
function t.skip(name, reason)
	count = count + 1
	print(("ok %d - %s # SKIP %s"):format(count, name, reason))
end

-- To be called last.
function t.done()
	print("1.." .. count)
	os.exit(failed == 0)
end

return t
