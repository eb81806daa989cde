/*
 * Packed groups of constants (table/names.h) from a file of rows. Such a file is a list of groups:
 *
 *	CHOICE(lsys_c_seek, "SEEK_")
 *		C("set", SEEK_SET) C("cur", SEEK_CUR)
 *	END
 *
 * BITS(...) is a group of flags, U(...) a row whose value has bit 31 set in an int without being negative, MORE(group)
 * between the rows names the group of further names. A C file includes what defines the values, defines CONSTS_ROWS as
 * the name of the file, and includes this: it reads the rows for the names, for the values and for the groups.
 */
#ifndef LSYS_SYS_CONSTS_PACK_H
#define LSYS_SYS_CONSTS_PACK_H

#include "table/names.h"

#ifdef CONSTS_ROWS

#define GROUP(var, prefix_, flags_) static const char var##_packed[] = ""
#define CHOICE(var, prefix_) GROUP(var, prefix_, false)
#define BITS(var, prefix_) GROUP(var, prefix_, true)
#define C(name, value) name "\0"
#define U(name, value) C(name, value)
#define MORE(var)
#define END ;
#include CONSTS_ROWS

#undef GROUP
#undef C
#undef U
#undef END
#define GROUP(var, prefix_, flags_) static const int64_t var##_values[] = {
#define C(name, value) (int64_t)(value),
#define U(name, value) (int64_t)(uint32_t)(value),
#define END };
#include CONSTS_ROWS

#undef GROUP
#undef C
#undef U
#undef MORE
#define GROUP(var, prefix_, flags_) const struct lsys_names var = { .prefix = prefix_, .packed = var##_packed, \
	.values = var##_values, .n = LSYS_COUNT(var##_values), .flags = flags_,
#define C(name, value)
#define U(name, value)
#define MORE(var) .more = &var,
#include CONSTS_ROWS

#endif
#endif
