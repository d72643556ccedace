using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Moltbot.Models.Wire;

/// <summary>Arguments and results of tool calls, between JSON text and the shared shapes.</summary>
internal static class ToolArguments
{
    /// <summary>
    /// A call with its arguments. When they are not a JSON object, <see cref="FunctionCallContent.Exception"/> says so and
    /// the arguments are null: the run loop tells the model instead of guessing.
    /// </summary>
    public static FunctionCallContent Parse(string id, string name, string arguments)
    {
        if (string.IsNullOrWhiteSpace(arguments))
        {
            return new FunctionCallContent(id, name, new Dictionary<string, object?>(StringComparer.Ordinal));
        }

        try
        {
            using var document = JsonDocument.Parse(arguments, new JsonDocumentOptions { MaxDepth = 64 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return Broken(id, name, new JsonException("The arguments of the tool call are not a JSON object."));
            }

            if (arguments.Contains("\\u", StringComparison.Ordinal))
            {
                CheckUnicode(document.RootElement);
            }

            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                values[member.Name] = member.Value.Clone();
            }

            return new FunctionCallContent(id, name, values);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return Broken(id, name, new JsonException("The arguments of the tool call are not JSON.", e));
        }
    }

    /// <summary>The arguments as one JSON object.</summary>
    public static void Write(Utf8JsonWriter json, FunctionCallContent call)
    {
        json.WriteStartObject();
        foreach (var (name, value) in call.Arguments ?? Enumerable.Empty<KeyValuePair<string, object?>>())
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    /// <summary>The arguments as JSON text.</summary>
    public static string Text(FunctionCallContent call)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, call);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What a tool answered, as the text a model reads.</summary>
    public static string Text(FunctionResultContent result) => result switch
    {
        { Result: string text } => text,
        { Result: null, Exception: not null } => "Error: the tool failed.",
        { Result: null } => "",
        { Result: TextContent text } => text.Text,
        { Result: IEnumerable<AIContent> parts } => string.Concat(parts.OfType<TextContent>().Select(p => p.Text)),
        _ => JsonText(result.Result),
    };

    /// <summary>Half a surrogate pair passes the parser, but throws when a tool reads it; better to say so at once.</summary>
    /// <exception cref="InvalidOperationException">A name or text is not valid Unicode.</exception>
    private static void CheckUnicode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    CheckUnicode(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    CheckUnicode(member.Value);
                }

                break;
        }
    }

    private static string JsonText(object value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteValue(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case System.Text.Json.Nodes.JsonNode node:
                node.WriteTo(json);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            default:
                throw new NotSupportedException(
                    $"A tool's value of type {value.GetType().Name} cannot be sent to a model; use JSON, text, numbers or booleans.");
        }
    }

    private static FunctionCallContent Broken(string id, string name, JsonException why) => new(id, name) { Exception = why };
}
