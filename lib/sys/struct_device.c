/* Structs of devices: input, vhost. */
#include <linux/input.h>
#include <linux/vhost.h>

#include "sys/structs.h"

#define F(m, ...) FIELD(struct T, m, __VA_ARGS__)

#define T input_id
static const struct lsys_field input_id_rows[] = {
	F(bustype, .group = "BUS", .help = "bus"), F(vendor, .hex = 1, .help = "maker"), F(product, .hex = 1, .help = "product"),
	F(version, .hex = 1, .help = "version"),
};
#undef T
RECORD_FULL(lsys_input_id_record, "input_id", struct input_id, input_id_rows, .help = "what an input device is");

#define T input_absinfo
static const struct lsys_field input_absinfo_rows[] = {
	F(value, .help = "where it is"), F(minimum, .help = "least"), F(maximum, .help = "most"), F(fuzz, .help = "noise that is left out"),
	F(flat, .help = "middle that counts as 0"), F(resolution, .help = "units a millimetre"),
};
#undef T
RECORD_FULL(lsys_input_absinfo_record, "input_absinfo", struct input_absinfo, input_absinfo_rows, .help = "an axis of an input device");

#define T input_keymap_entry
static const struct lsys_field input_keymap_entry_rows[] = {
	F(flags, .help = "how it is asked for"), F(len, .unit = LSYS_U_BYTES, .help = "length of the scan code"),
	F(index, .help = "place in the map"), F(keycode, .help = "key"), ARRAY(struct T, scancode, .help = "scan code"),
};
#undef T
RECORD_FULL(lsys_input_keymap_entry_record, "input_keymap_entry", struct input_keymap_entry, input_keymap_entry_rows,
	.help = "a key of an input device");

/* The time of an event is a timeval where the C library's is the kernel's, else two words. */
#define T input_event
static const struct lsys_field input_event_rows[] = {
	FIELD_AS(struct T, "sec", input_event_sec, .help = "when, seconds"), FIELD_AS(struct T, "usec", input_event_usec, .help = "and microseconds"),
	{ .name = "time", .member = "time", .namelen = 4, .off = offsetof(struct T, input_event_sec),
	  .size = 2 * sizeof(((struct T *)0)->input_event_sec), .type = LSYS_T_ARRAY, .elem = LSYS_TYPE_OF(((struct T *)0)->input_event_sec),
	  .elem_size = sizeof(((struct T *)0)->input_event_sec), .alias = 1, .help = "both" },
	F(type, .group = "EV", .help = "kind of event"), F(code, .help = "which key or axis"), F(value, .help = "how far"),
};
#undef T
static RECORD_FULL(lsys_input_event_record, "input_event", struct input_event, input_event_rows, .help = "an event of an input device");

#define T ff_replay
static const struct lsys_field ff_replay_rows[] = { F(length, .help = "milliseconds"), F(delay, .help = "before it begins") };
#undef T
static RECORD_FULL(lsys_ff_replay_record, "ff_replay", struct ff_replay, ff_replay_rows, .help = "when an effect is played");

#define T ff_trigger
static const struct lsys_field ff_trigger_rows[] = { F(button, .help = "button"), F(interval, .help = "between two, milliseconds") };
#undef T
static RECORD_FULL(lsys_ff_trigger_record, "ff_trigger", struct ff_trigger, ff_trigger_rows, .help = "what starts an effect");

#define T ff_envelope
static const struct lsys_field ff_envelope_rows[] = {
	F(attack_length, .help = "milliseconds"), F(attack_level, .help = "strength at first"), F(fade_length, .help = "milliseconds"),
	F(fade_level, .help = "strength at last"),
};
#undef T
static RECORD_FULL(lsys_ff_envelope_record, "ff_envelope", struct ff_envelope, ff_envelope_rows, .help = "how an effect begins and ends");

#define T ff_constant_effect
static const struct lsys_field ff_constant_effect_rows[] = {
	F(level, .help = "strength"), STRUCT(struct T, envelope, ff_envelope, .help = "beginning and end"),
};
#undef T
static RECORD_FULL(lsys_ff_constant_effect_record, "ff_constant_effect", struct ff_constant_effect, ff_constant_effect_rows,
	.help = "a force that stays");

#define T ff_ramp_effect
static const struct lsys_field ff_ramp_effect_rows[] = {
	F(start_level, .help = "strength at first"), F(end_level, .help = "at last"),
	STRUCT(struct T, envelope, ff_envelope, .help = "beginning and end"),
};
#undef T
static RECORD_FULL(lsys_ff_ramp_effect_record, "ff_ramp_effect", struct ff_ramp_effect, ff_ramp_effect_rows, .help = "a force that changes");

#define T ff_condition_effect
static const struct lsys_field ff_condition_effect_rows[] = {
	F(right_saturation, .help = "most to the right"), F(left_saturation, .help = "most to the left"),
	F(right_coeff, .help = "growth to the right"), F(left_coeff, .help = "growth to the left"), F(deadband, .help = "without force"),
	F(center, .help = "its middle"),
};
#undef T
static RECORD_FULL(lsys_ff_condition_effect_record, "ff_condition_effect", struct ff_condition_effect, ff_condition_effect_rows,
	.help = "a force by position");

