using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Where a session came from.</summary>
public sealed record SessionOrigin
{
    /// <summary>Name for people.</summary>
    public string? Label { get; init; }

    /// <summary>Channel.</summary>
    public string? Provider { get; init; }

    /// <summary>Surface.</summary>
    public string? Surface { get; init; }

    /// <summary>Kind of chat.</summary>
    public string? ChatType { get; init; }

    /// <summary>Sender.</summary>
    public string? From { get; init; }

    /// <summary>Recipient.</summary>
    public string? To { get; init; }

    /// <summary>Account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Thread, a number or a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson ThreadId { get; init; }
}
