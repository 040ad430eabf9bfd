/* Private fontconfig configuration and pango font map over the Liberation 2 files (SIL Open Font License); report/typeface.h. */
#include "report/typeface.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf.h"

#define PATH_BYTES 4096

struct typeface {
	FcConfig *config;
	FcCharSet *drawn; /* by every face */
	PangoFontMap *map;
	PangoContext *context;
};

static const char *const folders[] = {
	"/usr/share/fonts/truetype/liberation2", /* Debian 12 */
	"/usr/share/fonts/truetype/liberation",  /* Debian 13, and the live image */
};

/* The paper needs the serifs, the screen sans and mono. */
static const char *const faces[] = {
	"LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic",
	"LiberationSans-Regular",  "LiberationSans-Bold",  "LiberationMono-Regular", "LiberationMono-Bold",
};
#define FACES (sizeof faces / sizeof *faces)

static bool face_path(char *path, const char *folder, const char *face)
{
	int len = snprintf(path, PATH_BYTES, "%s/%s.ttf", folder, face);
	return len > 0 && len < PATH_BYTES;
}

static bool is_complete(const char *folder)
{
	char path[PATH_BYTES];
	bool complete = true;
	for (size_t i = 0; i < FACES; i++)
		complete = complete && face_path(path, folder, faces[i]) && access(path, R_OK) == 0;
	return complete;
}

static const char *find_folder(void)
{
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		if (is_complete(folders[i]))
			return folders[i];
	}
	return NULL;
}

static enum err add_faces(FcConfig *config, const char *folder)
{
	char path[PATH_BYTES];
	for (size_t i = 0; i < FACES; i++) {
		if (!face_path(path, folder, faces[i]) || !FcConfigAppFontAddFile(config, (const FcChar8 *)path))
			return ERR_CORRUPT;
	}
	FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
	return set && (size_t)set->nfont == FACES ? OK : ERR_CORRUPT;
}

/* What each of the faces has; a text may be set in any of them. */
static FcCharSet *common_characters(FcConfig *config)
{
	FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
	FcCharSet *common = NULL;
	for (int i = 0; i < set->nfont; i++) {
		FcCharSet *own;
		if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &own) != FcResultMatch)
			continue;
		FcCharSet *both = common ? FcCharSetIntersect(common, own) : FcCharSetCopy(own);
		if (common)
			FcCharSetDestroy(common);
		common = both;
	}
	return common;
}

static cairo_font_options_t *exact_options(void)
{
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	return options;
}

static PangoContext *exact_context(PangoFontMap *map)
{
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = exact_options();
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_context_set_language(context, pango_language_from_string("vi"));
	pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
	pango_context_set_round_glyph_positions(context, FALSE);
	return context;
}

enum err typeface_open(const char *folder, struct typeface **ret)
{
	folder = folder ? folder : find_folder();
	if (!folder || !is_complete(folder))
		return ERR_ABSENT;
	struct typeface *typeface = calloc(1, sizeof *typeface);
	if (!typeface)
		return ERR_NOMEM;
	typeface->config = FcConfigCreate();
	enum err e = typeface->config ? add_faces(typeface->config, folder) : ERR_NOMEM;
	if (e == OK && !(typeface->drawn = common_characters(typeface->config)))
		e = ERR_CORRUPT;
	/* With a current configuration pango's start of fontconfig loads none: neither files in /etc nor a cache. */
	if (e == OK && !FcConfigSetCurrent(typeface->config))
		e = ERR_NOMEM;
	if (e != OK) {
		typeface_close(typeface);
		return e;
	}
	typeface->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(typeface->map), typeface->config);
	/* Points are the units of a surface: 72 to the inch. */
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(typeface->map), 72.0);
	typeface->context = exact_context(typeface->map);
	*ret = typeface;
	return OK;
}

void typeface_close(struct typeface *typeface)
{
	if (!typeface)
		return;
	g_clear_object(&typeface->context);
	g_clear_object(&typeface->map);
	if (typeface->drawn)
		FcCharSetDestroy(typeface->drawn);
	if (typeface->config)
		FcConfigDestroy(typeface->config);
	free(typeface);
}

PangoLayout *typeface_layout(struct typeface *typeface, cairo_t *cairo)
{
	pango_cairo_update_context(cairo, typeface->context);
	PangoLayout *layout = pango_layout_new(typeface->context);
	pango_layout_set_auto_dir(layout, FALSE);
	return layout;
}

PangoFontDescription *typeface_font(enum typeface_family family, double size, bool bold, bool italic)
{
	static const char *const names[] = { "Liberation Serif", "Liberation Sans", "Liberation Mono" };
	PangoFontDescription *font = pango_font_description_new();
	pango_font_description_set_family_static(font, names[family]);
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_style(font, italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	return font;
}

bool typeface_has(const struct typeface *typeface, uint32_t code_point)
{
	return code_point < 0x80 ? code_point >= ' ' && code_point != 0x7F
	                         : FcCharSetHasChar(typeface->drawn, code_point);
}

struct str typeface_text(const struct typeface *typeface, struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	text = utf8_printable(arena, text);
	bool all = true;
	for (size_t i = 0; i < text.len;) {
		uint32_t c = utf8_next(text, &i);
		if (typeface_has(typeface, c))
			buf_put_code_point(&out, c);
		else
			buf_printf(&out, c > 0xFFFF ? "\\U%06X" : "\\u%04X", (unsigned)c);
		all &= typeface_has(typeface, c);
	}
	struct str escaped = all ? text : str_copy(arena, buf_str(&out));
	buf_done(&out);
	return escaped;
}
