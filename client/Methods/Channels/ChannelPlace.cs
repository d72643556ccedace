using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Methods.Channels;

/// <summary>A configured channel account that a request names.</summary>
/// <param name="Channel">The channel id.</param>
/// <param name="Account">The canonical account id.</param>
internal sealed record ChannelPlace(string Channel, string Account)
{
    /// <summary>The account meant, or why there is none; an account that is not named is the only one, else <c>default</c>.</summary>
    public static GatewayResult<ChannelPlace> Find(ConfigDocument document, string channelAsSent, string? accountAsSent)
    {
        string channel = ChannelIds.Normalize(channelAsSent) ?? "";
        IReadOnlyList<string> accounts = document.Channels.AccountIds(channel);
        if (accounts.Count == 0)
        {
            return UnknownChannel(document, channel);
        }

        string account = accountAsSent is null && accounts.Count == 1 ? accounts[0] : ConfigIds.Account(accountAsSent);
        return accounts.Contains(account, StringComparer.Ordinal)
            ? new ChannelPlace(channel, account)
            : GatewayError.Invalid($"unknown {channel} account: {account} (configured: {string.Join(", ", accounts)})");
    }

    /// <summary>The answer to a channel that is not configured.</summary>
    public static GatewayError UnknownChannel(ConfigDocument document, string channel) => GatewayError.Invalid(
        $"channel not configured: {channel} (configured: {(document.Channels.Ids.Count == 0 ? "none" : string.Join(", ", document.Channels.Ids))})");
}
