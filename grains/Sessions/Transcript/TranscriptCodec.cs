using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents.Tools;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>
/// Transcript messages in their table: <c>{"m": the message, "p": what the model reads, "r": its run}</c>, so that a history is
/// answered with stored bytes.
/// </summary>
internal static class TranscriptCodec
{
    public static byte[] Encode(TranscriptEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(entry.Json.Length + (entry.PromptText?.Length ?? 0) + 64);
        using (var writer = new Utf8JsonWriter(buffer, TranscriptEntries.Writing))
        {
            writer.WriteStartObject();
            if (entry.RunId is { } run)
            {
                writer.WriteString("r", run);
            }

            if (entry.PromptText is { } prompt)
            {
                writer.WriteString("p", prompt);
            }

            if (!entry.InPrompt)
            {
                writer.WriteBoolean("h", true);
            }

            writer.WritePropertyName("m");
            writer.WriteRawValue(entry.Json, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">The payload is not what <see cref="Encode"/> wrote.</exception>
    public static TranscriptEntry Decode(ReadOnlyMemory<byte> payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        JsonElement root = document.RootElement;
        JsonElement message = root.GetProperty("m");
        return new TranscriptEntry
        {
            Role = message.GetProperty("role").GetString()!,
            Text = TextOf(message),
            PromptText = root.TryGetProperty("p", out JsonElement prompt) ? prompt.GetString() : null,
            RunId = root.TryGetProperty("r", out JsonElement run) ? run.GetString() : null,
            InPrompt = !root.TryGetProperty("h", out _),
            Calls = CallsOf(message),
            CallId = Optional(message, "toolCallId"),
            Timestamp = message.GetProperty("timestamp").GetInt64(),
            Json = JsonMarshal.GetRawUtf8Value(message).ToArray(),
        };
    }

    /// <summary>The tokens that an assistant message tells of, and who wrote it.</summary>
    public static (TokenUsage? Usage, string? Provider, string? Model) DetailsOf(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        TokenUsage? usage = root.TryGetProperty("usage", out JsonElement counts)
            ? new TokenUsage
            {
                Input = counts.GetProperty("input").GetInt64(),
                Output = counts.GetProperty("output").GetInt64(),
                CacheRead = counts.GetProperty("cacheRead").GetInt64(),
                CacheWrite = counts.GetProperty("cacheWrite").GetInt64(),
            }
            : null;
        return (usage, Optional(root, "provider"), Optional(root, "model"));
    }

    private static string? Optional(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static IReadOnlyList<ToolCall> CallsOf(JsonElement message)
    {
        List<ToolCall>? calls = null;
        foreach (JsonElement part in message.GetProperty("content").EnumerateArray())
        {
            if (part.TryGetProperty("type", out JsonElement type) && type.ValueEquals("toolCall"))
            {
                (calls ??= []).Add(new ToolCall(part.GetProperty("id").GetString()!, part.GetProperty("name").GetString()!, part.GetProperty("arguments").GetRawText()));
            }
        }

        return calls ?? [];
    }

    private static string TextOf(JsonElement message)
    {
        string? only = null;
        StringBuilder? more = null;
        foreach (JsonElement part in message.GetProperty("content").EnumerateArray())
        {
            if (!part.TryGetProperty("text", out JsonElement text))
            {
                continue;
            }

            if (only is null)
            {
                only = text.GetString();
            }
            else
            {
                (more ??= new StringBuilder(only)).Append('\n').Append(text.GetString());
            }
        }

        return more?.ToString() ?? only ?? "";
    }
}
