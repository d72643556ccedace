using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Discord.Api;

internal sealed partial class DiscordApi
{
    /// <summary>A channel or thread.</summary>
    public Task<ApiResult<Channel>> GetChannel(string channel, CancellationToken cancellation) =>
        Call(RestRoute.Channel(channel), null, DiscordJson.Default.Channel, cancellation);

    /// <summary>A guild with its roles, without its channels.</summary>
    public Task<ApiResult<Guild>> GetGuild(string guild, CancellationToken cancellation) =>
        Call(RestRoute.Guild(guild), null, DiscordJson.Default.Guild, cancellation);

    /// <summary>The direct chat with somebody, opened if there was none.</summary>
    public Task<ApiResult<Channel>> OpenDirect(string user, CancellationToken cancellation) => Call(
        RestRoute.OpenDirect, Body(new OpenDirectRequest(user), DiscordJson.Default.OpenDirectRequest), DiscordJson.Default.Channel, cancellation);
}
