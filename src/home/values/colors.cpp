// The 148 colours of CSS (Color Module Level 4, 6.1), which are Home Assistant's, with everyday words in both
// languages; see named.h. To add a word, add it to a row.
#include <algorithm>
#include <string>

#include "home/values/named.h"
#include "home/values/number.h"
#include "home/values/word_rows.h"

namespace ondol::home {
namespace {

struct Row {
  Color color;
  std::string_view english, korean;
};
// clang-format off
constexpr Row kRows[] = {
  {{"aliceblue", "", {240, 248, 255}}, "alice blue,aliceblue", ""},
  {{"antiquewhite", "", {250, 235, 215}}, "antique white,antiquewhite", ""},
  {{"aqua", "아쿠아색", {0, 255, 255}}, "aqua", "아쿠아,물색"},
  {{"aquamarine", "아쿠아마린색", {127, 255, 212}}, "aquamarine", "아쿠아마린"},
  {{"azure", "", {240, 255, 255}}, "azure", ""},
  {{"beige", "베이지색", {245, 245, 220}}, "beige,cream", "베이지,살구색,살색"},
  {{"bisque", "", {255, 228, 196}}, "bisque", ""},
  {{"black", "검은색", {0, 0, 0}}, "black", "검정,검은,까만,블랙"},
  {{"blanchedalmond", "", {255, 235, 205}}, "blanched almond,blanchedalmond", ""},
  {{"blue", "파란색", {0, 0, 255}}, "blue,sapphire,cobalt", "파랑,파란,파랗,퍼런,블루,청색,푸른"},
  {{"blueviolet", "", {138, 43, 226}}, "blue violet,blueviolet", ""},
  {{"brown", "갈색", {165, 42, 42}}, "brown", "갈색,밤색,고동,브라운"},
  {{"burlywood", "", {222, 184, 135}}, "burly wood,burlywood", ""},
  {{"cadetblue", "", {95, 158, 160}}, "cadet blue,cadetblue", ""},
  {{"chartreuse", "샤르트뢰즈색", {127, 255, 0}}, "chartreuse", "샤르트뢰즈"},
  {{"chocolate", "초콜릿색", {210, 105, 30}}, "chocolate", "초콜릿,초코"},
  {{"coral", "산호색", {255, 127, 80}}, "coral", "산호,코랄"},
  {{"cornflowerblue", "수레국화색", {100, 149, 237}}, "cornflower blue,cornflowerblue", "수레국화"},
  {{"cornsilk", "", {255, 248, 220}}, "corn silk,cornsilk", ""},
  {{"crimson", "진홍색", {220, 20, 60}}, "crimson,scarlet,ruby,blood red", "진홍,크림슨,새빨간,선홍"},
  {{"cyan", "시안색", {0, 255, 255}}, "cyan", "시안"},
  {{"darkblue", "진한 파란색", {0, 0, 139}}, "dark blue,darkblue", "진파랑,진한 파랑,진한 파란,짙은 파란,진청,어두운 파란"},
  {{"darkcyan", "", {0, 139, 139}}, "dark cyan,darkcyan", ""},
  {{"darkgoldenrod", "", {184, 134, 11}}, "dark goldenrod,darkgoldenrod", ""},
  {{"darkgray", "어두운 회색", {169, 169, 169}}, "dark gray,darkgray", "어두운 회색,진회색,진한 회색"},
  {{"darkgreen", "진초록색", {0, 100, 0}}, "dark green,darkgreen", "진초록,진한 초록,진한 녹색,짙은 초록,어두운 초록"},
  {{"darkgrey", "", {169, 169, 169}}, "dark grey,darkgrey", ""},
  {{"darkkhaki", "", {189, 183, 107}}, "dark khaki,darkkhaki", ""},
  {{"darkmagenta", "", {139, 0, 139}}, "dark magenta,darkmagenta", ""},
  {{"darkolivegreen", "", {85, 107, 47}}, "dark olive green,darkolivegreen", ""},
  {{"darkorange", "진주황색", {255, 140, 0}}, "dark orange,darkorange,pumpkin", "진주황,진한 주황"},
  {{"darkorchid", "", {153, 50, 204}}, "dark orchid,darkorchid", ""},
  {{"darkred", "검붉은색", {139, 0, 0}}, "dark red,darkred,burgundy,wine", "검붉은,와인,버건디,암적"},
  {{"darksalmon", "", {233, 150, 122}}, "dark salmon,darksalmon", ""},
  {{"darkseagreen", "", {143, 188, 143}}, "dark sea green,darkseagreen", ""},
  {{"darkslateblue", "", {72, 61, 139}}, "dark slate blue,darkslateblue", ""},
  {{"darkslategray", "", {47, 79, 79}}, "dark slate gray,darkslategray", ""},
  {{"darkslategrey", "", {47, 79, 79}}, "dark slate grey,darkslategrey", ""},
  {{"darkturquoise", "", {0, 206, 209}}, "dark turquoise,darkturquoise", ""},
  {{"darkviolet", "진보라색", {148, 0, 211}}, "dark violet,darkviolet", "진보라,진한 보라,짙은 보라"},
  {{"deeppink", "짙은 분홍색", {255, 20, 147}}, "deep pink,deeppink", "짙은 분홍,딥핑크"},
  {{"deepskyblue", "진한 하늘색", {0, 191, 255}}, "deep sky blue,deepskyblue", "진한 하늘,진하늘"},
  {{"dimgray", "", {105, 105, 105}}, "dim gray,dimgray", ""},
  {{"dimgrey", "", {105, 105, 105}}, "dim grey,dimgrey", ""},
  {{"dodgerblue", "", {30, 144, 255}}, "dodger blue,dodgerblue", ""},
  {{"firebrick", "벽돌색", {178, 34, 34}}, "fire brick,firebrick", "벽돌"},
  {{"floralwhite", "", {255, 250, 240}}, "floral white,floralwhite", ""},
  {{"forestgreen", "숲색", {34, 139, 34}}, "forest green,forestgreen", "숲색,숲의 초록"},
  {{"fuchsia", "", {255, 0, 255}}, "fuchsia", ""},
  {{"gainsboro", "", {220, 220, 220}}, "gainsboro", ""},
  {{"ghostwhite", "", {248, 248, 255}}, "ghost white,ghostwhite", ""},
  {{"gold", "금색", {255, 215, 0}}, "gold,golden", "금색,금빛,골드,황금"},
  {{"goldenrod", "", {218, 165, 32}}, "goldenrod", ""},
  {{"gray", "회색", {128, 128, 128}}, "gray", "회색,쥐색,잿빛,그레이"},
  {{"green", "초록색", {0, 128, 0}}, "green,emerald", "초록,녹색,그린,푸른 잎"},
  {{"greenyellow", "황록색", {173, 255, 47}}, "green yellow,greenyellow", "황록"},
  {{"grey", "", {128, 128, 128}}, "grey", ""},
  {{"honeydew", "", {240, 255, 240}}, "honeydew", ""},
  {{"hotpink", "진분홍색", {255, 105, 180}}, "hot pink,hotpink", "진분홍,진한 분홍,핫핑크,핫 핑크"},
  {{"indianred", "", {205, 92, 92}}, "indian red,indianred", ""},
  {{"indigo", "인디고색", {75, 0, 130}}, "indigo", "인디고,쪽빛"},
  {{"ivory", "상아색", {255, 255, 240}}, "ivory", "상아,아이보리"},
  {{"khaki", "카키색", {240, 230, 140}}, "khaki", "카키"},
  {{"lavender", "라벤더색", {230, 230, 250}}, "lavender,lilac,mauve", "라벤더"},
  {{"lavenderblush", "", {255, 240, 245}}, "lavender blush,lavenderblush", ""},
  {{"lawngreen", "", {124, 252, 0}}, "lawn green,lawngreen", ""},
  {{"lemonchiffon", "레몬색", {255, 250, 205}}, "lemon chiffon,lemonchiffon,lemon", "레몬"},
  {{"lightblue", "연한 파란색", {173, 216, 230}}, "light blue,lightblue", "연파랑,연한 파랑,연한 파란,옅은 파란,연청"},
  {{"lightcoral", "연한 산호색", {240, 128, 128}}, "light coral,lightcoral", "연한 산호"},
  {{"lightcyan", "", {224, 255, 255}}, "light cyan,lightcyan", ""},
  {{"lightgoldenrodyellow", "", {250, 250, 210}}, "light goldenrod yellow,lightgoldenrodyellow", ""},
  {{"lightgray", "밝은 회색", {211, 211, 211}}, "light gray,lightgray", "밝은 회색,연회색,연한 회색"},
  {{"lightgreen", "연초록색", {144, 238, 144}}, "light green,lightgreen", "연초록,연한 초록,연한 녹색,연녹,옅은 초록"},
  {{"lightgrey", "", {211, 211, 211}}, "light grey,lightgrey", ""},
  {{"lightpink", "연분홍색", {255, 182, 193}}, "light pink,lightpink", "연분홍,연한 분홍,연핑크,연한 핑크,옅은 분홍"},
  {{"lightsalmon", "", {255, 160, 122}}, "light salmon,lightsalmon", ""},
  {{"lightseagreen", "", {32, 178, 170}}, "light sea green,lightseagreen", ""},
  {{"lightskyblue", "연한 하늘색", {135, 206, 250}}, "light sky blue,lightskyblue", "연한 하늘,연하늘"},
  {{"lightslategray", "", {119, 136, 153}}, "light slate gray,lightslategray", ""},
  {{"lightslategrey", "", {119, 136, 153}}, "light slate grey,lightslategrey", ""},
  {{"lightsteelblue", "", {176, 196, 222}}, "light steel blue,lightsteelblue", ""},
  {{"lightyellow", "연노란색", {255, 255, 224}}, "light yellow,lightyellow", "연노랑,연노란,연한 노랑,연한 노란"},
  {{"lime", "라임색", {0, 255, 0}}, "lime", "라임,형광 초록,형광초록"},
  {{"limegreen", "", {50, 205, 50}}, "lime green,limegreen", ""},
  {{"linen", "", {250, 240, 230}}, "linen", ""},
  {{"magenta", "자홍색", {255, 0, 255}}, "magenta", "자홍,마젠타,꽃분홍,푸시아"},
  {{"maroon", "적갈색", {128, 0, 0}}, "maroon", "적갈,마룬,고동 빨강"},
  {{"mediumaquamarine", "", {102, 205, 170}}, "medium aquamarine,mediumaquamarine", ""},
  {{"mediumblue", "", {0, 0, 205}}, "medium blue,mediumblue", ""},
  {{"mediumorchid", "", {186, 85, 211}}, "medium orchid,mediumorchid", ""},
  {{"mediumpurple", "연보라색", {147, 112, 219}}, "medium purple,mediumpurple", "연보라,연한 보라"},
  {{"mediumseagreen", "", {60, 179, 113}}, "medium sea green,mediumseagreen", ""},
  {{"mediumslateblue", "", {123, 104, 238}}, "medium slate blue,mediumslateblue", ""},
  {{"mediumspringgreen", "", {0, 250, 154}}, "medium spring green,mediumspringgreen", ""},
  {{"mediumturquoise", "", {72, 209, 204}}, "medium turquoise,mediumturquoise", ""},
  {{"mediumvioletred", "", {199, 21, 133}}, "medium violet red,mediumvioletred", ""},
  {{"midnightblue", "한밤색", {25, 25, 112}}, "midnight blue,midnightblue", "미드나이트"},
  {{"mintcream", "민트 크림색", {245, 255, 250}}, "mint cream,mintcream", "민트 크림"},
  {{"mistyrose", "장밋빛", {255, 228, 225}}, "misty rose,mistyrose,rose", "장미,장밋빛"},
  {{"moccasin", "", {255, 228, 181}}, "moccasin", ""},
  {{"navajowhite", "", {255, 222, 173}}, "navajo white,navajowhite", ""},
  {{"navy", "남색", {0, 0, 128}}, "navy,navy blue", "남색,네이비,곤색,군청"},
  {{"oldlace", "", {253, 245, 230}}, "old lace,oldlace", ""},
  {{"olive", "올리브색", {128, 128, 0}}, "olive", "올리브"},
  {{"olivedrab", "", {107, 142, 35}}, "olive drab,olivedrab", ""},
  {{"orange", "주황색", {255, 165, 0}}, "orange,amber,tangerine,sunset", "주황,오렌지,귤색"},
  {{"orangered", "다홍색", {255, 69, 0}}, "orange red,orangered", "다홍,주홍"},
  {{"orchid", "난초색", {218, 112, 214}}, "orchid", "난초,오키드"},
  {{"palegoldenrod", "", {238, 232, 170}}, "pale goldenrod,palegoldenrod", ""},
  {{"palegreen", "옅은 초록색", {152, 251, 152}}, "pale green,palegreen", "옅은 녹색"},
  {{"paleturquoise", "", {175, 238, 238}}, "pale turquoise,paleturquoise", ""},
  {{"palevioletred", "", {219, 112, 147}}, "pale violet red,palevioletred", ""},
  {{"papayawhip", "", {255, 239, 213}}, "papaya whip,papayawhip", ""},
  {{"peachpuff", "복숭아색", {255, 218, 185}}, "peach puff,peachpuff,peach", "복숭아,피치"},
  {{"peru", "", {205, 133, 63}}, "peru", ""},
  {{"pink", "분홍색", {255, 192, 203}}, "pink,rose pink", "분홍,핑크"},
  {{"plum", "자두색", {221, 160, 221}}, "plum", "자두"},
  {{"powderblue", "", {176, 224, 230}}, "powder blue,powderblue", ""},
  {{"purple", "보라색", {128, 0, 128}}, "purple,grape", "자주,보라,퍼플"},
  {{"rebeccapurple", "", {102, 51, 153}}, "rebecca purple,rebeccapurple", ""},
  {{"red", "빨간색", {255, 0, 0}}, "red", "빨강,빨간,빨갛,뻘건,레드,적색,붉은"},
  {{"rosybrown", "", {188, 143, 143}}, "rosy brown,rosybrown", ""},
  {{"royalblue", "로열 블루", {65, 105, 225}}, "royal blue,royalblue", "로열 블루,로얄 블루,로얄블루"},
  {{"saddlebrown", "", {139, 69, 19}}, "saddle brown,saddlebrown", ""},
  {{"salmon", "연어색", {250, 128, 114}}, "salmon", "연어,새먼"},
  {{"sandybrown", "모래색", {244, 164, 96}}, "sandy brown,sandybrown", "모래"},
  {{"seagreen", "바다색", {46, 139, 87}}, "sea green,seagreen", "바다"},
  {{"seashell", "", {255, 245, 238}}, "seashell", ""},
  {{"sienna", "시에나색", {160, 82, 45}}, "sienna", "시에나"},
  {{"silver", "은색", {192, 192, 192}}, "silver", "은색,은빛,실버"},
  {{"skyblue", "하늘색", {135, 206, 235}}, "sky blue,skyblue,baby blue", "하늘,소라색,스카이"},
  {{"slateblue", "", {106, 90, 205}}, "slate blue,slateblue", ""},
  {{"slategray", "슬레이트색", {112, 128, 144}}, "slate gray,slategray", "슬레이트"},
  {{"slategrey", "", {112, 128, 144}}, "slate grey,slategrey", ""},
  {{"snow", "눈색", {255, 250, 250}}, "snow", "눈처럼 하얀,눈색"},
  {{"springgreen", "봄초록색", {0, 255, 127}}, "spring green,springgreen", "봄초록"},
  {{"steelblue", "", {70, 130, 180}}, "steel blue,steelblue", ""},
  {{"tan", "황갈색", {210, 180, 140}}, "tan", "황갈"},
  {{"teal", "청록색", {0, 128, 128}}, "teal", "청록,틸"},
  {{"thistle", "", {216, 191, 216}}, "thistle", ""},
  {{"tomato", "토마토색", {255, 99, 71}}, "tomato", "토마토"},
  {{"turquoise", "터키색", {64, 224, 208}}, "turquoise,mint,aqua green", "민트,터키,터콰이즈,옥색,비취"},
  {{"violet", "제비꽃색", {238, 130, 238}}, "violet", "바이올렛,제비꽃"},
  {{"wheat", "밀색", {245, 222, 179}}, "wheat", "밀색"},
  {{"white", "흰색", {255, 255, 255}}, "white", "하양,하얀,흰,백색,화이트"},
  {{"whitesmoke", "", {245, 245, 245}}, "white smoke,whitesmoke", ""},
  {{"yellow", "노란색", {255, 255, 0}}, "yellow,lemon yellow", "노랑,노란,노랗,누런,옐로,황색,개나리"},
  {{"yellowgreen", "연두색", {154, 205, 50}}, "yellow green,yellowgreen", "연두,풀색"},
};
// clang-format on

}  // namespace

const Color* read_color(std::string_view spoken) {
  const std::string text = prepare_value(spoken);
  // "sky blue" is not blue: the longest word decides.
  const Color* best = nullptr;
  size_t longest = 0;
  for (const Row& row : kRows) {
    const size_t found = std::max(longest_held(text, row.english), longest_held(text, row.korean));
    if (found > longest) best = &row.color, longest = found;
  }
  return best;
}

const Color* find_color(std::string_view name) {
  for (const Row& row : kRows)
    if (row.color.name == name) return &row.color;
  return nullptr;
}

}  // namespace ondol::home
