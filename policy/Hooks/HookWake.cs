using System.Text.Json;

namespace Moltbot.Policy.Hooks;

/// <summary>What <c>POST …/wake</c> asks: a line that the main session reads.</summary>
/// <param name="Text">The line.</param>
/// <param name="Mode"><c>now</c> or <c>next-heartbeat</c>.</param>
public sealed record HookWake(string Text, string Mode)
{
    /// <summary>The mode when none is asked for.</summary>
    public const string Now = "now";

    private const string NextHeartbeat = "next-heartbeat";

    /// <summary>Reads a body; one of the two results is null.</summary>
    public static (HookWake? Wake, string? Error) Read(JsonElement body) =>
        HookBody.Text(body, "text") is { } text ? (new HookWake(text, ModeOf(body, "mode")), null) : (null, "text required");

    /// <summary>A mode; whatever is none is <see cref="Now"/>.</summary>
    internal static string ModeOf(JsonElement body, string name) =>
        HookBody.Get(body, name) is { ValueKind: JsonValueKind.String } mode && mode.ValueEquals(NextHeartbeat) ? NextHeartbeat : Now;
}
