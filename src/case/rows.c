/* Software, autostart entries, remote-access traces and settings: one row for each fact, with its owner. */
#include "case/parts.h"

static void add_row(struct builder *builder, const struct fact *fact)
{
	struct case_file *file = builder->file;
	const struct subject *subject = builder_subject(builder, fact->subject);
	uint32_t system = system_of(subject), profile = profile_of(subject);
	struct str sid = sid_of_profile(file, profile);
	switch (fact->kind) {
	case FACT_SOFTWARE:
		*array_push(builder->arena, &file->software) = (struct case_software){
			.system = system, .user_subject = profile, .user_sid = sid, .fact = fact->software, .origin = fact->origin };
		break;
	case FACT_AUTOSTART:
		*array_push(builder->arena, &file->autostart) = (struct case_autostart){
			.system = system, .user_subject = profile, .user_sid = sid, .fact = fact->autostart, .origin = fact->origin };
		break;
	case FACT_REMOTE_ACCESS:
		*array_push(builder->arena, &file->remote_access) = (struct case_remote){
			.system = system, .user_subject = profile, .fact = fact->remote_access, .origin = fact->origin };
		break;
	case FACT_SETTING:
		*array_push(builder->arena, &file->settings) = (struct case_setting){
			.system = system, .user_subject = profile, .user_sid = sid, .fact = fact->setting, .origin = fact->origin };
		break;
	default:
		break;
	}
}

void build_rows(struct builder *builder)
{
	for (size_t i = 0; i < builder->fact_count; i++)
		add_row(builder, &builder->facts[i]);
}
