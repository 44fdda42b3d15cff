#!/usr/bin/env bash
# docs/pictures/home.svg: what the program answers to these utterances, in its own home, one after another. Run ./dev build first.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

session() {
  local said
  while IFS= read -r said; do
    printf '> %s\n' "$said"
  done <<<"$1"
}

said='거실 불 좀 꺼줘
turn on the desk lamp and set it to a third
에어컨 스물네 도로 맞추고 안방 커튼 닫아줘
is any window open?
우유랑 계란 장보기 목록에 추가해줘
unlock everything
현관문 잠겨 있어?
who won the world cup?'

svg=docs/pictures/home.svg
{
  n=$(($(wc -l <<<"$said") * 2))
  height=$((n * 24 + 76))
  echo "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"820\" height=\"$height\" viewBox=\"0 0 820 $height\" font-family=\"ui-monospace, 'D2Coding', 'Noto Sans Mono CJK KR', monospace\" font-size=\"15\">"
  echo '<title>A session of ./dev run</title>'
  echo "<rect width=\"820\" height=\"$height\" rx=\"10\" fill=\"#1b1f27\"/>"
  echo '<text x="24" y="36" fill="#8b95a7">$ ./dev run</text>'
  y=66
  session "$said" | sed 's/^> //' | build/ondol chat 2>/dev/null >/tmp/home_answers.$$
  paste -d '\n' <(session "$said") "/tmp/home_answers.$$" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' | while IFS= read -r line; do
    colour='#e8ecf3'
    [[ $line == '&gt; '* ]] && colour='#ffb86b'
    echo "<text x=\"24\" y=\"$y\" fill=\"$colour\" xml:space=\"preserve\">$line</text>"
    y=$((y + 24))
  done
  rm -f "/tmp/home_answers.$$"
  echo '</svg>'
} >"$svg.tmp"
mv "$svg.tmp" "$svg"
