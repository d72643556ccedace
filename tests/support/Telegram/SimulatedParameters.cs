using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Telegram;

/// <summary>
/// Reads a call's parameters as Telegram does: what is not known is ignored, what is missing or of another kind is refused. Numbers
/// may come as text, since parameters may come as a form.
/// </summary>
internal readonly struct SimulatedParameters(JsonObject body)
{
    /// <summary>A chat's id.</summary>
    public long Chat() => Whole("chat_id") ?? throw new BadRequest("chat_id is empty");

    public long Message() => Whole("message_id") is > 0 and { } id ? id : throw new BadRequest("message identifier is not specified");

    public long? Whole(string name) => body[name] is not JsonValue value ? null
        : value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) ? number
        : value.GetValueKind() == JsonValueKind.String && long.TryParse(value.GetValue<string>(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read
        : throw new BadRequest($"wrong parameter {name} in request");

    public string? Text(string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString(),
        _ => throw new BadRequest($"field \"{name}\" must be of type String"),
    };

    public bool Flag(string name) => body[name] switch
    {
        null => false,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => throw new BadRequest($"field \"{name}\" must be of type Boolean"),
    };

    public SimulatedParameters? Part(string name) => body[name] switch
    {
        null => null,
        JsonObject part => new SimulatedParameters(part),

        // A form has no other kind of value than texts.
        JsonValue value when value.GetValueKind() == JsonValueKind.String && JsonNode.Parse(value.GetValue<string>()) is JsonObject part => new SimulatedParameters(part),
        _ => throw new BadRequest($"object expected as {name}"),
    };

    public JsonArray List(string name) => body[name] as JsonArray ?? throw new BadRequest($"parameter \"{name}\" must be an Array");

    /// <summary>A message's inline keyboard.</summary>
    public IReadOnlyList<(string Text, string Data)> Buttons()
    {
        if (Part("reply_markup") is not { } markup)
        {
            return [];
        }

        var buttons = new List<(string Text, string Data)>();
        foreach (var each in markup.List("inline_keyboard").SelectMany(static row => row as JsonArray ?? throw new BadRequest("inline keyboard row must be an Array")))
        {
            var button = new SimulatedParameters(each as JsonObject ?? throw new BadRequest("an inline keyboard button must be an Object"));
            var (text, data) = (button.Text("text") ?? "", button.Text("callback_data") ?? "");
            if (text.Length == 0 || Encoding.UTF8.GetByteCount(data) is 0 or > 64)
            {
                throw new BadRequest(text.Length == 0 ? "text buttons are unallowed in the inline keyboard" : "BUTTON_DATA_INVALID");
            }

            buttons.Add((text, data));
        }

        return buttons;
    }

    /// <summary>A message's text with its parse mode, judged as Telegram judges it: the limit counts what people see.</summary>
    public (string Text, string? Mode) Body()
    {
        const int MaxTextLength = 4096;
        var (text, visible, mode) = Marked("text");
        return string.IsNullOrWhiteSpace(visible) ? throw new BadRequest("message text is empty")
            : visible.Length > MaxTextLength ? throw new BadRequest("message is too long")
            : (text, mode);
    }

    /// <summary>The text below a picture, which may be missing.</summary>
    public (string Text, string? Mode) Caption()
    {
        const int MaxCaptionLength = 1024;
        var (text, visible, mode) = Marked("caption");
        return visible.Length > MaxCaptionLength ? throw new BadRequest("message caption is too long") : (text, mode);
    }

    private (string Text, string Visible, string? Mode) Marked(string name)
    {
        var text = Text(name) ?? "";
        var mode = Text("parse_mode");
        if (mode is not (null or "" or "HTML"))
        {
            // Markdown exists too; nothing here may come to rely on it.
            throw new BadRequest("unsupported parse_mode");
        }

        if (mode == "HTML" && TelegramHtml.Problem(text) is { } problem)
        {
            throw new BadRequest("can't parse entities: " + problem);
        }

        return (text, mode == "HTML" ? TelegramHtml.Visible(text) : text, mode);
    }
}