#define T ff_periodic_effect
static const struct lsys_field ff_periodic_effect_rows[] = {
	F(waveform, .group = "FF", .help = "shape"), F(period, .help = "milliseconds"), F(magnitude, .help = "strength"), F(offset, .help = "middle"),
	F(phase, .help = "shift"), STRUCT(struct T, envelope, ff_envelope, .help = "beginning and end"),
	F(custom_len, .help = "samples of one's own"), PTR(struct T, custom_data, .help = "where they are"),
};
#undef T
static RECORD_FULL(lsys_ff_periodic_effect_record, "ff_periodic_effect", struct ff_periodic_effect, ff_periodic_effect_rows, .help = "a wave");

#define T ff_rumble_effect
static const struct lsys_field ff_rumble_effect_rows[] = {
	F(strong_magnitude, .help = "of the heavy motor"), F(weak_magnitude, .help = "of the light one"),
};
#undef T
static RECORD_FULL(lsys_ff_rumble_effect_record, "ff_rumble_effect", struct ff_rumble_effect, ff_rumble_effect_rows, .help = "a rumble");

#define T ff_effect
static const struct lsys_field ff_effect_rows[] = {
	F(type, .group = "FF", .help = "kind"), F(id, .help = "number, -1: a new one"), F(direction, .help = "where to"),
	STRUCT(struct T, trigger, ff_trigger, .help = "what starts it"), STRUCT(struct T, replay, ff_replay, .help = "when it is played"),
	STRUCT_AS(struct T, "periodic", u.periodic, ff_periodic_effect, .help = "a wave"),
	{ .name = "u", .member = "u", .namelen = 1, .off = offsetof(struct T, u), .size = sizeof(((struct T *)0)->u), .type = LSYS_T_ARRAY,
	  .elem = LSYS_T_UINT, .elem_size = 1, .alias = 1, .help = "the bytes of whichever kind" },
	STRUCT_AS(struct T, "constant", u.constant, ff_constant_effect, .alias = 1, .help = "a force that stays"),
	STRUCT_AS(struct T, "ramp", u.ramp, ff_ramp_effect, .alias = 1, .help = "a force that changes"),
	ARRAY_OF_AS(struct T, "condition", u.condition, ff_condition_effect, .alias = 1, .help = "forces by position, of both axes"),
	STRUCT_AS(struct T, "rumble", u.rumble, ff_rumble_effect, .alias = 1, .help = "a rumble"),
};
#undef T
RECORD_FULL(lsys_ff_effect_record, "ff_effect", struct ff_effect, ff_effect_rows, .help = "an effect of a force-feedback device");

#define T vhost_vring_state
static const struct lsys_field vhost_vring_state_rows[] = { F(index, .help = "ring"), F(num, .help = "number") };
#undef T
RECORD_FULL(lsys_vhost_vring_state_record, "vhost_vring_state", struct vhost_vring_state, vhost_vring_state_rows, .help = "a ring's state");

#define T vhost_vring_file
static const struct lsys_field vhost_vring_file_rows[] = { F(index, .help = "ring"), F(fd, .help = "descriptor, -1: none") };
#undef T
RECORD_FULL(lsys_vhost_vring_file_record, "vhost_vring_file", struct vhost_vring_file, vhost_vring_file_rows, .help = "a ring's file");

#define T vhost_vring_addr
static const struct lsys_field vhost_vring_addr_rows[] = {
	F(index, .help = "ring"), F(flags, .help = "flags"), F(desc_user_addr, .hex = 1, .help = "descriptors"),
	F(used_user_addr, .hex = 1, .help = "what is used"), F(avail_user_addr, .hex = 1, .help = "what is there"),
	F(log_guest_addr, .hex = 1, .help = "what was changed"),
};
#undef T
RECORD_FULL(lsys_vhost_vring_addr_record, "vhost_vring_addr", struct vhost_vring_addr, vhost_vring_addr_rows, .help = "where a ring is");

#define T vhost_memory_region
static const struct lsys_field vhost_memory_region_rows[] = {
	F(guest_phys_addr, .hex = 1, .help = "in the guest"), F(memory_size, .unit = LSYS_U_BYTES, .help = "length"),
	F(userspace_addr, .hex = 1, .help = "here"), F(flags_padding, .help = "unused"),
};
#undef T
static RECORD_FULL(lsys_vhost_memory_region_record, "vhost_memory_region", struct vhost_memory_region, vhost_memory_region_rows,
	.help = "a part of a guest's memory");

#define T vhost_memory
static const struct lsys_field vhost_memory_rows[] = { F(nregions, .help = "parts"), F(padding, .help = "unused"),
	{ .name = "regions", .member = "regions", .namelen = 7, .off = sizeof(struct T), .size = 0, .type = LSYS_T_ARRAY,
	  .rec = &lsys_vhost_memory_region_record, .alias = 1, .help = "the parts, behind the struct: in a buffer" },
};
#undef T
static RECORD_FULL(lsys_vhost_memory_record, "vhost_memory", struct vhost_memory, vhost_memory_rows, .help = "a guest's memory; the parts follow");

const struct lsys_record *const lsys_structs_device[] = {
	&lsys_input_id_record, &lsys_input_absinfo_record, &lsys_input_keymap_entry_record, &lsys_input_event_record,
	&lsys_ff_replay_record, &lsys_ff_trigger_record, &lsys_ff_envelope_record, &lsys_ff_constant_effect_record,
	&lsys_ff_ramp_effect_record, &lsys_ff_condition_effect_record, &lsys_ff_periodic_effect_record, &lsys_ff_rumble_effect_record,
	&lsys_ff_effect_record, &lsys_vhost_vring_state_record, &lsys_vhost_vring_file_record, &lsys_vhost_vring_addr_record,
	&lsys_vhost_memory_region_record, &lsys_vhost_memory_record, NULL,
};
