using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Discord.Api;

internal sealed partial class DiscordApi
{
    /// <summary>Who the bot is; also the cheapest way to try the token.</summary>
    public Task<ApiResult<User>> GetCurrentUser(CancellationToken cancellation) =>
        Call(RestRoute.CurrentUser, null, DiscordJson.Default.User, cancellation);

    /// <summary>What the bot belongs to.</summary>
    public Task<ApiResult<Application>> GetApplication(CancellationToken cancellation) =>
        Call(RestRoute.Application, null, DiscordJson.Default.Application, cancellation);

    /// <summary>Where the gateway is. To be asked before every identify: the rest of the day's allowance is in it.</summary>
    public Task<ApiResult<GatewayBot>> GetGatewayBot(CancellationToken cancellation) =>
        Call(RestRoute.GatewayBot, null, DiscordJson.Default.GatewayBot, cancellation);

    /// <summary>The commands that Discord offers everywhere the bot is.</summary>
    /// <param name="application">The application's id.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<ApiResult<CommandDefinition[]>> GetCommands(string application, CancellationToken cancellation) =>
        Call(RestRoute.Commands(HttpMethod.Get, application), null, DiscordJson.Default.CommandDefinitionArray, cancellation);

    /// <summary>Puts commands in the place of all there were.</summary>
    public Task<ApiResult<CommandDefinition[]>> SetCommands(string application, CommandDefinition[] commands, CancellationToken cancellation) => Call(
        RestRoute.Commands(HttpMethod.Put, application), Body(commands, DiscordJson.Default.CommandDefinitionArray),
        DiscordJson.Default.CommandDefinitionArray, cancellation);
}
