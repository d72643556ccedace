using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Discord.Api;

/// <summary>A client of a simulated Discord's REST API, and its bot.</summary>
internal sealed class DiscordApiFixture : IAsyncDisposable
{
    public const string Canary = "s3cret-Canary_9876";

    public const string TokenText = "MTIzNDU2.Gabcde." + Canary;

    private readonly SocketsHttpHandler handler = ChannelHttp.CreateHandler();

    private DiscordApiFixture(SimulatedDiscord discord, ManualTime time, int mostInvalid)
    {
        (Discord, Time) = (discord, time);
        Bot = discord.AddBot(TokenText, "molty");
        Api = new DiscordApi(
            new DiscordApiOptions { Token = Token, ApiRoot = discord.ApiRoot }, handler, new RestLimits(Time, new InvalidRequests(Time, mostInvalid)), Time);
    }

    public static DiscordToken Token => DiscordToken.TryParse(TokenText, out var token) ? token : throw new InvalidOperationException();

    public ManualTime Time { get; }

    public SimulatedDiscord Discord { get; }

    public SimulatedDiscordBot Bot { get; }

    public DiscordApi Api { get; }

    public static async Task<DiscordApiFixture> StartAsync(int mostInvalid = 5000)
    {
        var time = new ManualTime();
        return new DiscordApiFixture(await SimulatedDiscord.StartAsync(time), time, mostInvalid);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        handler.Dispose();
        await Discord.DisposeAsync();
    }
}
