using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Channels;

/// <summary>One account of a channel.</summary>
public sealed record ChannelAccountSnapshot
{
    /// <summary>Its id.</summary>
    public required string AccountId { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is on.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether it has what it needs.</summary>
    public bool? Configured { get; init; }

    /// <summary>Whether it is linked.</summary>
    public bool? Linked { get; init; }

    /// <summary>Whether it runs.</summary>
    public bool? Running { get; init; }

    /// <summary>Whether it is connected.</summary>
    public bool? Connected { get; init; }

    /// <summary>Attempts since it was connected.</summary>
    public long? ReconnectAttempts { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? LastConnectedAt { get; init; }

    /// <summary>Last error, without secrets.</summary>
    public string? LastError { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? LastStartAt { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? LastStopAt { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? LastInboundAt { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? LastOutboundAt { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? LastProbeAt { get; init; }

    /// <summary><c>polling</c> or <c>webhook</c>, say.</summary>
    public string? Mode { get; init; }

    /// <summary>Policy for direct messages.</summary>
    public string? DmPolicy { get; init; }

    /// <summary>Who may write.</summary>
    public IReadOnlyList<string>? AllowFrom { get; init; }

    /// <summary>Where the token comes from, never the token.</summary>
    public string? TokenSource { get; init; }

    /// <summary>Where the bot token comes from.</summary>
    public string? BotTokenSource { get; init; }

    /// <summary>Where the app token comes from.</summary>
    public string? AppTokenSource { get; init; }

    /// <summary>Where the platform is.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Whether groups need no mention.</summary>
    public bool? AllowUnmentionedGroups { get; init; }

    /// <summary>Program used.</summary>
    public string? CliPath { get; init; }

    /// <summary>Database used.</summary>
    public string? DbPath { get; init; }

    /// <summary>Port used.</summary>
    public long? Port { get; init; }

    /// <summary>Answer of the last probe.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Probe { get; init; }

    /// <summary>Findings.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Audit { get; init; }

    /// <summary>The application at the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Application { get; init; }

    /// <summary>What it has to send (our own; section 5.7 lets a snapshot carry more).</summary>
    public ChannelOutbox? Outbox { get; init; }
}
