using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Channels;

/// <summary>How the channels are (section 5.7).</summary>
public sealed record ChannelsStatusResult
{
    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }

    /// <summary>Order for display.</summary>
    public required IReadOnlyList<string> ChannelOrder { get; init; }

    /// <summary>Names for display.</summary>
    public required IReadOnlyDictionary<string, string> ChannelLabels { get; init; }

    /// <summary>Longer names.</summary>
    public IReadOnlyDictionary<string, string>? ChannelDetailLabels { get; init; }

    /// <summary>Symbols.</summary>
    public IReadOnlyDictionary<string, string>? ChannelSystemImages { get; init; }

    /// <summary>All of it in order.</summary>
    public IReadOnlyList<ChannelMeta>? ChannelMeta { get; init; }

    /// <summary>Summary by channel.</summary>
    public required IReadOnlyDictionary<string, RawJson> Channels { get; init; }

    /// <summary>Accounts by channel.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ChannelAccountSnapshot>> ChannelAccounts { get; init; }

    /// <summary>Default account by channel.</summary>
    public required IReadOnlyDictionary<string, string> ChannelDefaultAccountId { get; init; }
}
