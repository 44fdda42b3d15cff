// Spans of rooms, devices and small words on an utterance of MASSIVE. Knows nothing of intents.
#pragma once

#include "home/generate/outside_massive.h"
#include "home/kinds.h"

namespace ondol::home {

using Said = MassiveUtterance;
using Made = std::optional<Sample>;

void add(Sample& sample, SpanRole role, size_t begin, size_t end);
void add(Sample& sample, SpanRole role, const MassiveSlot& slot);
/// The first whole word (or plural) of a kind's words, marked; false where none is said.
bool add_noun(Sample& sample, Kind kind);
/// Without "the", "my" … at its beginning.
MassiveSlot without_article(const Said& said, MassiveSlot slot);
/// A room, "here", or the whole house. False where it is unclear.
bool add_place(const Said& said, Sample& sample);
/// A device by its generic noun or its name. False where there is none to name.
bool add_device(const Said& said, Sample& sample);
/// How much, where it is said in small words.
void add_little(const Said& said, Sample& sample);
/// Words of more than one plain clause.
bool is_more(std::string_view text);

// Of the intents; nothing where an utterance does not fit the few shapes that are sure.
Made massive_volume(const Said& said);
Made massive_mute(const Said& said);
Made massive_play(const Said& said);
Made massive_list_add(const Said& said);
Made massive_list_remove(const Said& said);
Made massive_list_query(const Said& said);
Made massive_clock(const Said& said);
Made massive_calendar(const Said& said);
Made massive_weather(const Said& said);

}  // namespace ondol::home
