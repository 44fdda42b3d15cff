// The table of kinds; see kinds.h. Device classes are Home Assistant's.
#include "home/kinds.h"

#include <array>

namespace ondol::home {
namespace {

// clang-format off
constexpr KindRow kRows[] = {
  {Kind::any, "any", "", "thing,device,everything,stuff", "기기,장치,것,모든 것,전부,전체", "device", "devices", "기기"},
  {Kind::light, "light", "light switch!", "light,lighting,light bulb,bulb,lamp,chandelier,spotlight,strip,led,downlight,pendant",
   "불,조명,전등,등,램프,스탠드,무드등,형광등,간접등,매입등,샹들리에,전구,라이트,led", "light", "lights", "조명"},
  {Kind::lamp, "lamp", "light", "lamp,floor lamp,table lamp,desk lamp,nightstand", "스탠드,램프,무드등,취침등,수면등", "lamp", "lamps", "스탠드"},
  {Kind::switch_, "switch", "switch input_boolean", "switch", "스위치", "switch", "switches", "스위치"},
  {Kind::outlet, "outlet", "switch:outlet", "outlet,plug,socket,power strip,smart plug", "콘센트,플러그,멀티탭", "outlet", "outlets", "콘센트"},
  {Kind::fan, "fan", "fan switch!", "fan,ventilator,exhaust,hood", "선풍기,팬,환풍기,서큘레이터,실링팬,후드,환기", "fan", "fans", "선풍기"},
  {Kind::air_purifier, "air_purifier", "fan:air_purifier humidifier:air_purifier switch:air_purifier", "air purifier,purifier,air cleaner", "공기청정기,공청기,청정기", "air purifier", "air purifiers", "공기청정기"},
  {Kind::cover, "cover", "cover:blind,curtain,shade,shutter,awning,window,damper cover", "cover", "커버", "cover", "covers", "커버"},
  {Kind::blind, "blind", "cover:blind,shade", "blind,venetian,roller", "블라인드,롤스크린", "blind", "blinds", "블라인드"},
  {Kind::curtain, "curtain", "cover:curtain", "curtain,drape,drapes", "커튼", "curtain", "curtains", "커튼"},
  {Kind::shade, "shade", "cover:shade,blind", "shade,roller shade,sunshade", "쉐이드,셰이드,롤스크린,블라인드", "shade", "shades", "블라인드"},
  {Kind::shutter, "shutter", "cover:shutter", "shutter", "셔터,덧창", "shutter", "shutters", "셔터"},
  {Kind::awning, "awning", "cover:awning", "awning,canopy", "어닝,차양", "awning", "awnings", "어닝"},
  {Kind::window, "window", "cover:window binary_sensor:window", "window,skylight", "창문,창,천창", "window", "windows", "창문"},
  {Kind::door, "door", "cover:door binary_sensor:door lock binary_sensor:opening!", "door,front door,back door,patio door,sliding door",
   "문,현관문,방문,중문,대문,뒷문", "door", "doors", "문"},
  {Kind::garage_door, "garage_door", "cover:garage binary_sensor:garage_door", "garage door,garage", "차고 문,차고문,차고", "garage door", "garage doors", "차고 문"},
  {Kind::gate, "gate", "cover:gate", "gate,driveway gate", "대문,게이트,차단기", "gate", "gates", "대문"},
  {Kind::lock, "lock", "lock", "lock,door lock,deadbolt,door,front door", "도어락,잠금장치,자물쇠,문,현관문,락", "lock", "locks", "도어락"},
  {Kind::climate, "climate", "climate", "thermostat,climate,hvac,temperature,temp", "온도조절기,온도 조절기,냉난방,온도,냉난방기", "thermostat", "thermostats", "온도 조절기"},
  {Kind::heater, "heater", "climate switch! water_heater!", "heater,heating,heat,radiator,boiler,underfloor", "난방,보일러,히터,온돌,라디에이터,전기장판", "heater", "heaters", "난방"},
  {Kind::air_conditioner, "air_conditioner", "climate switch!", "air conditioner,air conditioning,ac,a c,aircon,cooling,cooler", "에어컨,냉방,에어콘", "air conditioner", "air conditioners", "에어컨"},
  {Kind::water_heater, "water_heater", "water_heater", "water heater,hot water,boiler", "온수기,온수,보일러", "water heater", "water heaters", "온수기"},
  {Kind::humidifier, "humidifier", "humidifier:humidifier", "humidifier", "가습기", "humidifier", "humidifiers", "가습기"},
  {Kind::dehumidifier, "dehumidifier", "humidifier:dehumidifier", "dehumidifier", "제습기", "dehumidifier", "dehumidifiers", "제습기"},
  {Kind::media_player, "media_player", "media_player", "media player,player,music,audio,media,sound,volume", "플레이어,미디어,음악,노래,소리,음량,볼륨", "player", "players", "플레이어"},
  {Kind::tv, "tv", "media_player:tv switch!", "tv,television,telly,t v", "티비,텔레비전,텔레비젼,tv,테레비", "TV", "TVs", "TV"},
  {Kind::speaker, "speaker", "media_player:speaker,receiver", "speaker,sound bar,soundbar,stereo,homepod,sonos,echo,receiver", "스피커,사운드바,오디오,앰프", "speaker", "speakers", "스피커"},
  {Kind::vacuum, "vacuum", "vacuum", "vacuum,vacuum cleaner,robot vacuum,roomba,robot,hoover", "청소기,로봇청소기,로봇 청소기,로청,물걸레", "vacuum", "vacuums", "청소기"},
  {Kind::mower, "mower", "lawn_mower", "mower,lawn mower,lawnmower", "잔디깎이,예초기", "lawn mower", "lawn mowers", "잔디깎이"},
  {Kind::valve, "valve", "valve", "valve,water valve,sprinkler,irrigation,watering,tap,faucet", "밸브,수도,스프링클러,물,가스 밸브,가스밸브", "valve", "valves", "밸브"},
  {Kind::siren, "siren", "siren", "siren,chime", "사이렌,차임", "siren", "sirens", "사이렌"},
  {Kind::alarm, "alarm", "alarm_control_panel", "alarm,alarm system,security system,security", "경보,보안,방범,경비", "alarm", "alarms", "경보기"},
  {Kind::scene, "scene", "scene", "scene,mood", "장면,씬,모드", "scene", "scenes", "장면"},
  {Kind::script, "script", "script", "script,routine", "스크립트,루틴", "script", "scripts", "스크립트"},
  {Kind::automation, "automation", "automation", "automation", "자동화", "automation", "automations", "자동화"},
  {Kind::person, "person", "person device_tracker", "person,people,anyone,anybody,someone,everyone", "사람,누구,식구,가족", "person", "people", "사람"},
  {Kind::timer, "timer", "timer", "timer,countdown,alarm", "타이머,알람", "timer", "timers", "타이머"},
  {Kind::todo_list, "todo_list", "todo", "list,to do list,todo list,to do,todo,task list,task", "목록,리스트,할 일,할일,할 일 목록", "list", "lists", "목록"},
  {Kind::shopping_list, "shopping_list", "todo", "shopping list,grocery list,shopping,grocery,groceries", "장보기 목록,쇼핑 목록,장보기,쇼핑,장바구니,쇼핑리스트", "shopping list", "shopping lists", "장보기 목록"},
  {Kind::calendar, "calendar", "calendar", "calendar,schedule,agenda,event,appointment,meeting", "일정,캘린더,달력,스케줄,약속", "calendar", "calendars", "일정"},
  {Kind::weather, "weather", "weather", "weather,forecast", "날씨,일기예보,예보", "weather", "weather", "날씨"},
  {Kind::sensor, "sensor", "sensor", "sensor,reading,meter", "센서,측정기,계량기", "sensor", "sensors", "센서"},
  {Kind::temperature, "temperature", "sensor:temperature climate weather", "temperature,temp,thermometer,warm,hot,cold", "온도,기온,온도계", "temperature", "temperatures", "온도"},
  {Kind::humidity, "humidity", "sensor:humidity humidifier climate weather", "humidity,humid,hygrometer", "습도,습도계", "humidity", "humidities", "습도"},
  {Kind::carbon_dioxide, "carbon_dioxide", "sensor:carbon_dioxide", "co2,carbon dioxide", "이산화탄소,co2,씨오투", "CO2", "CO2 sensors", "이산화탄소"},
  {Kind::carbon_monoxide, "carbon_monoxide", "binary_sensor:carbon_monoxide sensor:carbon_monoxide", "carbon monoxide,co,carbon monoxide sensor", "일산화탄소,일산화탄소 센서", "carbon monoxide sensor", "carbon monoxide sensors", "일산화탄소 센서"},
  {Kind::particles, "particles", "sensor:pm25,pm10,pm1,pm4", "pm25,pm2 5,pm10,particle,fine dust,dust", "미세먼지,초미세먼지,먼지", "particle sensor", "particle sensors", "미세먼지"},
  {Kind::air_quality, "air_quality", "sensor:aqi,pm25,volatile_organic_compounds,volatile_organic_compounds_parts,carbon_dioxide,ozone", "air quality,air", "공기질,공기,공기 질", "air quality", "air quality sensors", "공기질"},
  {Kind::illuminance, "illuminance", "sensor:illuminance", "illuminance,light level,lux", "조도,밝기", "light level", "light levels", "조도"},
  {Kind::power, "power", "sensor:power binary_sensor:power sensor:apparent_power", "power,power usage,power draw,consumption,wattage,electricity", "전력,소비전력,전기,전원,전력량", "power", "power sensors", "전력"},
  {Kind::energy, "energy", "sensor:energy", "energy,energy usage,consumption,electricity", "에너지,전력량,전기 사용량,사용량", "energy", "energy sensors", "에너지"},
  {Kind::battery, "battery", "binary_sensor:battery sensor:battery", "battery,charge", "배터리,건전지,밧데리", "battery", "batteries", "배터리"},
  {Kind::battery_charging, "battery_charging", "binary_sensor:battery_charging", "charging,battery", "충전,배터리", "battery", "batteries", "배터리"},
  {Kind::pressure, "pressure", "sensor:pressure,atmospheric_pressure", "pressure,barometer", "기압,압력,공기압", "pressure", "pressure sensors", "기압"},
  {Kind::motion, "motion", "binary_sensor:motion", "motion,motion sensor,movement,motion detector", "모션 센서,모션,움직임,동작,동작 센서,움직임 센서", "motion sensor", "motion sensors", "모션 센서"},
  {Kind::occupancy, "occupancy", "binary_sensor:occupancy binary_sensor:presence binary_sensor:motion", "occupancy,occupancy sensor", "재실,재실 센서", "occupancy sensor", "occupancy sensors", "재실 센서"},
  {Kind::presence, "presence", "binary_sensor:presence person device_tracker", "presence,presence sensor", "재실,외출", "presence sensor", "presence sensors", "재실 센서"},
  {Kind::opening, "opening", "binary_sensor:opening binary_sensor:door,window,garage_door", "opening,door,window", "문,개폐", "opening", "openings", "문"},
  {Kind::smoke, "smoke", "binary_sensor:smoke", "smoke,smoke detector,smoke alarm,smoke sensor", "연기,연기 센서,화재,화재 감지기", "smoke sensor", "smoke sensors", "연기 센서"},
  {Kind::gas, "gas", "binary_sensor:gas sensor:gas", "gas,gas sensor,gas leak", "가스,가스 센서,가스 누출", "gas sensor", "gas sensors", "가스 센서"},
  {Kind::moisture, "moisture", "binary_sensor:moisture sensor:moisture", "leak,water,water leak,leak sensor,water sensor,moisture,wet", "누수,누수 센서,물", "leak sensor", "leak sensors", "누수 센서"},
  {Kind::vibration, "vibration", "binary_sensor:vibration", "vibration,vibration sensor", "진동,진동 센서", "vibration sensor", "vibration sensors", "진동 센서"},
  {Kind::sound, "sound", "binary_sensor:sound", "sound,noise,sound sensor", "소리,소음,소리 센서", "sound sensor", "sound sensors", "소리 센서"},
  {Kind::tamper, "tamper", "binary_sensor:tamper", "tamper,tampering", "탬퍼,훼손", "tamper sensor", "tamper sensors", "탬퍼 센서"},
  {Kind::problem, "problem", "binary_sensor:problem", "problem,issue,fault,trouble", "문제,고장,이상", "problem", "problems", "문제"},
  {Kind::safety, "safety", "binary_sensor:safety", "safety,safe,danger", "안전,위험", "safety sensor", "safety sensors", "안전 센서"},
  {Kind::connectivity, "connectivity", "binary_sensor:connectivity", "connection,connected,online,internet", "연결,접속,인터넷", "connection", "connections", "연결"},
  {Kind::plug, "plug", "binary_sensor:plug", "plug,plugged", "플러그", "plug", "plugs", "플러그"},
  {Kind::running, "running", "binary_sensor:running", "running,appliance", "작동", "appliance", "appliances", "기기"},
  {Kind::update, "update", "binary_sensor:update update", "update,upgrade", "업데이트", "update", "updates", "업데이트"},
  {Kind::cold, "cold", "binary_sensor:cold", "cold", "차가운", "cold sensor", "cold sensors", "저온 센서"},
  {Kind::heat, "heat", "binary_sensor:heat", "hot,heat", "뜨거운", "heat sensor", "heat sensors", "고온 센서"},
  {Kind::brightness_detector, "light_detected", "binary_sensor:light", "light", "빛,표시등", "light sensor", "light sensors", "빛 센서"},
  {Kind::lock_sensor, "lock_sensor", "binary_sensor:lock", "lock", "잠금", "lock sensor", "lock sensors", "잠금 센서"},
};
// clang-format on

constexpr size_t kNumKinds = std::size(kRows);
static_assert(kNumKinds == static_cast<size_t>(Kind::lock_sensor) + 1);
static_assert([] {
  for (size_t i = 0; i < kNumKinds; ++i)
    if (kRows[i].kind != static_cast<Kind>(i)) return false;
  return true;
}());

constexpr auto kLabels = [] {
  std::array<std::string_view, kNumKinds> out{};
  for (size_t i = 0; i < kNumKinds; ++i) out[i] = kRows[i].label;
  return out;
}();

}  // namespace

const KindRow& kind_row(Kind kind) { return kRows[static_cast<size_t>(kind)]; }
std::span<const KindRow> kind_rows() { return kRows; }
std::span<const std::string_view> kind_labels() { return kLabels; }

}  // namespace ondol::home
