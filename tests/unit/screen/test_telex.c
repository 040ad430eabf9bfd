/* Telex: a table of names and words as people type them. */
#include "screen/telex.h"
#include "support.h"

static const struct { const char *keys, *word;
} words[] = {
	{ "Nguyeenx", "Nguyễn" },
	{ "Nguyenex", "Nguyễn" },
	{ "Traanf", "Trần" },
	{ "Lee", "Lê" },
	{ "Phamj", "Phạm" },
	{ "Phajm", "Phạm" },
	{ "Hoangf", "Hoàng" },
	{ "Hoafng", "Hoàng" },
	{ "Huynhf", "Huỳnh" },
	{ "Phan", "Phan" },
	{ "Vux", "Vũ" },
	{ "Vox", "Võ" },
	{ "DDawngj", "Đặng" },
	{ "Ddawngj", "Đặng" },
	{ "Dangwjd", "Đặng" },
	{ "Buif", "Bùi" },
	{ "DDoox", "Đỗ" },
	{ "Hoof", "Hồ" },
	{ "Ngoo", "Ngô" },
	{ "Duwowng", "Dương" },
	{ "Duowng", "Dương" },
	{ "Duongw", "Dương" },
	{ "Lys", "Lý" },
	{ "Thij", "Thị" },
	{ "Vawn", "Văn" },
	{ "DDuwcs", "Đức" },
	{ "Thuys", "Thúy" },
	{ "Hoaf", "Hòa" },
	{ "Quys", "Quý" },
	{ "Quyeenf", "Quyền" },
	{ "Giang", "Giang" },
	{ "Giaps", "Giáp" },
	{ "gif", "gì" },
	{ "giowf", "giờ" },
	{ "Khuee", "Khuê" },
	{ "Tuyeets", "Tuyết" },
	{ "Phuwowngj", "Phượng" },
	{ "Truowng", "Trương" },
	{ "Oanh", "Oanh" },
	{ "Uyeen", "Uyên" },
	{ "Yeens", "Yến" },
	{ "YS", "Ý" },
	{ "nguwowif", "người" },
	{ "nguowif", "người" },
	{ "cuar", "của" },
	{ "muwa", "mưa" },
	{ "muaw", "mưa" },
	{ "khoer", "khỏe" },
	{ "hoawcj", "hoặc" },
	{ "ddieenj", "điện" },
	{ "tooi", "tôi" },
	{ "quaan", "quân" },
	{ "thuwowngf", "thường" },
	{ "truowcs", "trước" },
	{ "xeeps", "xếp" },
	{ "ddoongs", "đống" },
	{ "NGUYEENX", "NGUYỄN" },
	{ "THIJ", "THỊ" },
	{ "Uwng", "Ưng" },
	{ "Wng", "Ưng" },
	{ "ngoaif", "ngoài" },
	{ "khuyur", "khuỷu" },
	{ "Thuyr", "Thủy" },
	{ "Khoa", "Khoa" },
	{ "Tuaans", "Tuấn" },
	{ "Quoocs", "Quốc" },
	{ "asf", "à" },
	{ "asz", "a" },
	{ "ass", "as" },
	{ "aaa", "aa" },
	{ "aww", "aw" },
	{ "ddd", "dd" },
	{ "Kieeuf", "Kiều" },
	{ "Loocj", "Lộc" },
	{ "Mys", "Mý" },
	{ "Myx", "Mỹ" },
	{ "Hieeus", "Hiếu" },
	{ "Hueej", "Huệ" },
	{ "Thoaj", "Thọa" },
	{ "Ngocj", "Ngọc" },
	{ "tr", "tr" },
	{ "str", "str" },
	{ "z", "z" },
	{ "", "" },
	{ "Hiefn", "Hièn" },
	{ "Hieefn", "Hiền" },
	{ "Suoosi", "Suối" },
	{ "Maays", "Mấy" },
};

static void spells_words(void)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct buf out = { 0 };
		telex_word(&out, str_from_c(words[i].keys));
		CHECK_STR(buf_str(&out), words[i].word);
		buf_done(&out);
	}
}

/* The last letter is taken away and typed again: the same word. */
static void goes_on_with_a_word(void)
{
	static const char *const names[] = { "Nguyễn", "Phượng", "Đặng", "Hòa", "Thúy",
					     "người",  "Quốc",	 "Ý",	 "ĐỨC", "Giáp" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct buf keys = { 0 }, out = { 0 };
		telex_keys(&keys, str_from_c(names[i]));
		telex_word(&out, buf_str(&keys));
		CHECK_STR(buf_str(&out), names[i]);
		buf_done(&keys);
		buf_done(&out);
	}
}

static void takes_anything(void)
{
	char keys[400];
	struct buf out = { 0 };
	for (size_t i = 0; i < sizeof keys; i++)
		keys[i] = (char)('a' + i * 7 % 26);
	telex_word(&out, (struct str){ keys, sizeof keys });
	CHECK(out.len > 0 && out.len < 400);
	buf_done(&out);
}

TEST_MAIN(TEST(spells_words), TEST(goes_on_with_a_word), TEST(takes_anything))
