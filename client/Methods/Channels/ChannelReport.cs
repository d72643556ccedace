using Moltbot.Gateway.Channels;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Gateway.Methods.Channels;

/// <summary>A channel and its accounts.</summary>
/// <param name="Id">The channel.</param>
/// <param name="Label">Its names for people.</param>
/// <param name="DefaultAccountId">The account used when none is named.</param>
/// <param name="Accounts">All of them.</param>
internal sealed record ChannelReport(string Id, ChannelLabel Label, string DefaultAccountId, IReadOnlyList<ChannelAccountSnapshot> Accounts)
{
    /// <summary>The account that stands for the channel.</summary>
    public ChannelAccountSnapshot? Main =>
        Accounts.FirstOrDefault(account => account.AccountId == DefaultAccountId) ?? (Accounts.Count > 0 ? Accounts[0] : null);
}
