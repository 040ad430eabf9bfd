/* Small Windows types in text: SID, GUID, mail address. */
#ifndef SOATMAY_DECODE_WINDOWS_TYPES_H
#define SOATMAY_DECODE_WINDOWS_TYPES_H

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"

/* "S-1-5-21-..." of the binary SID at the start of `bytes`; *ret_len = its length. Empty text when it is none.
 * [MS-DTYP] 2.4.2 */
struct str sid_text(struct span bytes, struct arena *arena, size_t *ret_len);
/* Lower-case "d7f9888f-e3fc-49b0-9ea6-a85b5f392a4f" of 16 bytes; empty otherwise. [MS-DTYP] 2.3.4 */
struct str guid_text(struct span bytes, struct arena *arena);
/* Entra object id of an S-1-12-1-a-b-c-d SID; empty otherwise. */
struct str entra_object_id(struct str sid, struct arena *arena);
/* local@domain with a dot in the domain, at most 254 bytes, no blanks or quotes; not a placeholder
 * (shadow.outlook.com). */
bool is_mail_address(struct str text);
/* "C:\Users\an", "%SystemDrive%\Users\an", "\??\C:\..." -> "Users\an": path from the volume's root. */
struct str path_from_root(struct str path);
/* "D" of "D:\Users\an", "Volume{GUID}" of "\\?\Volume{GUID}\Users\an"; empty when the path names no drive. */
struct str path_drive(struct str path);

#endif
