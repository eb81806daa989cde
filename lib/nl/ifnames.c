#include "nl/ifnames.h"

#include <string.h>

const char *lsys_ifnames_of(struct lsys_ifnames *n, uint32_t index, char name[16])
{
	unsigned slot = index % LSYS_IFNAMES;

	if (!index || n->slots[slot].index != index) {
		if (!index || lsys_nl_ifname(n->nl, index, name) < 0) {
			name[0] = '\0';
			return name;
		}
		n->slots[slot].index = index;
		memcpy(n->slots[slot].name, name, 16);
	}
	memcpy(name, n->slots[slot].name, 16);
	return name;
}

void lsys_ifnames_forget(struct lsys_ifnames *n)
{
	memset(n->slots, 0, sizeof(n->slots));
}

void lsys_ifnames_resolve(struct lsys_ifnames *n, const struct lsys_record *r, void *obj, bool elsewhere)
{
	for (unsigned i = 0; i < r->n; i++) {
		const struct lsys_field *f = &r->rows[i];
		void *p = (char *)obj + f->off, *o;

		if (f->type < LSYS_T_IFREF || !lsys_has(r, obj, i)) /* the types behind it can hold one */
			continue;
		switch (f->type) {
		case LSYS_T_IFREF: {
			struct lsys_ifref *ref = p;

			if (!ref->index)
				lsys_has_clear(r, obj, i);
			else if (!elsewhere || strcmp(f->name, "link") != 0)
				lsys_ifnames_of(n, ref->index, ref->name);
			break;
		}
		case LSYS_T_REC:
			memcpy(&o, p, sizeof(o));
			lsys_ifnames_resolve(n, f->rec, o, elsewhere);
			break;
		case LSYS_T_VARIANT:
			lsys_ifnames_resolve(n, ((struct lsys_variant *)p)->rec, ((struct lsys_variant *)p)->p, elsewhere);
			break;
		default: /* no list has any */
			break;
		}
	}
}
