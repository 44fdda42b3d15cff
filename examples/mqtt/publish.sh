#!/bin/sh
# A real lamp: hands one action of `ondol home` to an MQTT broker by mosquitto_pub (Debian: mosquitto-clients).
#
#   ondol home ask --home my_home.json --exec examples/mqtt/publish.sh "turn on the desk lamp"
#
# Standard input is one JSON line, as docs/formats/home.md describes it: the call, its entity, and the state and attributes that
# the entity is to have. It is published, as it is, under $MQTT_PREFIX/DOMAIN/NAME/set (ondol/light/desk_lamp/set),
# not retained (a command that is obeyed again at each start is no command), and has reached the broker when this ends with 0.
# $MQTT_HOST (localhost), $MQTT_PORT (1883) and $MQTT_PREFIX (ondol) say where. To watch: mosquitto_sub -v -t 'ondol/#'
set -eu

IFS= read -r line || [ -n "$line" ]
entity=$(printf '%s\n' "$line" | sed -n 's/.*"entity":"\([A-Za-z0-9_]*\.[A-Za-z0-9_]*\)".*/\1/p')
if [ -z "$entity" ]; then
  # An announcement or a timer: nothing that has a topic of its own.
  topic=${MQTT_PREFIX:-ondol}/call
else
  topic=${MQTT_PREFIX:-ondol}/${entity%%.*}/${entity#*.}/set
fi
exec mosquitto_pub -h "${MQTT_HOST:-localhost}" -p "${MQTT_PORT:-1883}" -q 1 -t "$topic" -m "$line"
