using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents.Tools;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>Makes transcript messages in the form that the original's clients read.</summary>
internal static class TranscriptEntries
{
    internal static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a person wrote.</summary>
    public static TranscriptEntry User(
        string text, string? promptText, long timestamp, string? runId, IReadOnlyList<TurnAttachment> attachments) => new()
    {
        Role = TranscriptEntry.User,
        Text = text,
        PromptText = promptText == text ? null : promptText,
        RunId = runId,
        Timestamp = timestamp,
        Json = Write(TranscriptEntry.User, text, timestamp, writer =>
        {
            foreach (TurnAttachment attachment in attachments)
            {
                // The bytes are not kept: they would make every reading of the history as large as the images.
                writer.WriteStartObject();
                writer.WriteString("type", "image");
                writer.WriteString("mimeType", attachment.MimeType);
                writer.WriteNumber("bytes", attachment.Content.Length);
                writer.WriteBoolean("omitted", true);
                writer.WriteEndObject();
            }
        }, null),
    };

    /// <summary>What the assistant wrote, or why it did not.</summary>
    public static TranscriptEntry Assistant(string text, long timestamp, string? runId, AssistantDetails details) => new()
    {
        Role = TranscriptEntry.Assistant,
        Text = text,
        RunId = runId,
        InPrompt = text.Length > 0,
        Timestamp = timestamp,
        Json = Write(TranscriptEntry.Assistant, text, timestamp, null, writer => WriteDetails(writer, details)),
    };

    /// <summary>The tools that the assistant is about to call.</summary>
    public static TranscriptEntry Calls(IReadOnlyList<ToolCall> calls, long timestamp, string? runId) => new()
    {
        Role = TranscriptEntry.Assistant,
        Text = "",
        Calls = calls,
        RunId = runId,
        Timestamp = timestamp,
        Json = Write(TranscriptEntry.Assistant, "", timestamp, writer =>
        {
            foreach (ToolCall call in calls)
            {
                writer.WriteStartObject();
                writer.WriteString("type", "toolCall");
                writer.WriteString("id", call.Id);
                writer.WriteString("name", call.Name);
                writer.WritePropertyName("arguments");
                writer.WriteRawValue(call.ArgumentsJson);
                writer.WriteEndObject();
            }
        }, static writer => writer.WriteString("stopReason", "toolUse")),
    };

    /// <summary>What came of a call: all of it is kept, the model is shown what it can bear.</summary>
    public static TranscriptEntry Result(ToolCall call, ToolResult result, long timestamp, string? runId) => new()
    {
        Role = TranscriptEntry.ToolResult,
        Text = result.Text,
        PromptText = result.Shown == result.Text ? null : result.Shown,
        CallId = call.Id,
        RunId = runId,
        Timestamp = timestamp,
        Json = Write(TranscriptEntry.ToolResult, result.Text, timestamp, null, writer =>
        {
            writer.WriteString("toolCallId", call.Id);
            writer.WriteString("toolName", call.Name);
            writer.WriteBoolean("isError", result.IsError);
        }),
    };

    /// <summary>What prompts begin with in place of the messages before <paramref name="mark"/>'s first one.</summary>
    public static TranscriptEntry Summary(string text, SummaryMark mark, long timestamp) => new()
    {
        Role = TranscriptEntry.Summary,
        Text = text,
        RunId = mark.RunId,
        InPrompt = false,
        Timestamp = timestamp,
        Json = Write(TranscriptEntry.Summary, text, timestamp, null, writer =>
        {
            writer.WriteNumber("firstKept", mark.FirstKept);
            writer.WriteNumber("tokensBefore", mark.TokensBefore);
        }),
    };

    private static byte[] Write(
        string role, string text, long timestamp, Action<Utf8JsonWriter>? moreContent, Action<Utf8JsonWriter>? details)
    {
        var buffer = new ArrayBufferWriter<byte>(text.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("role", role);
            writer.WriteStartArray("content");
            if (text.Length > 0 || moreContent is null)
            {
                writer.WriteStartObject();
                writer.WriteString("type", "text");
                writer.WriteString("text", text);
                writer.WriteEndObject();
            }

            moreContent?.Invoke(writer);
            writer.WriteEndArray();
            details?.Invoke(writer);
            writer.WriteNumber("timestamp", timestamp);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteDetails(Utf8JsonWriter writer, AssistantDetails details)
    {
        WriteOptional(writer, "api", details.Api);
        WriteOptional(writer, "provider", details.Provider);
        WriteOptional(writer, "model", details.Model);
        if (details.Usage is { } usage)
        {
            writer.WriteStartObject("usage");
            writer.WriteNumber("input", usage.Input);
            writer.WriteNumber("output", usage.Output);
            writer.WriteNumber("cacheRead", usage.CacheRead);
            writer.WriteNumber("cacheWrite", usage.CacheWrite);
            writer.WriteNumber("totalTokens", usage.Total);
            writer.WriteStartObject("cost");
            writer.WriteNumber("input", details.Cost.Input);
            writer.WriteNumber("output", details.Cost.Output);
            writer.WriteNumber("cacheRead", details.Cost.CacheRead);
            writer.WriteNumber("cacheWrite", details.Cost.CacheWrite);
            writer.WriteNumber("total", details.Cost.Total);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteString("stopReason", details.StopReason);
        WriteOptional(writer, "errorMessage", details.ErrorMessage);
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
