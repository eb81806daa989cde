/* System calls as rows say: arguments checked and converted, the call made, its result pushed. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "lsys_lua.h"
#include "lsys_obj.h"

/* A row as it is needed at every call; the upvalue of the function. */
struct call {
	const struct lsys_call *row;
	int n;
	enum lsys_return ret;
	unsigned at;                               /* LSYS_RET_PARAM */
	struct lsys_param p[LSYS_CALL_MAX];
	const struct lsys_lua_kind *kinds[LSYS_CALL_MAX]; /* of struct arguments */
};

#define COUNT_MAX ((int64_t)0x7ffff000) /* the kernel transfers no more at once */

static bool missing(lua_State *L, int i)
{
	return lua_isnoneornil(L, i);
}

/* Text for the kernel: a zero byte would cut it short. */
const char *lsys_lua_check_path(lua_State *L, int i)
{
	size_t len;
	const char *s;

	if (lua_type(L, i) != LUA_TSTRING)
		luaL_argerror(L, i, lua_pushfstring(L, "string expected, got %s", luaL_typename(L, i)));
	s = lua_tolstring(L, i, &len);
	if (strlen(s) != len)
		luaL_argerror(L, i, "has a zero byte in it");
	return s;
}

static int64_t integer(lua_State *L, int i, const struct lsys_param *p)
{
	int64_t v;

	if (p->size == 8)
		return (int64_t)lsys_lua_to_u64(L, i);
	v = lsys_lua_check_i64(L, i, INT32_MIN, UINT32_MAX);
	/* as C would take it: 0xffffffff is -1, and the other way round */
	return p->is_signed ? (int32_t)v : (int64_t)(uint32_t)v;
}

/* The arguments behind what was asked for, from the top of the stack: made objects stay there until the end. */
static void convert(lua_State *L, const struct call *c, int i, union lsys_arg *a, size_t *room, int *where)
{
	const struct lsys_param *p = &c->p[i];
	int arg = i + 1;

	if (p->optional && missing(L, arg) && p->type != LSYS_P_BUF && p->type != LSYS_P_COUNT && p->type != LSYS_P_OUT) {
		a->p = NULL;
		a->i = p->type == LSYS_P_DIRFD ? AT_FDCWD : p->type == LSYS_P_FD ? (p->has_def ? p->def : -1) : p->has_def ? p->def : 0;
		return;
	}
	switch (p->type) {
	case LSYS_P_FD:
		a->i = lsys_lua_check_fd(L, arg);
		break;
	case LSYS_P_DIRFD:
		a->i = lsys_lua_check_dirfd(L, arg);
		break;
	case LSYS_P_PATH:
	case LSYS_P_STR:
		a->p = (void *)(uintptr_t)lsys_lua_check_path(L, arg);
		break;
	case LSYS_P_DATA:
		a->p = lsys_lua_check_bytes(L, arg, false, room);
		break;
	case LSYS_P_BUF:
		if (missing(L, arg)) { /* made when the count is known */
			*room = SIZE_MAX;
			*where = 0;
		} else {
			a->p = lsys_lua_check_bytes(L, arg, true, room);
			*where = arg;
		}
		break;
	case LSYS_P_COUNT:
		if (missing(L, arg))
			a->i = *room != SIZE_MAX ? (int64_t)*room : p->has_def && p->def ? p->def : 4096;
		else
			a->i = lsys_lua_check_i64(L, arg, 0, *room < (size_t)COUNT_MAX ? (int64_t)*room : COUNT_MAX);
		if (*room == SIZE_MAX) {
			a[-1].p = lsys_lua_new(L, &lsys_lua_buffer_kind, (size_t)a->i);
			*room = (size_t)a->i;
			*where = -lua_gettop(L);
		}
		break;
	case LSYS_P_INT:
		a->i = integer(L, arg, p);
		break;
	case LSYS_P_CONST:
		if (missing(L, arg))
			luaL_argerror(L, arg, "constant expected, got nothing");
		a->u = lsys_lua_check_const(L, arg, p->group, (uint64_t)p->def);
		break;
	case LSYS_P_OUT:
		if (missing(L, arg)) {
			a->p = lsys_lua_new(L, c->kinds[i], 1);
			lua_replace(L, arg);
		} else {
			lsys_lua_check(L, arg, c->kinds[i]);
			a->p = lsys_lua_mem(L, lsys_lua_test_obj(L, arg), true); /* not all is written by the kernel, which would refuse */
		}
		break;
	case LSYS_P_BOOL:
		a->i = lua_isboolean(L, arg) ? lua_toboolean(L, arg) : integer(L, arg, p);
		break;
	default:
		a->p = lsys_lua_to(L, arg, c->kinds[i]);
		if (c->kinds[i]->check)
			c->kinds[i]->check(L, a->p, arg);
	}
}

static int push_result(lua_State *L, const struct call *c, int64_t r, int where)
{
	int *fd;

	switch (c->ret) {
	case LSYS_RET_NUMBER:
		lsys_lua_push_i64(L, r);
		return 1;
	case LSYS_RET_FD:
		fd = lua_touserdata(L, -1); /* made before the call, so that no descriptor can be lost */
		*fd = (int)r;
		return 1;
	case LSYS_RET_STRING:
		if (where > 0) {
			lsys_lua_push_i64(L, r);
		} else {
			const struct lsys_lua_obj *o = lsys_lua_test_obj(L, -where);

			lua_pushlstring(L, lsys_lua_mem(L, o, false), (size_t)r);
		}
		return 1;
	case LSYS_RET_NOTHING:
		return 0;
	case LSYS_RET_PARAM:
		lua_pushvalue(L, (int)c->at + 1);
		return 1;
	default:
		lua_pushboolean(L, true);
		return 1;
	}
}

static int l_call(lua_State *L)
{
	const struct call *c = lua_touserdata(L, lua_upvalueindex(1));
	union lsys_arg a[LSYS_CALL_MAX];
	size_t room = 0;
	int where = 0;
	int64_t r;

	lua_settop(L, c->n);
	for (int i = 0; i < c->n; i++)
		convert(L, c, i, &a[i], &room, &where);
	if (c->ret == LSYS_RET_FD)
		lsys_lua_new_fd(L);
	r = c->row->fn(a);
	/* -1 is a number too if the stub says so: peek's, which clears errno then */
	if (r < 0 && !(c->ret == LSYS_RET_NUMBER && (r != -1 || !errno)))
		return lsys_lua_fail(L, errno);
	return push_result(L, c, r, where);
}

void lsys_lua_push_call(lua_State *L, const struct lsys_call *row)
{
	struct call *c = lua_newuserdata(L, sizeof(*c));
	struct lsys_err err;

	*c = (struct call){ .row = row };
	c->n = lsys_call_params(row, c->p, &err);
	if (c->n < 0)
		luaL_error(L, "%s: %s: %s", row->name, err.object, err.msg);
	c->ret = lsys_call_returns(row, c->p, c->n, &c->at);
	for (int i = 0; i < c->n; i++)
		if (c->p[i].rec)
			c->kinds[i] = lsys_lua_kind_of(L, c->p[i].rec);
	lua_pushcclosure(L, l_call, 1);
}
