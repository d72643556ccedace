using System.Text.Json;
using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Hooks;

/// <summary>What <c>POST …/agent</c>, or a mapping, asks an agent to do. What is null was not said.</summary>
/// <param name="Message">What the stranger wrote.</param>
public sealed record HookRun(string Message)
{
    /// <summary>The chat that the main session was last written to from.</summary>
    public const string LastChat = "last";

    private const string DefaultName = "Hook";

    /// <summary>Longest run that can be asked for.</summary>
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(1);

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary><c>now</c> or <c>next-heartbeat</c>.</summary>
    public string WakeMode { get; init; } = HookWake.Now;

    /// <summary>The session, as the caller or the configuration writes it.</summary>
    public string? SessionKey { get; init; }

    /// <summary>Whether the configuration alone says which session it is; otherwise the caller has a word in it.</summary>
    public bool IsSessionConfigured { get; init; }

    /// <summary>Whether the answer is sent to a chat.</summary>
    public bool? Deliver { get; init; }

    /// <summary>The channel it is sent by, or <see cref="LastChat"/>.</summary>
    public string? Channel { get; init; }

    /// <summary>The chat it is sent to.</summary>
    public string? To { get; init; }

    /// <summary>The model asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The thinking level asked for.</summary>
    public string? Thinking { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Reads a body; one of the two results is null.</summary>
    /// <param name="body">The body.</param>
    /// <param name="channels">The channels that an answer may be sent by.</param>
    public static (HookRun? Run, string? Error) Read(JsonElement body, IReadOnlyList<string> channels)
    {
        if (HookBody.Text(body, "message") is not { } message)
        {
            return (null, "message required");
        }

        var channel = HookBody.Get(body, "channel") is { } named ? ChannelOf(named, channels) : LastChat;
        if (channel is null)
        {
            return (null, $"channel must be {string.Join('|', channels.Prepend(LastChat))}");
        }

        var model = HookBody.Text(body, "model");
        if (model is null && HookBody.Get(body, "model") is not null)
        {
            return (null, "model required");
        }

        return (
            new HookRun(message)
            {
                Name = HookBody.Text(body, "name"),
                WakeMode = HookWake.ModeOf(body, "wakeMode"),
                SessionKey = HookBody.Text(body, "sessionKey"),
                Deliver = HookBody.Get(body, "deliver")?.ValueKind != JsonValueKind.False,
                Channel = channel,
                To = HookBody.Text(body, "to"),
                Model = model,
                Thinking = HookBody.Text(body, "thinking"),
                Timeout = TimeoutOf(HookBody.Get(body, "timeoutSeconds")),
            }.Completed(),
            null);
    }

    /// <summary>The same with what counts where nothing was said.</summary>
    public HookRun Completed() => this with { Name = Name ?? DefaultName, Deliver = Deliver ?? true, Channel = Channel ?? LastChat };

    /// <summary>A number of seconds; null when it is none.</summary>
    internal static TimeSpan? TimeoutOf(JsonElement? seconds) =>
        seconds is { ValueKind: JsonValueKind.Number } number && Math.Floor(number.GetDouble()) is >= 1 and var whole
            ? TimeSpan.FromSeconds(Math.Min(whole, MaxTimeout.TotalSeconds))
            : null;

    private static string? ChannelOf(JsonElement named, IReadOnlyList<string> channels) =>
        named.ValueKind == JsonValueKind.String && ChannelIds.Normalize(named.GetString()) is { } id
            && (id == LastChat || channels.Contains(id, StringComparer.Ordinal))
            ? id
            : null;
}
