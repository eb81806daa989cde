/* Memory nodes: which of them memory is taken from, and where it is. */
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/uapi.h"
#include "functions.h"
#include "lsys_lua.h"
#include "mapping.h"
#include "sys/abi.h"
#include "sys/structs.h"

#define NODES (LSYS_CPUS + 1UL) /* the kernel takes one off */

static uint64_t constant(lua_State *L, int i, const char *group)
{
	return lsys_lua_check_const(L, i, lsys_group_named(group), 0);
}

/* The nodes of argument i; without one none. */
static struct lsys_cpu_set *node_set(lua_State *L, int i)
{
	return lua_isnoneornil(L, i) ? NULL : lsys_lua_to(L, i, lsys_lua_kind_of(L, &lsys_cpu_set_record));
}

/* S.set_mempolicy(mode, [nodes]) */
static int l_set_mempolicy(lua_State *L)
{
	const struct lsys_cpu_set *set;
	int mode;

	luaL_checkany(L, 1);
	lua_settop(L, 2);
	mode = (int)constant(L, 1, "MPOL");
	set = node_set(L, 2);
	return lsys_lua_ok(L, syscall(SYS_set_mempolicy, mode, set, set ? NODES : 0UL) < 0 ? -errno : 0);
}

#define MPOL_F_ADDR (1 << 1) /* linux/mempolicy.h */

/* S.get_mempolicy([flags], [mapping]) -> mode, nil, nodes; with "addr" that of a mapping */
static int l_get_mempolicy(lua_State *L)
{
	int flags = (int)constant(L, 1, "MPOL_F"), mode = 0;
	bool of_mapping = flags & MPOL_F_ADDR;
	struct lsys_cpu_set *nodes;
	const void *at;
	size_t length;

	lua_settop(L, 2);
	luaL_argcheck(L, of_mapping == !lua_isnil(L, 2), 2, "a mapping goes with addr, and addr with a mapping");
	at = of_mapping ? lsys_lua_check_mapping(L, 2, 3, &length)->base : NULL;
	nodes = lsys_lua_new(L, lsys_lua_kind_of(L, &lsys_cpu_set_record), 1);
	if (syscall(SYS_get_mempolicy, &mode, nodes, NODES, at, flags) < 0)
		return lsys_lua_fail(L, errno);
	lua_pushinteger(L, mode);
	lua_pushnil(L);
	lua_pushvalue(L, -3);
	return 3;
}

/* S.mbind(mapping, [length], mode, [nodes], [flags]) -> true */
static int l_mbind(lua_State *L)
{
	size_t length = 0;
	const struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 2, &length);
	unsigned long mode = (unsigned long)constant(L, 3, "MPOL");
	unsigned flags = (unsigned)constant(L, 5, "MPOL_MF");
	const struct lsys_cpu_set *set;

	luaL_checkany(L, 3);
	lua_settop(L, 5);
	set = node_set(L, 4);
	return lsys_lua_ok(L, syscall(SYS_mbind, m->base, length, mode, set, set ? NODES : 0UL, flags) < 0 ? -errno : 0);
}

/* S.set_mempolicy_home_node(mapping, [length], node, [flags]) -> true */
static int l_home_node(lua_State *L)
{
	size_t length = 0;
	const struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 2, &length);
	unsigned long node = (unsigned long)lsys_lua_check_i64(L, 3, 0, INT32_MAX);
	unsigned long flags = lua_isnoneornil(L, 4) ? 0 : (unsigned long)lsys_lua_check_i64(L, 4, 0, UINT32_MAX);

	return lsys_lua_ok(L, syscall(__NR_set_mempolicy_home_node, m->base, length, node, flags) < 0 ? -errno : 0);
}

/*
 * S.move_pages(mapping, [nodes], [flags]) -> list: for each page of it the node that it is on, or a negative error. nodes: a
 * list of where each is to go; left out: nothing is moved.
 */
static int l_move_pages(lua_State *L)
{
	size_t length = 0, n;
	const struct lsys_lua_mapping *m = lsys_lua_check_mapping(L, 1, 4, &length);
	int flags = (int)constant(L, 3, "MPOL_MF"), *to = NULL, *status;
	void **pages;
	long r;

	lua_settop(L, 3);
	n = lsys_round_up(length, m->page) / m->page;
	luaL_argcheck(L, n <= INT32_MAX / sizeof(*pages), 1, "too many pages");
	pages = lua_newuserdata(L, (n + 1) * sizeof(*pages));
	status = lua_newuserdata(L, (n + 1) * sizeof(*status));
	if (!lua_isnil(L, 2)) {
		luaL_checktype(L, 2, LUA_TTABLE);
		luaL_argcheck(L, lua_rawlen(L, 2) == n, 2, "a node for each page expected");
		to = lua_newuserdata(L, (n + 1) * sizeof(*to));
	}
	for (size_t i = 0; i < n; i++) {
		pages[i] = m->base + i * m->page;
		status[i] = 0;
		if (!to)
			continue;
		lua_rawgeti(L, 2, (int)i + 1);
		to[i] = (int)lsys_lua_check_i64(L, lua_gettop(L), INT32_MIN, INT32_MAX);
		lua_pop(L, 1);
	}
	r = syscall(SYS_move_pages, 0, (unsigned long)n, pages, to, status, flags);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_createtable(L, (int)n, 0);
	for (size_t i = 0; i < n; i++) {
		lua_pushinteger(L, status[i]);
		lua_rawseti(L, -2, (int)i + 1);
	}
	return 1;
}

/* S.migrate_pages([pid], from, to) -> pages that could not be moved */
static int l_migrate_pages(lua_State *L)
{
	int pid = lua_isnoneornil(L, 1) ? 0 : (int)lsys_lua_check_i64(L, 1, 0, INT32_MAX);
	const struct lsys_cpu_set *from, *to;
	long r;

	luaL_checkany(L, 3);
	lua_settop(L, 3);
	from = node_set(L, 2);
	to = node_set(L, 3);
	luaL_argcheck(L, from && to, from ? 3 : 2, "set of nodes expected");
	r = syscall(SYS_migrate_pages, pid, NODES, from, to);
	if (r < 0)
		return lsys_lua_fail(L, errno);
	lua_pushinteger(L, r);
	return 1;
}

const luaL_Reg lsys_lua_nodes_functions[] = {
	{ "set_mempolicy", l_set_mempolicy }, { "get_mempolicy", l_get_mempolicy }, { "mbind", l_mbind }, { "move_pages", l_move_pages },
	{ "migrate_pages", l_migrate_pages }, { "set_mempolicy_home_node", l_home_node }, { NULL, NULL },
};
