namespace Moltbot.Protocol.Methods.Channels;

/// <summary>Forgets an account's credentials.</summary>
public sealed record ChannelsLogoutParams
{
    /// <summary>Channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Account, default the channel's.</summary>
    public string? AccountId { get; init; }
}
