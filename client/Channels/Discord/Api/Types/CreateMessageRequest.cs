using System.Text.Json.Serialization;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A message to send.</summary>
internal sealed record CreateMessageRequest
{
    /// <summary>The flag that keeps Discord from fetching what links lead to.</summary>
    public const int SuppressEmbeds = 1 << 2;

    /// <summary>At most 2000 characters.</summary>
    public required string Content { get; init; }

    /// <summary>Whom it may alert.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    public MessageReference? MessageReference { get; init; }

    /// <summary>Names the message, at most 25 characters.</summary>
    public string? Nonce { get; init; }

    /// <summary>Whether Discord answers a second message of the same name with the first.</summary>
    public bool? EnforceNonce { get; init; }

    public int? Flags { get; init; }

    /// <summary>Rows of buttons below it.</summary>
    public IReadOnlyList<MessageComponent>? Components { get; init; }

    /// <summary>A picture with it; not part of the JSON. The text may be empty then.</summary>
    [JsonIgnore]
    public TurnAttachment? Picture { get; init; }
}
