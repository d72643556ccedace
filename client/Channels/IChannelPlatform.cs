using Moltbot.Gateway.Channels.Api;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Channels;

/// <summary>
/// An IM platform. A new one is a folder beside <c>Telegram/</c> with this, an <see cref="IChannelConnector"/> and a
/// mapping of its updates; leases, outbox, typing, configuration and status are the same for all.
/// </summary>
public interface IChannelPlatform
{
    /// <summary>The channel's id, the key below <c>channels</c>.</summary>
    string Id { get; }

    /// <summary>How it is shown.</summary>
    ChannelLabel Label { get; }

    /// <summary>
    /// Takes note of a version of a tenant's configuration, on every gateway, whether or not it will run the connection: a platform
    /// that is reached by webhook opens and closes its addresses here.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="channels">Its channels; null when the tenant is gone.</param>
    /// <returns>The accounts to run: enabled ones, also those that cannot run, with the reason.</returns>
    IReadOnlyList<ChannelAccountSetup> Configure(string tenant, ChannelsConfig? channels);

    /// <summary>What the configuration says about an account; it need not be configured.</summary>
    ChannelAccountFacts Describe(string tenant, ChannelsConfig channels, string accountId);

    /// <summary>Asks the platform whether the account's credential works, on any gateway. Fails only by cancellation.</summary>
    /// <returns>An object with <c>ok</c>, and what else the original's probe of this platform tells.</returns>
    Task<RawJson> Probe(string tenant, ChannelsConfig channels, string accountId, CancellationToken cancellation);

    /// <summary>
    /// Completes a target that a client named with where the chat is, as updates from there tell it: rules and bindings go by that. Asks the
    /// platform where the target does not say it, on any gateway. Fails only by cancellation.
    /// </summary>
    Task<ApiResult<ReplyTarget>> Locate(string tenant, ChannelsConfig channels, ReplyTarget target, CancellationToken cancellation) =>
        Task.FromResult(ApiResult<ReplyTarget>.Success(target));

    /// <summary>
    /// Takes back what the platform was told in the account's name (where to post updates), because it is logged out. Fails only by
    /// cancellation: an account whose credential does not work any more can be logged out too.
    /// </summary>
    Task Leave(string tenant, ChannelsConfig channels, string accountId, CancellationToken cancellation);
}
