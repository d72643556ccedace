using System.Text.Json;
using System.Text.Json.Serialization;
using Moltbot.Grains.Sessions;

namespace Moltbot.Grains.Tasks;

/// <summary>What a task says, as the table keeps it.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Message">What it is told.</param>
/// <param name="CreatedBy">Who queued it.</param>
internal sealed record TaskContent(string AgentId, string Message, string CreatedBy)
{
    public static TaskContent Read(ReadOnlyMemory<byte> stored) =>
        JsonSerializer.Deserialize(stored.Span, TaskJson.Default.TaskContent) ?? throw new JsonException("a stored task is empty");

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, TaskJson.Default.TaskContent);
}

/// <summary>What came of an attempt, as the table keeps it.</summary>
/// <param name="Result">What was said, cut.</param>
/// <param name="Error">Why it failed, cut; null when it did not.</param>
internal sealed record TaskOutcome(string? Result, string? Error)
{
    /// <summary>Characters kept of what came of an attempt: its session has the rest.</summary>
    private const int MaxText = 500;

    public static TaskOutcome? Read(ReadOnlyMemory<byte>? stored) =>
        stored is { } bytes ? JsonSerializer.Deserialize(bytes.Span, TaskJson.Default.TaskOutcome) : null;

    public static TaskOutcome Of(string? result, string? error) => new(Cut(result), Cut(error));

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, TaskJson.Default.TaskOutcome);

    private static string? Cut(string? text) => text is null ? null : Preview.Of(text, MaxText);
}

/// <summary>What the queue keeps in its table as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TaskContent))]
[JsonSerializable(typeof(TaskOutcome))]
internal sealed partial class TaskJson : JsonSerializerContext;
