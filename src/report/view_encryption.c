/* The encryption row of the machine: how each BitLocker volume is encrypted, what opened it, what else would, and where it was set up. */
#include "report/view_parts.h"

static struct str method_text(struct view *view, enum encryption_method method)
{
	static const char *const names[ENCRYPTION_METHOD_COUNT] = {
		[ENCRYPTION_AES_CBC_128_ELEPHANT] = "AES-CBC 128 + Elephant", [ENCRYPTION_AES_CBC_256_ELEPHANT] = "AES-CBC 256 + Elephant",
		[ENCRYPTION_AES_CBC_128] = "AES-CBC 128", [ENCRYPTION_AES_CBC_256] = "AES-CBC 256",
		[ENCRYPTION_AES_XTS_128] = "AES-XTS 128", [ENCRYPTION_AES_XTS_256] = "AES-XTS 256",
	};
	return method < ENCRYPTION_METHOD_COUNT && names[method] ? str_from_c(names[method]) : say(view, "txt.encryption.method.unknown");
}

/* "recovery password 1C0F5BA2": keys have an identifier that people are asked for; chips and passwords have none to type. */
static struct str protector_text(struct view *view, const struct protector_info *protector)
{
	const char *word = word_of(&protector_kind_words, protector->kind);
	struct str rest, name = say_kind(view, "protector", word);
	struct str id = str_cut(protector->id, '-', &rest);
	if (protector->kind != PROTECTOR_RECOVERY_PASSWORD && protector->kind != PROTECTOR_STARTUP_KEY)
		return name;
	return str_format(view->arena, "%.*s %.*s", STR_ARGS(name), STR_ARGS(id));
}

static struct str protectors_text(struct view *view, const struct volume_info *volume)
{
	struct str text = { 0 };
	for (size_t i = 0; i < volume->protector_count; i++)
		text = join(view, text, protector_text(view, &volume->protectors[i]));
	return text;
}

static struct str opened_text(struct view *view, const struct volume_info *volume)
{
	for (size_t i = 0; i < volume->protector_count; i++) {
		if (volume->protectors[i].opened)
			return say1(view, "txt.encryption.opened", "key", protector_text(view, &volume->protectors[i]));
	}
	return say(view, "txt.encryption.locked");
}

static struct str volume_line(struct view *view, const struct volume_info *volume)
{
	struct str text = method_text(view, volume->encryption);
	if (volume->states & VOLUME_CONVERTING)
		text = join(view, text, say1(view, "txt.encryption.percent", "n", str_format(view->arena, "%u", volume->encrypted_percent)));
	text = join(view, text, opened_text(view, volume));
	struct str label = words_name(view->arena, volume->encryption_label);
	if (label.len)
		text = join(view, text, say1(view, "txt.encryption.label", "label", label));
	struct placeholder values[] = {
		{ "n", str_format(view->arena, "%u", volume->id) }, { "text", text }, { "keys", protectors_text(view, volume) },
	};
	return say_with(view, values[2].value.len ? "txt.encryption.volume" : "txt.encryption.volume.unread",
			     values, 3);
}

void view_encryption(struct view *view, view_rows *rows)
{
	struct view_row *row = NULL;
	bool plain_windows = false;
	for (size_t i = 0; i < view->file->volumes.count; i++) {
		const struct volume_info *volume = &view->file->volumes.items[i];
		plain_windows |= volume->windows && volume->filesystem == FILESYSTEM_NTFS;
		if (volume->filesystem != FILESYSTEM_BITLOCKER)
			continue;
		if (!row)
			row = add_row(view, rows, "txt.machine.encryption");
		add_line(view, &row->lines, volume_line(view, volume));
	}
	if (!row && plain_windows)
		add_line(view, &add_row(view, rows, "txt.machine.encryption")->lines, say(view, "txt.machine.encryption.off"));
}
