"""The conversations every chat template is rendered over. Short on purpose: the goldens are committed."""

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Weather in a city",
        "parameters": {
            "type": "object",
            "properties": {
                "city": {"type": "string", "description": "City name"},
                "unit": {"type": "string", "enum": ["c", "f"], "default": "c"},
            },
            "required": ["city"],
        },
    },
}
NESTED = {
    "type": "function",
    "function": {
        "name": "plan_trip",
        "description": "Plans a trip <now> & \"quoted\"",
        "parameters": {
            "type": "object",
            "properties": {
                "stops": {"type": "array", "items": {"type": "string"}, "description": "Stops"},
                "budget": {"type": "number", "nullable": True},
                "days": {"type": ["integer", "null"], "maximum": 18446744073709551615},
                "options": {
                    "type": "object",
                    "properties": {"한글": {"type": "boolean"}, "list": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "number"}}}}},
                    "required": ["한글"],
                },
                "either": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
            },
        },
        "return": {"type": "string"},
    },
}
NO_PARAMETERS = {"type": "function", "function": {"name": "ping", "description": "Ping", "parameters": {"type": "object", "properties": {}}}}


def call(name, arguments, call_id):
    return {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}


def user(content):
    return {"role": "user", "content": content}


def assistant(content, **more):
    return {"role": "assistant", "content": content, **more}


def system(content):
    return {"role": "system", "content": content}


def tool(content, call_id="abcdefgh1", name="get_weather"):
    return {"role": "tool", "name": name, "tool_call_id": call_id, "content": content}


CONVERSATIONS = {
    "user": {"messages": [user("Hi")]},
    "system_user": {"messages": [system("Be brief."), user("Hi")]},
    "multi_turn": {"messages": [system("Be brief."), user("Hi"), assistant("Hello!"), user("Why?"), assistant("Because."), user("OK")]},
    "korean": {"messages": [system("너는 집안 도우미야."), user("거실 불 켜 줘"), assistant("네, 켰어요. 😀"), user("고마워")]},
    "ends_with_assistant": {"messages": [user("Hi"), assistant("Hello")]},
    "system_only": {"messages": [system("Be brief.")]},
    "empty_content": {"messages": [system(""), user(""), assistant(""), user("x")]},
    "odd_text": {"messages": [user("  {{ x }} {% y %} <|im_end|> 'q' \"d\" \\n & <b>\n\ttab \u00a0 "), assistant("\n a \n"), user("\nz\n")]},
    "two_users": {"messages": [user("a"), user("b")]},
    "assistant_first": {"messages": [assistant("Hello"), user("Hi")]},
    "unknown_role": {"messages": [user("a"), {"role": "robot", "content": "b"}]},
    "developer": {"messages": [{"role": "developer", "content": "Rules."}, user("Hi")]},
    "system_later": {"messages": [user("a"), assistant("b"), system("Changed."), user("c")]},
    "parts": {"messages": [{"role": "system", "content": [{"type": "text", "text": "S"}]}, user([{"type": "text", "text": "one"}, {"type": "text", "text": "two"}])]},
    "image_part": {"messages": [user([{"type": "image"}, {"type": "text", "text": "What is it?"}])]},
    "no_content": {"messages": [user("a"), {"role": "assistant"}, user("b")]},
    "reasoning": {"messages": [user("2+2?"), assistant("4", reasoning_content="Adding."), user("3+3?"), assistant("6", reasoning_content="Again."), user("OK")]},
    "reasoning_last": {"messages": [user("2+2?"), assistant("4", reasoning="Adding.")]},
    "think_in_content": {"messages": [user("2+2?"), assistant("<think>\nAdding.\n</think>\n\n4"), user("OK")]},
    "no_thinking": {"messages": [user("Hi")], "kwargs": {"enable_thinking": False, "thinking": False}},
    "thinking": {"messages": [system("S"), user("Hi")], "kwargs": {"enable_thinking": True, "thinking": True, "reasoning_effort": "high"}},
    "tools": {"messages": [user("Weather?")], "tools": [WEATHER]},
    "tools_system": {"messages": [system("Be brief."), user("Weather?")], "tools": [WEATHER, NO_PARAMETERS]},
    "nested_tool": {"messages": [user("Plan")], "tools": [NESTED]},
    "tool_call": {
        "messages": [user("Weather?"), assistant("", tool_calls=[call("get_weather", {"city": "서울", "unit": "c"}, "abcdefgh1")]), tool("21.5")],
        "tools": [WEATHER],
    },
    "tool_call_string": {
        "messages": [user("Weather?"), assistant(None, tool_calls=[call("get_weather", "{\"city\": \"Seoul\"}", "abcdefgh1")]), tool("{\"t\": 21.5}"), assistant("21.5 degrees"), user("Thanks")],
        "tools": [WEATHER],
    },
    "parallel_calls": {
        "messages": [
            system("S"),
            user("Both?"),
            assistant("Looking.", tool_calls=[call("get_weather", {"city": "A", "n": 1, "f": 2.5, "b": True, "x": None, "l": [1, "q"]}, "abcdefgh1"), call("ping", {}, "abcdefgh2")]),
            tool("rain"),
            tool("pong", "abcdefgh2", "ping"),
            assistant("Rain."),
            user("Why?"),
        ],
        "tools": [WEATHER, NO_PARAMETERS],
    },
    "tool_call_reasoned": {
        "messages": [user("Weather?"), assistant("", reasoning_content="Need a tool.", tool_calls=[call("get_weather", {"city": "A"}, "abcdefgh1")]), tool("rain")],
        "tools": [WEATHER],
    },
    "tool_result_only": {"messages": [user("a"), tool("orphan")]},
    "documents": {"messages": [user("Sum up")], "documents": [{"title": "T", "text": "Body", "content": "Body"}]},
}
