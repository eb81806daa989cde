/* As uapi.h has it: numbers of input devices. */
#ifndef LSYS_BASE_UAPI_INPUT_H
#define LSYS_BASE_UAPI_INPUT_H

#include <linux/input.h>

#ifndef BTN_GRIPL
#define BTN_GRIPL 548
#endif
#ifndef BTN_GRIPR
#define BTN_GRIPR 549
#endif
#ifndef BTN_GRIPL2
#define BTN_GRIPL2 550
#endif
#ifndef BTN_GRIPR2
#define BTN_GRIPR2 551
#endif
#ifndef BUS_SDW
#define BUS_SDW 33
#endif
#ifndef FF_HAPTIC
#define FF_HAPTIC 79
#endif
#ifndef INPUT_PROP_HAPTIC_TOUCHPAD
#define INPUT_PROP_HAPTIC_TOUCHPAD 7
#endif
#ifndef KEY_LINK_PHONE
#define KEY_LINK_PHONE 0x1bf
#endif
#ifndef KEY_REFRESH_RATE_TOGGLE
#define KEY_REFRESH_RATE_TOGGLE 0x232
#endif
#ifndef KEY_CAMERA_ACCESS_ENABLE
#define KEY_CAMERA_ACCESS_ENABLE 587
#endif
#ifndef KEY_CAMERA_ACCESS_DISABLE
#define KEY_CAMERA_ACCESS_DISABLE 588
#endif
#ifndef KEY_CAMERA_ACCESS_TOGGLE
#define KEY_CAMERA_ACCESS_TOGGLE 589
#endif
#ifndef KEY_ACCESSIBILITY
#define KEY_ACCESSIBILITY 590
#endif
#ifndef KEY_DO_NOT_DISTURB
#define KEY_DO_NOT_DISTURB 591
#endif
#ifndef KEY_EPRIVACY_SCREEN_ON
#define KEY_EPRIVACY_SCREEN_ON 594
#endif
#ifndef KEY_EPRIVACY_SCREEN_OFF
#define KEY_EPRIVACY_SCREEN_OFF 595
#endif
#ifndef KEY_PERFORMANCE
#define KEY_PERFORMANCE 701
#endif
#ifndef SW_USB_INSERT
#define SW_USB_INSERT 17
#endif

#endif
